package polyad.text.matryoshka2d;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.PredictJob;
import polyad.catalog.Progress;
import polyad.catalog.Settings;
import polyad.catalog.ToolJob;
import polyad.catalog.TrainJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.SentencePairs;
import polyad.data.generate.ParaphraseLanguage;
import polyad.retrieval.Hit;
import polyad.tensor.NpyFile;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.text.SentenceEncoder;

class Matryoshka2dMethodTest {
  @TempDir Path folder;

  private static Matryoshka2dConfig config(String... settings) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("shape.layers", "3");
    map.put("shape.hidden", "16");
    map.put("shape.heads", "2");
    map.put("shape.intermediate", "32");
    map.put("shape.maxLength", "16");
    map.put("training.epochs", "1");
    map.put("training.batchSize", "8");
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return Settings.with(Matryoshka2dConfig.defaults(), map);
  }

  private Path triples(int count) throws IOException {
    SentencePairs pairs = ParaphraseLanguage.DEFAULT.triples(count, 3);
    List<String> lines = new ArrayList<>(List.of("text\tpositive\tnegative"));
    for (int i = 0; i < count; i++) {
      int row = i;
      lines.add(String.join("\t", pairs.columns().stream().map(c -> c.get(row)).toList()));
    }
    return Files.write(folder.resolve("triples.tsv"), lines);
  }

  private Path scored(int count) throws IOException {
    SentencePairs pairs = ParaphraseLanguage.DEFAULT.scored(count, 4);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(
          "{\"text1\": \"%s\", \"text2\": \"%s\", \"label\": %s}"
              .formatted(
                  pairs.columns().get(0).get(i), pairs.columns().get(1).get(i), pairs.labels()[i]));
    }
    return Files.write(folder.resolve("scored.jsonl"), lines);
  }

  private TrainJob job(Path data, String out) {
    return new TrainJob(
        "matryoshka-2d", List.of(data), null, folder.resolve(out), false, 7, Monitor.silent());
  }

  private ToolJob files(Path... files) {
    return new ToolJob(List.of(files), null, 1, Monitor.silent());
  }

  @Test
  void aUsersTriplesBecomeAModelThatEveryVerbTakes() throws Exception {
    new Matryoshka2dTraining().train(config(), job(triples(60), "model"));
    Path model = folder.resolve("model");
    List<String> texts = ParaphraseLanguage.DEFAULT.scored(5, 9).sentences();
    float[][] whole;
    try (TrainedMatryoshka2d trained = TrainedMatryoshka2d.load(ModelDirectory.open(model))) {
      assertArrayEquals(new int[] {8, 16}, trained.nesting());
      whole = trained.encode(texts, 16);
      assertEquals(1, length(trained.encode(texts, 8)[3]), 1e-5);
      assertTrue(trained.tokens(texts) >= 10L * 8);
      assertThrows(IllegalArgumentException.class, () -> trained.encode(texts, 17));
    }
    Table alike =
        new Matryoshka2dPrediction()
            .predict(
                new Matryoshka2dPrediction.Options(1, 8),
                ModelDirectory.open(model),
                new PredictJob(List.of(folder.resolve("triples.tsv")), Monitor.silent()));
    assertEquals(60, alike.rows().size());
    Table grid = new EvaluateTool().run(new EvaluateTool().options(), files(model, scored(60)));
    assertEquals(3, grid.rows().size());
    Path lines = Files.write(folder.resolve("texts.txt"), texts);
    Path vectors = folder.resolve("v.npy");
    new EncodeTool().run(new EncodeTool.Options(2, 8, vectors), files(model, lines));
    assertEquals(8, NpyFile.readFloats(vectors).cols());
    Path exported = folder.resolve("small");
    new ExportTool().run(new ExportTool.Options(2, 8, exported), files(model));
    try (TrainedMatryoshka2d small = TrainedMatryoshka2d.load(ModelDirectory.open(exported));
        TrainedMatryoshka2d large = TrainedMatryoshka2d.load(ModelDirectory.open(model))) {
      assertArrayEquals(new int[] {8}, small.nesting());
      assertRows(large.encode(texts, 2, 8), small.encode(texts, 8));
      assertRows(whole, large.encode(texts, 16));
    }
    IllegalArgumentException deep =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new ExportTool()
                    .run(new ExportTool.Options(4, 8, folder.resolve("x")), files(model)));
    assertEquals("layer is 4, allowed: 0 to 3", deep.getMessage());
    assertFalse(Files.exists(folder.resolve("x")));
  }

  @Test
  void aUsersEncoderIsTrainedFurtherAndMayTeach() throws Exception {
    new Matryoshka2dTraining().train(config(), job(triples(40), "first"));
    Path first = folder.resolve("first");
    String[] further = {
      "encoder",
      first.toString(),
      "teacher",
      first.toString(),
      "objective.w3",
      "1",
      "layersPerStep",
      "-1",
      "dimsPerStep",
      "-1"
    };
    new Matryoshka2dTraining().train(config(further), job(scored(40), "second"));
    try (TrainedMatryoshka2d second =
        TrainedMatryoshka2d.load(ModelDirectory.open(folder.resolve("second")))) {
      assertEquals(3, second.encoder().layers());
    }
    try (TrainedMatryoshka2d plain = TrainedMatryoshka2d.open(first)) {
      plain.encoder().save(folder.resolve("plain"));
    }
    try (TrainedMatryoshka2d plain = TrainedMatryoshka2d.open(folder.resolve("plain"))) {
      assertArrayEquals(new int[] {8, 16}, plain.nesting());
    }
  }

  @Test
  void aStoppedTrainingGoesOnAsIfItHadNot() throws Exception {
    try (var _ = TensorScope.open()) {
      SentencePairs pairs = ParaphraseLanguage.DEFAULT.triples(64, 2);
      Examples examples = Examples.of("t", pairs, ParaphraseLanguage.DEFAULT.scored(20, 3), 1);
      EncoderShape shape = config("shape.dropout", "0.1").shape();
      Matryoshka2d trainer =
          Matryoshka2d.builder().training(TrainingOptions.defaults().withBatchSize(8)).build();
      List<Tensor> results = new ArrayList<>();
      for (boolean stopped : new boolean[] {false, true}) {
        Path checkpoint = Files.createDirectory(folder.resolve("c" + stopped));
        if (stopped) {
          AtomicInteger steps = new AtomicInteger();
          var watch =
              new Matryoshka2d.Watch(
                  5, checkpoint, Progress.hidden(), () -> steps.incrementAndGet() == 3);
          SentenceEncoder cut = shape.build(examples.tokenizer(), 5);
          assertThrows(CancellationException.class, () -> trainer.fit(cut, pairs, watch));
        }
        SentenceEncoder encoder = shape.build(examples.tokenizer(), 5);
        trainer.fit(
            encoder, pairs, new Matryoshka2d.Watch(5, checkpoint, Progress.hidden(), () -> false));
        results.add(encoder.encode(examples.test().sentences()));
      }
      assertTrue(results.get(0).eq(results.get(1)).all());
    }
  }

  @Test
  void trainingRaisesTheScoresOfEarlyLayersMoreThanMrl() {
    try (var _ = TensorScope.open()) {
      Examples examples = Examples.language(120 * 32, 300, 5);
      EncoderShape shape = config().shape();
      TrainingOptions training =
          TrainingOptions.defaults().withBatchSize(32).withLearningRate(3e-3);
      double[] below = new double[2];
      for (Contestant contestant : List.of(Contestant.MRL, Contestant.TWO_D)) {
        SentenceEncoder encoder = shape.build(examples.tokenizer(), 1);
        contestant
            .trainer(new ContrastiveLoss(), new int[] {8}, training)
            .fit(encoder, examples.train(), Matryoshka2d.Watch.silent());
        Grid grid = Grid.evaluate(encoder, examples.test(), new int[] {1, 2, 3}, new int[] {8, 16});
        below[contestant == Contestant.MRL ? 0 : 1] = grid.meanBelowLast();
      }
      assertTrue(below[1] > below[0], below[1] + " " + below[0]);
    }
  }

  @Test
  void anIndexRefusesQueriesOfAnotherLayer() throws Exception {
    try (var _ = TensorScope.open();
        SentenceIndex index = SentenceIndex.create(folder.resolve("index"), 2, 16, 8, 16)) {
      Examples examples = Examples.language(50, 30, 5);
      SentenceEncoder encoder = config().shape().build(examples.tokenizer(), 1);
      List<String> texts = examples.test().sentences().stream().distinct().toList();
      List<String> ids = texts.stream().map(t -> String.valueOf(texts.indexOf(t))).toList();
      index.add(encoder, ids, texts);
      index.finish();
      for (int dim : new int[] {8, 16}) {
        List<List<Hit>> hits = index.search(encoder, texts.subList(0, 3), 1, 2, dim, false);
        assertEquals("2", hits.get(2).getFirst().id());
      }
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> index.search(encoder, texts, 1, 3, 8, false))
              .getMessage();
      assertTrue(message.contains("layer is 3, the index was made with layer 2"), message);
      assertEquals(3, index.search(encoder, texts.subList(0, 3), 1, 3, 8, true).size());
      assertThrows(
          IllegalArgumentException.class, () -> index.search(encoder, texts, 1, 2, 9, false));
    }
    try (SentenceIndex index = SentenceIndex.open(folder.resolve("index"))) {
      assertEquals(new SentenceIndex.Space(2, 16), index.space());
    }
  }

  @Test
  void wrongInputIsNamedAndLeavesNothing() throws Exception {
    assertRefused("expected text1,text2,label", "a\tb\nx\ty\n", "n.tsv");
    assertRefused(
        "line 3, column 'positive': found an empty text", "text\tpositive\na\tb\nc\t \n", "e.tsv");
    assertRefused("line 2, column 'label': found 'x'", "text1,text2,label\na,b,x\n", "l.csv");
    assertRefused(
        "line 2: found no JSON", "{\"text\": \"a\", \"positive\": \"b\"}\n{\n", "j.jsonl");
    assertRefused("has 1 rows, training takes 4 or more", "text\tpositive\na\tb\n", "f.tsv");
    assertRefused("is of no known kind", "", "x.parquet");
    Path graded = scored(20);
    Exception w2 =
        assertThrows(
            UsageException.class,
            () -> new Matryoshka2dTraining().train(config("objective.w2", "1"), job(graded, "m")));
    assertTrue(w2.getMessage().contains("labels 0 and 1 only"), w2.getMessage());
    Exception shallow =
        assertThrows(
            UsageException.class,
            () -> new Matryoshka2dTraining().train(config("shape.layers", "1"), job(graded, "m")));
    assertTrue(shallow.getMessage().contains("takes 2 or more"), shallow.getMessage());
    for (String dims : List.of("16", "8,8", "0")) {
      assertThrows(
          UsageException.class,
          () -> new Matryoshka2dTraining().train(config("dims", dims), job(graded, "m")));
    }
    Exception odd =
        assertThrows(
            UsageException.class,
            () -> new Matryoshka2dTraining().train(config("dims", "7"), job(graded, "m")));
    assertTrue(odd.getMessage().contains("even ones"), odd.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Matryoshka2d.builder().dims());
    assertThrows(UsageException.class, () -> config("shape.heads", "3"));
    assertFalse(Files.exists(folder.resolve("m")));
  }

  private void assertRefused(String part, String content, String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    Exception refused =
        assertThrows(
            Exception.class, () -> new Matryoshka2dTraining().train(config(), job(file, "m")));
    assertTrue(
        String.valueOf(refused.getMessage()).contains(part), String.valueOf(refused.getMessage()));
  }

  private static double length(float[] row) {
    double sum = 0;
    for (float x : row) {
      sum += x * x;
    }
    return Math.sqrt(sum);
  }

  private static void assertRows(float[][] expected, float[][] given) {
    assertEquals(expected.length, given.length);
    for (int i = 0; i < given.length; i++) {
      assertArrayEquals(expected[i], given[i], 2e-6f);
    }
  }
}
