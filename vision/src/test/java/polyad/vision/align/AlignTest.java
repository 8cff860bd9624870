package polyad.vision.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polyad.catalog.Monitor;
import polyad.catalog.Progress;
import polyad.catalog.UsageException;
import polyad.retrieval.Hit;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.vision.EfficientNetConfig;
import polyad.vision.clip.ClipShape;
import polyad.vision.clip.ClipVisionConfig;

/** The class that programs use. */
class AlignTest {
  @TempDir private Path folder;

  private static AlignBuilder small() {
    return Align.builder()
        .dim(8)
        .text(TextTowerConfig.bagOfWords(8))
        .image(ImageTowerConfig.smallCnn(16))
        .batch(4)
        .chunk(2)
        .epochs(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "efficientnet", "clip"})
  void whatIsSavedIsReadAgain(String tower) throws IOException {
    PairDataset pairs = PairDataset.read(Pictures.pairs(folder));
    AlignBuilder builder = small().reduction(AlignLoss.Reduction.MEAN).labelSmoothing(0.2).shift(1);
    switch (tower) {
      case "efficientnet" ->
          builder
              .image(
                  ImageTowerConfig.efficientNet(
                      EfficientNetConfig.scaled(0.25, 0.3).withDropConnectRate(0.2), 32))
              .text(TextTowerConfig.bert(8, 1, 2, 16))
              .chunk(4)
              .optimizer(AlignOptions.Optimizer.LAMB, 1e-3);
      case "clip" ->
          builder.image(
              ImageTowerConfig.clip(new ClipVisionConfig(ClipShape.of(8, 1, 2), 16, 8, 3)));
      default -> builder.flip(true);
    }
    List<Path> pictures = Pictures.four(folder);
    List<String> texts = List.of("red thing", "blue");
    try (var _ = TensorScope.open();
        Align trained = builder.fit(pairs)) {
      trained.save(folder.resolve("model"));
      try (Align loaded = Align.load(folder.resolve("model"))) {
        assertArrayEquals(
            trained.encodeImage(pictures).toDoubleArray(),
            loaded.encodeImage(pictures).toDoubleArray());
        assertArrayEquals(
            trained.encodeText(texts).toDoubleArray(), loaded.encodeText(texts).toDoubleArray());
        assertEquals(trained.temperature(), loaded.temperature());
        assertEquals(8, loaded.dimension());
        assertEquals(64, loaded.maxTokens());
        assertEquals(trained.preprocessing().outputHeight(), loaded.preprocessing().outputHeight());
      }
      assertEquals(4, trained.report().orElseThrow().kept());
      assertThrows(UsageException.class, () -> trained.save(folder.resolve("model")));
    }
  }

  @Test
  void vectorsAreUnitAndScoresAreTheirCosines() throws IOException {
    List<Path> pictures = Pictures.four(folder);
    List<String> texts = List.of("red thing", "green thing", "blue thing", "white thing");
    try (var _ = TensorScope.open();
        Align model = Pictures.trained(folder)) {
      Tensor images = model.encodeImage(pictures);
      for (double norm : images.norm(2, false, 1).toDoubleArray()) {
        assertEquals(1, norm, 1e-6);
      }
      float[][] scores = model.score(pictures, texts).toFloatMatrix();
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          assertTrue(scores[i][i] >= scores[i][j], "picture " + i + ", text " + j);
        }
      }
      var unequal = Map.of("warm", List.of("red thing", "red"), "cold", List.of("blue thing"));
      Align.Classification found = model.classify(pictures, unequal);
      assertEquals("warm", found.label(0));
      assertEquals("cold", found.label(2));
      Tensor prepared = Tensor.zeros(1, 3, 32, 32);
      assertEquals(1, model.classify(prepared, unequal).predicted().length);
      assertEquals(0, model.encodeText(List.of()).size(0));
    }
  }

  @Test
  void uselessRequestsAreNamed() throws IOException {
    List<Path> pictures = Pictures.four(folder);
    try (Align model = Pictures.trained(folder)) {
      assertTrue(
          assertThrows(
                  IllegalArgumentException.class,
                  () -> model.classify(pictures, Map.of("empty", List.of())))
              .getMessage()
              .contains("class 'empty' has no prompts"));
      assertThrows(
          IllegalArgumentException.class,
          () -> model.classify(pictures, Map.of("blank", List.of(" "))));
      assertThrows(IllegalArgumentException.class, () -> model.classify(pictures, Map.of()));
      assertTrue(
          assertThrows(
                  IllegalArgumentException.class, () -> model.encodeText(List.of("red", "\u0001")))
              .getMessage()
              .contains("text 2 has no words"));
      assertEquals(1, model.cut(List.of("red", "red ".repeat(90))));
    }
    PairDataset pairs = PairDataset.read(Pictures.pairs(folder));
    assertThrows(IllegalArgumentException.class, () -> small().batch(1));
    assertThrows(IllegalArgumentException.class, () -> small().batch(5).fit(pairs));
    assertThrows(
        IllegalArgumentException.class,
        () -> small().batch(2).fit(new PairDataset(pairs.pairs().subList(0, 1))));
    assertThrows(IllegalArgumentException.class, () -> small().chunk(1).fit(pairs));
    assertThrows(IllegalArgumentException.class, () -> small().chunk(3).fit(pairs));
    assertThrows(IllegalArgumentException.class, () -> ImageTowerConfig.smallCnn(12));
    assertThrows(UsageException.class, () -> Align.load(folder.resolve("nowhere")));
  }

  @Test
  void aLossThatIsNoNumberNamesStepAndTemperature() throws IOException {
    PairDataset pairs = PairDataset.read(Pictures.pairs(folder));
    var problem =
        assertThrows(
            ArithmeticException.class,
            () -> small().epochs(50).optimizer(AlignOptions.Optimizer.ADAMW, 1e38).fit(pairs));
    assertTrue(
        problem.getMessage().matches(".* at step \\d+, temperature .*"), problem.getMessage());
  }

  @Test
  void trainingGoesOnFromAModel() throws IOException {
    PairDataset pairs = PairDataset.read(Pictures.pairs(folder));
    try (var _ = TensorScope.open();
        Align first = small().epochs(1).fit(pairs)) {
      first.save(folder.resolve("first"));
      try (Align further =
          small().epochs(30).startFrom(folder.resolve("first")).dim(99).fit(pairs)) {
        assertEquals(8, further.dimension());
        assertFalse(further.temperature() == first.temperature());
      }
    }
  }

  @Test
  void anIndexGivesWhatAScanGives() throws IOException {
    List<Path> pictures = Pictures.four(folder);
    Path index = folder.resolve("index");
    try (var _ = TensorScope.open();
        Align model = Pictures.trained(folder)) {
      assertEquals(
          new ImageTextIndex.Built(4, 0),
          ImageTextIndex.build(index, model, pictures, Monitor.silent()));
      try (ImageTextIndex open = ImageTextIndex.open(index, model)) {
        assertEquals(4, open.size());
        List<Hit> hits = open.searchText("blue thing", 4);
        float[] scores = model.score(pictures, List.of("blue thing")).mT().toFloatMatrix()[0];
        for (Hit hit : hits) {
          int row = pictures.indexOf(Path.of(hit.id()));
          assertEquals(scores[row], hit.score(), 1e-5);
        }
        assertEquals(
            pictures.get(1).toString(), open.searchImage(pictures.get(1), 1).getFirst().id());
        Tensor query =
            ComposedQuery.of(
                model.encodeImage(pictures.subList(0, 1)),
                model.encodeText(List.of("blue thing")),
                model.encodeText(List.of("red thing")),
                2,
                2);
        double[] expected = ComposedQuery.score(query, model.encodeImage(pictures)).toDoubleArray();
        Hit best =
            open.searchComposed(pictures.getFirst(), "blue thing", "red thing", 2, 1).getFirst();
        int row = pictures.indexOf(Path.of(best.id()));
        assertEquals(expected[row], best.score(), 1e-5);
        assertThrows(
            IllegalArgumentException.class,
            () -> open.searchComposed(pictures.getFirst(), "blue", null, 0, 1));
      }
      try (Align other = small().fit(PairDataset.read(Pictures.pairs(folder)))) {
        var problem = assertThrows(UsageException.class, () -> ImageTextIndex.open(index, other));
        assertTrue(problem.getMessage().contains("other weights"), problem.getMessage());
      }
      assertThrows(UsageException.class, () -> ImageTextIndex.open(folder, model));
      Path broken = Files.createFile(folder.resolve("broken.png"));
      var unreadable =
          assertThrows(
              UsageException.class,
              () ->
                  ImageTextIndex.build(
                      folder.resolve("half"), model, List.of(broken), Monitor.silent()));
      assertTrue(unreadable.getMessage().contains("1 of 1"), unreadable.getMessage());
      assertFalse(Files.exists(folder.resolve("half")));
    }
  }

  @Test
  void picturesAreMovedAndMirroredOnlyWhenAsked() {
    try (var _ = TensorScope.open()) {
      byte[] ramp = new byte[3 * 8 * 8];
      for (int i = 0; i < ramp.length; i++) {
        ramp[i] = (byte) (i % 8);
      }
      PaddedTokens none = PaddedTokens.of(List.of(new int[] {1, 2}));
      TrainingPairs pairs =
          new TrainingPairs(List.of(ramp), none, ImageTowerConfig.smallCnn(8).preprocessing());
      int[] one = {0};
      double[] plain = pairs.pixels(one, new Generator(1)).mul(255.0).toDoubleArray();
      for (int i = 0; i < plain.length; i++) {
        assertEquals(i % 8, plain[i], 1e-4);
      }
      boolean mirrored = false;
      for (int seed = 0; seed < 20; seed++) {
        double[] row =
            new Augmentation(2, true)
                .apply(pairs.pixels(one, new Generator(1)), new Generator(seed))
                .mul(255.0)
                .narrow(2, 0, 1)
                .narrow(1, 0, 1)
                .toDoubleArray();
        mirrored |= row[7] < row[0];
        for (int x = 1; x < 8; x++) {
          assertTrue(Math.abs(row[x] - row[x - 1]) <= 1 + 1e-4);
        }
      }
      assertTrue(mirrored);
    }
    assertEquals(8, Objects.requireNonNull(ImageTowerConfig.smallCnn(8).preprocessing()).height());
  }

  /** Asks to stop after so many questions. */
  private static Monitor impatient(int questions) {
    return new Monitor() {
      private int asked;

      @Override
      public Progress progress(String label, long total) {
        return Progress.hidden();
      }

      @Override
      public void info(String line) {}

      @Override
      public boolean stopRequested() {
        return ++asked > questions;
      }
    };
  }

  @Test
  void aStoppedTrainingGoesOnBitForBit() throws IOException {
    PairDataset pairs = PairDataset.read(Pictures.pairs(folder));
    AlignBuilder builder =
        small()
            .image(
                ImageTowerConfig.efficientNet(
                    EfficientNetConfig.scaled(0.25, 0.3).withDropConnectRate(0.5), 32))
            .chunk(4)
            .epochs(6)
            .shift(1)
            .flip(true);
    List<String> texts = List.of("red thing");
    try (var _ = TensorScope.open();
        Align whole = builder.fit(pairs)) {
      builder.checkpoint(Files.createDirectory(folder.resolve("kept")));
      assertThrows(CancellationException.class, () -> builder.monitor(impatient(2)).fit(pairs));
      try (Align resumed = builder.monitor(Monitor.silent()).fit(pairs)) {
        assertArrayEquals(
            whole.encodeText(texts).toDoubleArray(), resumed.encodeText(texts).toDoubleArray());
        assertArrayEquals(
            whole.encodeImage(Pictures.four(folder)).toDoubleArray(),
            resumed.encodeImage(Pictures.four(folder)).toDoubleArray());
      }
    }
  }

  @Test
  void prefixesAreTrainedAndIndexed() throws IOException {
    PairDataset pairs = PairDataset.read(Pictures.pairs(folder));
    List<Path> pictures = Pictures.four(folder);
    try (var _ = TensorScope.open();
        Align model =
            small()
                .nesting(4, 8)
                .epochs(100)
                .optimizer(AlignOptions.Optimizer.ADAMW, 1e-2)
                .fit(pairs)) {
      model.save(folder.resolve("nested"));
      try (Align loaded = Align.load(folder.resolve("nested"))) {
        assertArrayEquals(new int[] {4, 8}, loaded.nesting());
      }
      Tensor half = AlignLoss.unit(model.encodeImage(pictures).narrow(1, 0, 4));
      float[][] words =
          model.encode(List.of("red thing", "green thing", "blue thing", "white thing"), 4);
      float[][] scores = half.matmul(Tensor.of(words).mT()).toFloatMatrix();
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          assertTrue(scores[i][i] >= scores[i][j], "picture " + i + ", text " + j);
        }
      }
      ImageTextIndex.build(folder.resolve("idx"), model, pictures, Monitor.silent());
      try (ImageTextIndex index = ImageTextIndex.open(folder.resolve("idx"), model)) {
        assertEquals(pictures.get(2).toString(), index.searchText("blue thing", 1).getFirst().id());
      }
    }
    assertThrows(IllegalArgumentException.class, () -> small().nesting(4, 6).fit(pairs));
    assertThrows(IllegalArgumentException.class, () -> small().nesting(8, 4, 8).fit(pairs));
  }

  @Test
  void cutsAreTakenAnywhereInTrainingAndInTheMiddleElse() throws IOException {
    var preprocessing = ImageTowerConfig.smallCnn(8).preprocessing().withMargin(4);
    assertEquals(8, preprocessing.outputHeight());
    assertEquals(12, preprocessing.uncut().outputHeight());
    byte[] ramp = new byte[3 * 12 * 12];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) (i % 144 / 12 * 12 + i % 12);
    }
    Set<Double> corners = new TreeSet<>();
    try (var _ = TensorScope.open()) {
      TrainingPairs pairs =
          new TrainingPairs(
              List.of(ramp), PaddedTokens.of(List.of(new int[] {1, 2})), preprocessing);
      for (int seed = 0; seed < 300; seed++) {
        Tensor cut = pairs.pixels(new int[] {0}, new Generator(seed)).mul(255.0);
        double[] values = cut.round().toDoubleArray();
        corners.add(values[0]);
        assertEquals(values[0] + 7, values[7]);
        assertEquals(values[0] + 12, values[8]);
      }
    }
    assertEquals(25, corners.size()); // 5 x 5 places
    assertThrows(IllegalArgumentException.class, () -> preprocessing.withMargin(1));
    PairDataset pairs = PairDataset.read(Pictures.pairs(folder));
    try (Align model = small().margin(4).fit(pairs)) {
      assertEquals(20, model.preprocessing().height());
      assertEquals(16, model.preprocessing().outputHeight());
    }
  }
}
