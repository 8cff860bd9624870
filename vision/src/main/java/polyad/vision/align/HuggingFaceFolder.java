package polyad.vision.align;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import polyad.catalog.Json;
import polyad.catalog.UsageException;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.PytorchFile;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;
import polyad.text.BertConfig;
import polyad.text.Tokenizer;
import polyad.vision.EfficientNetConfig;
import polyad.vision.ImagePreprocessing;
import polyad.vision.clip.ClipTextConfig;
import polyad.vision.clip.ClipVisionConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checkpoint directories of Hugging Face's ALIGN and CLIP. */
final class HuggingFaceFolder {
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final String OLD_WEIGHTS = "pytorch_model.bin";
  private static final String ALIGN = "align";
  private static final String CLIP = "clip";
  private static final String TEMPERATURE = "temperature";
  private static final String LOGIT_SCALE = "logit_scale";
  private static final int SHORTEST_TEXT = 3;

  /** BERT base, which a {@code text_config} may leave out. */
  private static final Map<String, Integer> BERT_BASE =
      Map.of(
          "vocab_size", 30_522,
          "hidden_size", 768,
          "num_hidden_layers", 12,
          "num_attention_heads", 12,
          "intermediate_size", 3072,
          "max_position_embeddings", 512);

  private HuggingFaceFolder() {}

  /** Whether a folder looks like a checkpoint of Hugging Face and not like one of ours. */
  static boolean isCheckpoint(Path folder) throws IOException {
    Path config = folder.resolve(CONFIG);
    return Files.isRegularFile(config)
        && Json.read(config).has("model_type")
        && !Json.read(config).has("method");
  }

  static Align load(Path folder, Generator rng) throws IOException {
    Path file = folder.resolve(CONFIG);
    JsonNode json = Json.read(file);
    String type = json.path("model_type").asString("");
    boolean clip = type.equals(CLIP);
    if (!clip && !type.equals(ALIGN)) {
      throw new UsageException(
          "%s: found model_type '%s', expected align or clip".formatted(file, type));
    }
    int limit = limit(folder, clip ? Integer.MAX_VALUE : PaddedTokens.MAX_TOKENS);
    Align.Shape shape =
        UsageException.naming(file, () -> clip ? clip(json, limit) : align(json, limit));
    ImagePreprocessing preprocessing = preprocessing(folder, shape.image());
    Path weights = weights(folder);
    Tokenizer tokenizer = Tokenizer.load(folder);
    DualEncoder model = AlignFolder.build(shape, vocabulary(shape.text()), rng);
    try (var _ = TensorScope.open()) {
      AlignFolder.fill(model, state(model, read(weights), weights), weights);
    } catch (IOException | RuntimeException e) {
      model.close();
      tokenizer.close();
      throw e;
    }
    return new Align(model, shape, tokenizer, preprocessing, null);
  }

  private static Align.Shape align(JsonNode json, int limit) {
    JsonNode vision = json.path("vision_config");
    EfficientNetConfig network = EfficientNetConfig.of(vision);
    ObjectNode text = Json.mapper().createObjectNode();
    BERT_BASE.forEach(text::put);
    json.path("text_config").properties().forEach(e -> text.set(e.getKey(), e.getValue()));
    text.put("model_type", "bert");
    BertConfig bert = BertConfig.of(text);
    int dim = json.path("projection_dim").asInt(640);
    if (network.featureWidth() != dim) {
      throw new IllegalArgumentException(
          "the image tower gives %d numbers, projection_dim is %d, expected the same"
              .formatted(network.featureWidth(), dim));
    }
    int side = Math.max(32, vision.path("image_size").asInt(289));
    return new Align.Shape(
        dim,
        Math.min(limit, bert.maxPositionEmbeddings()),
        new int[] {dim},
        ImageTowerConfig.efficientNet(network, side),
        new TextTowerConfig.Bert(bert));
  }

  private static Align.Shape clip(JsonNode json, int limit) {
    ClipTextConfig text = ClipTextConfig.of(json.path("text_config"));
    int dim = json.path("projection_dim").asInt(512);
    return new Align.Shape(
        dim,
        Math.min(limit, text.maxPositionEmbeddings()),
        new int[] {dim},
        ImageTowerConfig.clip(ClipVisionConfig.of(json.path("vision_config"))),
        new TextTowerConfig.Clip(text));
  }

  private static int vocabulary(TextTowerConfig text) {
    return switch (text) {
      case TextTowerConfig.Bert bert -> bert.config().vocabSize();
      case TextTowerConfig.Clip clip -> clip.config().vocabSize();
      case TextTowerConfig.Bag bag -> throw new IllegalStateException("no checkpoint has " + bag);
    };
  }

  /** The most tokens that the tokenizer's own file allows. */
  private static int limit(Path folder, int otherwise) throws IOException {
    Path file = folder.resolve("tokenizer_config.json");
    if (!Files.isRegularFile(file)) {
      return otherwise;
    }
    double length = Json.read(file).path("model_max_length").asDouble(otherwise);
    return length >= SHORTEST_TEXT && length < otherwise ? (int) length : otherwise;
  }

  private static ImagePreprocessing preprocessing(Path folder, ImageTowerConfig tower)
      throws IOException {
    Path file = folder.resolve(ImagePreprocessing.FILE);
    if (!Files.isRegularFile(file)) {
      return tower instanceof ImageTowerConfig.Clip
          ? tower.preprocessing()
          : ImagePreprocessing.align();
    }
    ImagePreprocessing preprocessing = ImagePreprocessing.read(file);
    AlignFolder.requireSize(file, tower, preprocessing);
    return preprocessing;
  }

  private static Path weights(Path folder) {
    for (String name : new String[] {WEIGHTS, OLD_WEIGHTS}) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return folder.resolve(name);
      }
    }
    throw new UsageException(
        "%s has no weights: found neither %s nor %s".formatted(folder, WEIGHTS, OLD_WEIGHTS));
  }

  private static Map<String, Tensor> read(Path file) throws IOException {
    if (!file.endsWith(OLD_WEIGHTS)) {
      return TensorFiles.readSafetensors(file);
    }
    Map<String, Tensor> tensors = new HashMap<>();
    try (PytorchFile open = PytorchFile.open(file)) {
      for (String name : open.names()) {
        tensors.put(name, open.read(name));
      }
    }
    return tensors;
  }

  /** The checkpoint's tensors under the names of our towers. */
  private static Map<String, Tensor> state(
      DualEncoder model, Map<String, Tensor> stored, Path file) {
    stored.keySet().removeIf(name -> name.contains(".pooler.") || name.endsWith(".position_ids"));
    Map<String, Tensor> state = new LinkedHashMap<>();
    model
        .stateDict()
        .forEach(
            (name, own) -> {
              Tensor found = stored.remove(theirs(name));
              if (found != null) {
                state.put(name, found);
              } else if (name.endsWith("num_batches_tracked")) {
                state.put(name, Tensor.zeros(DType.I64));
              }
            });
    Tensor scale = stored.remove(LOGIT_SCALE);
    if (scale != null) {
      state.put(TEMPERATURE, scale.to(DType.F64).neg().exp().reshape(1));
    }
    Tensor temperature = state.get(TEMPERATURE);
    if (temperature != null) {
      if (temperature.numel() != 1) {
        throw new UsageException(
            "%s: found %d temperatures, expected one".formatted(file, temperature.numel()));
      }
      state.put(TEMPERATURE, temperature.reshape(1));
    }
    stored.forEach(state::put); // names nobody asked for, which loading reports
    return state;
  }

  private static String theirs(String name) {
    return name.replaceFirst("^(image|text\\." + ClipTextTower.CHILD + "|text)\\.", "");
  }
}
