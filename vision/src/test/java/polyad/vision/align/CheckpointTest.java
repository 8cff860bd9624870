package polyad.vision.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.data.RgbImage;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.SafetensorsFile;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;
import polyad.text.BertConfig;
import polyad.text.HiddenAct;
import polyad.vision.EfficientNetConfig;
import polyad.vision.clip.ClipReference;

/** Whole checkpoint directories with the names and files of Hugging Face. */
class CheckpointTest {
  private static final String TEXT_CONFIG =
      """
      {"vocab_size": 8, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2,
       "intermediate_size": 12, "max_position_embeddings": 20, "model_type": "align_text_model"}""";
  private static final String VISION_CONFIG =
      """
      {"model_type": "align_vision_model", "width_coefficient": 1.0, "depth_coefficient": 1.0,
       "in_channels": [8, 8], "out_channels": [8, 16], "kernel_sizes": [3, 5], "strides": [1, 2],
       "expand_ratios": [1, 2], "num_block_repeats": [1, 2], "image_size": 33,
       "hidden_dim": 2560}""";
  private static final String PREPROCESSOR =
      """
      {"image_processor_type": "EfficientNetImageProcessor", "do_resize": true,
       "size": {"height": 40, "width": 40}, "resample": 2, "do_center_crop": true,
       "crop_size": {"height": 33, "width": 33}, "do_rescale": true,
       "rescale_factor": 0.00784313725490196, "rescale_offset": true, "do_normalize": false,
       "include_top": false}""";

  @TempDir private Path folder;

  private static EfficientNetConfig network() {
    return new EfficientNetConfig(
        1,
        1,
        8,
        3,
        new int[] {8, 8},
        new int[] {8, 16},
        new int[] {3, 5},
        new int[] {1, 2},
        new int[] {1, 2},
        new int[] {1, 2},
        0.25,
        1e-3,
        0.99,
        0.2,
        new int[] {},
        HiddenAct.SILU);
  }

  /** An untrained ALIGN with unusual statistics, as Hugging Face would save it. */
  private static Map<String, Tensor> weights(ImageEncoder image, AlignTextEncoder text) {
    Generator rng = new Generator(9);
    Map<String, Tensor> state = new LinkedHashMap<>();
    image
        .stateDict()
        .forEach(
            (name, tensor) -> {
              if (name.endsWith("running_mean")) {
                tensor.copyFrom(tensor.randnLike(rng).mul(0.1));
              } else if (name.endsWith("running_var")) {
                tensor.copyFrom(tensor.randnLike(rng).square().add(0.5));
              }
              state.put(name, tensor);
            });
    state.putAll(text.stateDict());
    state.put("text_model.pooler.dense.weight", Tensor.zeros(8, 8));
    state.put("text_model.pooler.dense.bias", Tensor.zeros(8));
    state.put("text_model.embeddings.position_ids", Tensor.arange(20).unsqueeze(0));
    state.put("temperature", Tensor.scalar(0.0625, DType.F32));
    return state;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void writeFiles(Map<String, Tensor> state) throws IOException {
    write(
        "config.json",
        "{\"model_type\": \"align\", \"projection_dim\": 16, \"text_config\": %s, \"vision_config\": %s}"
            .formatted(TEXT_CONFIG, VISION_CONFIG));
    write("preprocessor_config.json", PREPROCESSOR);
    write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nred\nblue\n##s\n");
    write("tokenizer_config.json", "{\"do_lower_case\": true, \"model_max_length\": 6}");
    TensorFiles.writeSafetensors(folder.resolve("model.safetensors"), state, Map.of());
  }

  private Map<String, Tensor> checkpoint() throws IOException {
    Generator rng = new Generator(4);
    ImageEncoder image = new ImageEncoder(network(), rng);
    AlignTextEncoder text = new AlignTextEncoder(BertConfig.of(8, 8, 1, 2, 12, 20), 16, rng);
    Map<String, Tensor> state = weights(image, text);
    writeFiles(state);
    return state;
  }

  @Test
  void anAlignCheckpointGivesWhatItsTowersGive() throws IOException {
    Path picture = Pictures.flat(folder.resolve("pictures/a.png"), 50, 0x3366ff);
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(4);
      ImageEncoder image = new ImageEncoder(network(), rng);
      AlignTextEncoder text = new AlignTextEncoder(BertConfig.of(8, 8, 1, 2, 12, 20), 16, rng);
      writeFiles(weights(image, text));
      image.eval();
      text.eval();
      try (Align align = Align.load(folder)) {
        assertEquals(16, align.dimension());
        assertEquals(6, align.maxTokens());
        assertEquals(0.0625, align.temperature(), 1e-9);
        byte[] bytes =
            RgbImage.read(picture)
                .resize(40, 40, RgbImage.Filter.BILINEAR)
                .centreCrop(33, 33)
                .pixels();
        double[] pixels = new double[bytes.length];
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] = (bytes[i] & 0xff) / 127.5 - 1;
        }
        Tensor expected = image.encode(Tensor.of(pixels, 1, 3, 33, 33).to(DType.F32));
        assertArrayEquals(
            expected.detach().toDoubleArray(),
            align.encodeImage(List.of(picture)).toDoubleArray(),
            1e-5);
        Tensor ids = Tensor.of(new long[] {2, 5, 6, 7, 3}, 1, 5); // [CLS] red blue ##s [SEP]
        assertArrayEquals(
            text.encode(ids, null).detach().toDoubleArray(),
            align.encodeText(List.of("Red blues")).toDoubleArray(),
            1e-6);
        assertEquals(1, align.cut(List.of("red red red red red")));
      }
    }
  }

  @Test
  void anImportedCheckpointServesTheOtherVerbs() throws Exception {
    try (var _ = TensorScope.open()) {
      checkpoint();
      Path out = folder.resolve("imported");
      new ImportTool()
          .run(
              new ImportTool.Options(out), new ToolJob(List.of(folder), null, 1, Monitor.silent()));
      try (Align first = Align.load(folder);
          Align second = Align.load(out);
          var encoder =
              new AlignMethod()
                  .textEncodable()
                  .orElseThrow()
                  .textEncoder(ModelDirectory.open(out))) {
        assertArrayEquals(
            first.encodeText(List.of("red")).toDoubleArray(),
            second.encodeText(List.of("red")).toDoubleArray());
        assertEquals(16, encoder.dimension());
        assertEquals(first.maxTokens(), second.maxTokens());
      }
    }
  }

  private String problem(UnaryOperator<Map<String, Tensor>> change) throws IOException {
    try (var _ = TensorScope.open()) {
      Map<String, Tensor> state = change.apply(checkpoint());
      TensorFiles.writeSafetensors(folder.resolve("model.safetensors"), state, Map.of());
      return String.valueOf(
          assertThrows(UsageException.class, () -> Align.load(folder)).getMessage());
    }
  }

  private static UnaryOperator<Map<String, Tensor>> put(String name, Tensor value) {
    return state -> {
      state.put(name, value);
      return state;
    };
  }

  @Test
  void wrongWeightsAreNamed() throws IOException {
    assertTrue(problem(put("temperature", Tensor.scalar(0))).contains("found temperature 0.0"));
    assertTrue(
        problem(put("temperature", Tensor.scalar(-1))).contains("expected a number above 0"));
    assertTrue(problem(put("temperature", Tensor.ones(2))).contains("found 2 temperatures"));
    assertTrue(problem(put("strange", Tensor.ones(2))).contains("unknown 'strange'"));
    assertTrue(problem(put("text_projection.weight", Tensor.ones(7, 8))).contains("[7, 8]"));
    assertTrue(
        problem(
                state -> {
                  state.remove("text_projection.bias");
                  return state;
                })
            .contains("missing 'text.text_projection.bias'"));
  }

  private String fileProblem(String name, String from, String to) throws IOException {
    try (var _ = TensorScope.open()) {
      checkpoint();
      String before = Files.readString(folder.resolve(name));
      assertTrue(before.contains(from), from);
      write(name, before.replace(from, to));
      return String.valueOf(
          assertThrows(UsageException.class, () -> Align.load(folder)).getMessage());
    }
  }

  @Test
  void wrongFilesAreNamed() throws IOException {
    String width = fileProblem("config.json", "\"projection_dim\": 16", "\"projection_dim\": 20");
    assertTrue(
        width.contains("config.json: the image tower gives 16 numbers, projection_dim is 20"),
        width);
    assertTrue(fileProblem("config.json", "\"align\"", "\"gpt\"").contains("model_type 'gpt'"));
    assertTrue(
        fileProblem("config.json", "\"hidden_dim\"", "\"pooling_type\": \"max\", \"x\"")
            .contains("pooling_type"));
    assertTrue(
        fileProblem("preprocessor_config.json", "\"resample\": 2", "\"resample\": 1")
            .contains("resample 1"));
    assertTrue(
        fileProblem("config.json", "\"strides\": [1, 2]", "\"strides\": [1]").contains("strides"));
    Files.delete(folder.resolve("model.safetensors"));
    write("config.json", "{\"model_type\": \"align\"}");
    String none = assertThrows(UsageException.class, () -> Align.load(folder)).getMessage();
    assertTrue(String.valueOf(none).contains("has no weights"), none);
  }

  @Test
  void aClipCheckpointGivesTheReferenceVectors() throws IOException, URISyntaxException {
    try (var _ = TensorScope.open();
        SafetensorsFile file = SafetensorsFile.open(ClipReference.file("legacy-eos.safetensors"))) {
      write("config.json", Objects.requireNonNull(file.metadata().get("config")));
      write("tokenizer.json", ClipReference.TOKENIZER);
      Map<String, Tensor> state = new LinkedHashMap<>();
      for (String name : file.names()) {
        if (name.startsWith("param.")) {
          state.put(name.substring("param.".length()), TensorFiles.read(file, name));
        }
      }
      TensorFiles.writeSafetensors(folder.resolve("model.safetensors"), state, Map.of());
      try (Align align = Align.load(folder)) {
        assertEquals(0.07, align.temperature(), 1e-6);
        assertEquals(9, align.maxTokens());
        // <start> w3 w4 <end>, the first text of the reference
        double[] text = align.encodeText(List.of("w3 w4")).toDoubleArray();
        double[] expected = unit(TensorFiles.read(file, "output.text").toFloatMatrix()[0]);
        assertArrayEquals(expected, text, 1e-5);
        Tensor pixels = TensorFiles.read(file, "input.pixel_values").to(DType.F32);
        double[] images = align.encodeImage(pixels.narrow(0, 0, 1)).toDoubleArray();
        assertArrayEquals(
            unit(TensorFiles.read(file, "output.image").toFloatMatrix()[0]), images, 1e-5);
        align.save(folder.resolve("saved"));
        try (Align again = Align.load(folder.resolve("saved"))) {
          assertArrayEquals(text, again.encodeText(List.of("w3 w4")).toDoubleArray());
          assertEquals(9, again.maxTokens());
        }
      }
      write("preprocessor_config.json", "{\"image_processor_type\": \"CLIPImageProcessor\"}");
      String size = assertThrows(UsageException.class, () -> Align.load(folder)).getMessage();
      assertTrue(String.valueOf(size).contains("224 x 224, allowed: 8 x 8"), size);
    }
  }

  private static double[] unit(float[] vector) {
    double square = 0;
    for (float x : vector) {
      square += (double) x * x;
    }
    double[] unit = new double[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = vector[i] / Math.sqrt(square);
    }
    return unit;
  }
}
