package polyad.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyad.catalog.UsageException;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

class SentenceEncoderTest {
  private static final List<String> TEXTS =
      List.of("red fish", "a blue fish swims in the sea", "bird", "the red bird sings and sings");

  @TempDir Path folder;

  private static SentenceEncoder encoder(Pooling pooling) {
    WordPiece tokenizer = WordPieceTrainer.train(TEXTS, 100, 1, true);
    BertConfig config = BertConfig.of(tokenizer.vocabulary().size(), 16, 3, 2, 32, 12);
    return SentenceEncoder.bert(
        config.withInitializerRange(0.3), pooling, tokenizer, new Generator(3));
  }

  private static void assertClose(Tensor expected, Tensor given) {
    assertArrayEquals(expected.shape(), given.shape());
    assertTrue(expected.sub(given).abs().max().item() < 2e-6, () -> expected + " " + given);
  }

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void aSavedEncoderGivesTheSameVectors(Pooling pooling) throws IOException {
    try (var _ = TensorScope.open();
        SentenceEncoder encoder = encoder(pooling)) {
      encoder.save(folder.resolve("whole"));
      try (SentenceEncoder read = SentenceEncoder.load(folder.resolve("whole"))) {
        assertClose(encoder.encode(TEXTS), read.encode(TEXTS));
        assertEquals(pooling, read.pooling());
        assertEquals(12, read.maxLength());
      }
      SentenceEncoder cut = encoder.export(2, 6);
      cut.save(folder.resolve("cut"));
      try (SentenceEncoder read = SentenceEncoder.load(folder.resolve("cut"))) {
        assertEquals(2, read.layers());
        assertEquals(6, read.dimension());
        assertClose(encoder.encode(TEXTS, 2, 6), read.encode(TEXTS));
        assertClose(encoder.encode(TEXTS, 1, 4), read.export(1, 4).encode(TEXTS));
      }
      Set<String> names =
          TensorFiles.readSafetensors(folder.resolve("cut/model.safetensors")).keySet();
      assertFalse(names.stream().anyMatch(n -> n.startsWith("encoder.layer.2")));
    }
  }

  @Test
  void theOrderAndCompanyOfTextsDoNotMatter() {
    try (var _ = TensorScope.open();
        SentenceEncoder encoder = encoder(Pooling.AVG)) {
      Tensor together = encoder.encode(TEXTS, 3, 16);
      for (int i = 0; i < TEXTS.size(); i++) {
        assertClose(encoder.encode(List.of(TEXTS.get(i)), 3, 16), together.narrow(0, i, 1));
      }
      List<String> many = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        many.add(TEXTS.get(i % 4));
      }
      assertClose(together, encoder.encode(many, 3, 16).narrow(0, 148 - 8, 4));
    }
  }

  @Test
  void layersBeyondTheOneAskedForAreNeverRun() {
    try (var _ = TensorScope.open();
        SentenceEncoder encoder = encoder(Pooling.CLS)) {
      Tensor before = encoder.encode(TEXTS, 2, 8);
      Map<String, Tensor> poison = new LinkedHashMap<>();
      encoder
          .stateDict()
          .forEach(
              (name, value) -> {
                if (name.contains("encoder.layer.2")) {
                  poison.put(name, value.onesLike().mul(Double.NaN));
                }
              });
      Tensor after = encoder.withWeights(poison, () -> encoder.encode(TEXTS, 2, 8));
      assertClose(before, after);
      assertTrue(encoder.transformer().parameterCount(2) < encoder.transformer().parameterCount());
    }
  }

  @Test
  void checkpointsWithPrefixPoolerAndOldNamesLoad() throws IOException {
    try (var _ = TensorScope.open();
        SentenceEncoder encoder = encoder(Pooling.AVG)) {
      encoder.save(folder.resolve("bert"));
      Map<String, Tensor> old = new LinkedHashMap<>();
      encoder
          .transformer()
          .stateDict()
          .forEach(
              (name, value) ->
                  old.put(
                      "bert."
                          + name.replace("LayerNorm.weight", "LayerNorm.gamma")
                              .replace("LayerNorm.bias", "LayerNorm.beta"),
                      value.detach()));
      old.put("bert.pooler.dense.weight", Tensor.zeros(16, 16));
      old.put("cls.predictions.bias", Tensor.zeros(4));
      Path weights = folder.resolve("bert/model.safetensors");
      TensorFiles.writeSafetensors(weights, old, Map.of());
      Files.delete(folder.resolve("bert/modules.json"));
      try (SentenceEncoder read = SentenceEncoder.load(folder.resolve("bert"), 2)) {
        assertClose(encoder.encode(TEXTS, 2, 16), read.encode(TEXTS));
      }
      old.remove("bert.encoder.layer.0.output.dense.bias");
      TensorFiles.writeSafetensors(weights, old, Map.of());
      String message =
          assertThrows(UsageException.class, () -> SentenceEncoder.load(folder.resolve("bert")))
              .getMessage();
      assertTrue(message.contains("model.safetensors"), message);
      assertTrue(message.contains("missing 'encoder.layer.0.output.dense.bias'"), message);
    }
  }

  @Test
  void aCheckpointOfPyTorchLoads() throws IOException {
    try (InputStream in = SentenceEncoderTest.class.getResourceAsStream("tiny-bert.zip");
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, folder.resolve(entry.getName()));
      }
    }
    try (var _ = TensorScope.open();
        SentenceEncoder encoder = SentenceEncoder.load(folder)) {
      Tensor expected = TensorFiles.readNpy(folder.resolve("expected.npy"));
      List<Tensor> states =
          encoder
              .transformer()
              .hiddenStates(Tensor.of(new int[] {2, 5, 6, 3}, 1, 4), null, null, 2);
      assertClose(expected, states.getLast().select(0, 0).narrow(0, 0, 1));
    }
  }

  @Test
  void distilBertIsBertUnderOtherNamesWithoutTypes() throws IOException {
    try (var _ = TensorScope.open()) {
      BertConfig bert = BertConfig.of(20, 8, 2, 2, 12, 9).withInitializerRange(0.4);
      Path json =
          Files.writeString(
              folder.resolve("config.json"),
              """
              {"model_type": "distilbert", "vocab_size": 20, "dim": 8, "n_layers": 2,
               "n_heads": 2, "hidden_dim": 12, "max_position_embeddings": 9, "dropout": 0.1}""");
      Bert distil = new Bert(BertConfig.read(json), new Generator(2));
      Bert same = new Bert(bert, new Generator(9));
      Map<String, Tensor> state = new LinkedHashMap<>();
      for (String name : same.stateDict().keySet()) {
        String other =
            name.replace("encoder.layer", "transformer.layer")
                .replace("attention.self.query", "attention.q_lin")
                .replace("attention.self.key", "attention.k_lin")
                .replace("attention.self.value", "attention.v_lin")
                .replace("attention.output.dense", "attention.out_lin")
                .replace("attention.output.LayerNorm", "sa_layer_norm")
                .replace("intermediate.dense", "ffn.lin1")
                .replace("output.dense", "ffn.lin2")
                .replace("output.LayerNorm", "output_layer_norm");
        Tensor value = distil.stateDict().get(other);
        state.put(name, value == null ? Tensor.zeros(DType.F32, 2, 8) : value);
      }
      same.loadStateDict(state);
      same.eval();
      distil.eval();
      Tensor ids = Tensor.of(new long[] {2, 4, 6, 3, 2, 5, 3, 0}, 2, 4);
      Tensor mask = Tensor.of(new long[] {1, 1, 1, 1, 1, 1, 1, 0}, 2, 4);
      for (int layer = 0; layer <= 2; layer++) {
        assertClose(
            same.hiddenStates(ids, mask, null, 2).get(layer),
            distil.hiddenStates(ids, mask, null, layer).getLast());
      }
    }
  }

  @Test
  void wrongRequestsAreNamed() throws IOException {
    try (var _ = TensorScope.open();
        SentenceEncoder encoder = encoder(Pooling.AVG)) {
      assertEquals("layer is 4, allowed: 0 to 3", message(() -> encoder.encode(TEXTS, 4, 8)));
      assertEquals("dim is 17, allowed: 1 to 16", message(() -> encoder.encode(TEXTS, 1, 17)));
      assertEquals("dim is 0, allowed: 1 to 16", message(() -> encoder.export(1, 0)));
      assertEquals("text 2 is empty", message(() -> encoder.encode(List.of("a", " "), 1, 8)));
      assertArrayEquals(new long[] {4, 16}, encoder.encode(TEXTS, 0, 16).shape());
      assertArrayEquals(new long[] {0, 8}, encoder.encode(List.of(), 1, 8).shape());
      TokenizedTexts cut = encoder.tokenize(List.of("fish ".repeat(30), "fish"));
      assertEquals(1, cut.truncated());
      assertEquals(12 + 3, cut.tokens());
      encoder.save(folder.resolve("e"));
      assertThrows(UsageException.class, () -> encoder.save(folder.resolve("e")));
    }
    assertThrows(UsageException.class, () -> SentenceEncoder.load(folder));
    Path modules = folder.resolve("e/modules.json");
    Files.writeString(modules, Files.readString(modules).replace("models.Normalize", "models.CNN"));
    UsageException wrong =
        assertThrows(UsageException.class, () -> SentenceEncoder.load(folder.resolve("e")));
    assertNotNull(wrong.getMessage());
    assertTrue(wrong.getMessage().contains("module 'CNN'"), wrong.getMessage());
  }

  private static String message(Runnable work) {
    return assertThrows(IllegalArgumentException.class, work::run).getMessage();
  }
}
