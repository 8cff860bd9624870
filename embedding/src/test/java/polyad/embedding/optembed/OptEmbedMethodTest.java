package polyad.embedding.optembed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import polyad.catalog.JobException;
import polyad.catalog.Methods;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.NoOptions;
import polyad.catalog.PredictJob;
import polyad.catalog.Profile;
import polyad.catalog.Progress;
import polyad.catalog.Run;
import polyad.catalog.RunDirectory;
import polyad.catalog.RunHeader;
import polyad.catalog.Settings;
import polyad.catalog.TrainJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Check;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.CtrDataset;
import polyad.data.FormatException;
import polyad.data.Splits;
import polyad.data.generate.PlantedClicks;

final class OptEmbedMethodTest {
  private static final String SLUG = OptEmbedMethod.SLUG;

  @TempDir private Path folder;

  private static OptEmbedConfig quick() {
    return Settings.with(
        OptEmbedConfig.small(),
        Map.of(
            "latentDim",
            "4",
            "mlpDims",
            "8",
            "epochs",
            "2",
            "generations",
            "2",
            "population",
            "4",
            "batch",
            "64"));
  }

  private static ClickTask task() {
    PlantedClicks world = new PlantedClicks(List.of(60, 5, 1), List.of(2, 1, 0));
    CtrDataset clicks = world.draw(900, 3).clicks();
    int[][] parts = Splits.shuffled(900, 1, 0.6, 0.2, 0.2);
    return new ClickTask(
        "tiny",
        "tiny",
        true,
        clicks.rows(parts[0]),
        clicks.rows(parts[1]),
        clicks.rows(parts[2]),
        Double.NaN);
  }

  private static Session session() {
    return new Session("test", null, 1, Monitor.silent());
  }

  @ParameterizedTest
  @EnumSource(CtrModel.class)
  void everyBaseModelServesTheSameLogitsFromItsCompactTable(CtrModel model) throws IOException {
    ClickTask task = task();
    for (Pruning.Pruned pruned : Pruning.Pruned.values()) {
      for (String linear : List.of("false", "true")) {
        OptEmbedConfig config =
            Settings.with(quick().withPruned(pruned), Map.of("pruneLinear", linear));
        try (OptEmbedResult result =
                OptEmbed.fit(model, task.train(), task.validation(), config, session());
            MaskedNet masked = result.masked();
            ServedModel served = ServedModel.of(result, false);
            ServedModel half = ServedModel.of(result, true)) {
          float[] expected = Score.logits(task.test(), masked::forward);
          assertArrayEquals(expected, served.logits(task.test()), 1e-6f);
          assertArrayEquals(expected, half.logits(task.test()), 0.05f);
          assertEquals(result.size().parameters(), served.table().parameters());
          assertEquals(1, result.dims()[2]); // a field of one value
          Path file = folder.resolve("table.safetensors");
          for (CompactEmbedding table : List.of(served.table(), half.table())) {
            table.export(file);
            int[] ids = task.test().ids();
            assertArrayEquals(table.lookup(ids), CompactEmbedding.load(file).lookup(ids), 0f);
          }
          // What is in no field is unknown: the zero vector, or the field's substitute.
          float[] unknown = served.table().lookup(new int[] {-7, 1 << 20, 1 << 20});
          boolean zero = true;
          for (float value : unknown) {
            zero &= value == 0;
          }
          assertEquals(pruned == Pruning.Pruned.ZERO, zero);
        }
      }
    }
  }

  @Test
  void sameSeedSameResultAlsoFromCheckpoints() {
    ClickTask task = task();
    List<float[]> logits = new ArrayList<>();
    for (Path checkpoints : new Path[] {null, folder.resolve("c"), folder.resolve("c")}) {
      Session session = new Session("test", checkpoints, 4, Monitor.silent());
      try (OptEmbedResult result =
              OptEmbed.fit(CtrModel.DEEPFM, task.train(), task.validation(), quick(), session);
          MaskedNet masked = result.masked()) {
        logits.add(Score.logits(task.test(), masked::forward));
      }
    }
    assertArrayEquals(logits.get(0), logits.get(1), 0f);
    assertArrayEquals(logits.get(0), logits.get(2), 0f);
  }

  @Test
  void budgetIsKept() {
    ClickTask task = task();
    OptEmbedConfig config = Settings.with(quick(), Map.of("budget", "150"));
    try (OptEmbedResult result =
        OptEmbed.fit(CtrModel.FM, task.train(), task.validation(), config, session())) {
      assertTrue(result.size().parameters() <= 150, () -> "" + result.size());
    }
  }

  @Test
  void pruningEverythingIsExplained() {
    ClickTask task = task();
    OptEmbedConfig config = Settings.with(quick(), Map.of("alpha", "1000", "tLr", "10"));
    JobException e =
        assertThrows(
            JobException.class,
            () -> OptEmbed.fit(CtrModel.FM, task.train(), task.validation(), config, session()));
    assertTrue(String.valueOf(e.getMessage()).contains("lower alpha or tLr"));
  }

  @ParameterizedTest
  @CsvSource({"latentDim,0", "mlpDims,none", "batch,1", "tLr,-1", "alpha,-0.1", "norm,3"})
  void wrongSettingsAreRefused(String key, String value) {
    UsageException e =
        assertThrows(
            UsageException.class, () -> Settings.with(OptEmbedConfig.small(), Map.of(key, value)));
    assertTrue(String.valueOf(e.getMessage()).contains(key), e.getMessage());
  }

  @Test
  void smokeRunReportsEverything() throws Exception {
    OptEmbedExperiment experiment = new OptEmbedExperiment();
    var config =
        Settings.with(
            experiment.config(Profile.SMOKE),
            Map.of("rows", "1500", "heldOut", "300", "pareto", "true", "fit.latentDim", "4"));
    RunDirectory directory =
        RunDirectory.create(
            folder.resolve("run"), new RunHeader(SLUG, Profile.SMOKE, 1, null, false), config);
    Report report = new Report(SLUG);
    experiment.run(config, new Run(directory, report, Monitor.silent()));
    // On 1,500 rows what evolution gains over random search is noise; the equality must hold.
    Check equality = report.checks().getFirst();
    assertTrue(equality.held(), equality::toString);
    assertEquals(2, report.checks().size());
    assertEquals(6, report.claims().size());
    directory.write(report);
    assertTrue(Files.readString(folder.resolve("run/report.html")).contains("Pareto front"));
    Report again = new Report(SLUG);
    experiment.run(
        config, new Run(RunDirectory.open(folder.resolve("run")), again, Monitor.silent()));
    assertEquals(report.tables().getFirst().rows(), again.tables().getFirst().rows());
    for (Profile profile : Profile.values()) {
      assertFalse(Settings.describe(experiment.config(profile)).isEmpty());
    }
    assertEquals(2022, Methods.find(SLUG).card().year());
  }

  private Path log(String name, boolean labels) throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    List<String> lines = new ArrayList<>();
    lines.add(labels ? "shop,click,city,one" : "one,city,shop");
    for (int r = 0; r < 400; r++) {
      int shop = random.nextInt(12);
      String city = random.nextInt(10) == 0 ? "" : "c" + random.nextInt(5);
      int click = random.nextInt(12) > shop ? 1 : 0;
      lines.add(
          labels ? "s%d,%d,%s,x".formatted(shop, click, city) : "x,%s,s%d".formatted(city, shop));
    }
    return Files.write(folder.resolve(name), lines);
  }

  private TrainJob job(Path data, Monitor monitor) {
    return new TrainJob(SLUG, List.of(data), null, folder.resolve("model"), true, 1, monitor);
  }

  private static TrainOptions options(String... pairs) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "label",
                "click",
                "fit.latentDim",
                "4",
                "fit.mlpDims",
                "8",
                "fit.generations",
                "2",
                "fit.population",
                "4",
                "fit.batch",
                "64"));
    for (int i = 0; i < pairs.length; i += 2) {
      all.put(pairs[i], pairs[i + 1]);
    }
    return Settings.with(new OptEmbedTraining().trainConfig(), all);
  }

  private Table predict(Path file) throws Exception {
    return new OptEmbedPrediction()
        .predict(
            new NoOptions(),
            ModelDirectory.open(folder.resolve("model")),
            new PredictJob(List.of(file), Monitor.silent()));
  }

  @Test
  void trainsOnACsvAndPredictsWithUnknownAndMissingValues() throws Exception {
    List<String> told = new ArrayList<>();
    new OptEmbedTraining().train(options(), job(log("x.csv", true), listening(told)));
    assertTrue(
        told.stream().anyMatch(line -> line.contains("'one' has a single value")), "" + told);
    Table table = predict(log("new.csv", false)); // columns in another order, no label
    assertEquals(400, table.rows().size());
    List<String> rows = List.of("city,shop,one", "nowhere,s1,x", ",s1,x", "c1,never,y");
    for (List<?> row : predict(Files.write(folder.resolve("few.csv"), rows)).rows()) {
      double p = (Double) row.get(1);
      assertTrue(p > 0 && p < 1);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> predict(Files.write(folder.resolve("bad.csv"), List.of("city,shop", "c1,s1"))));
  }

  @Test
  void trainsOnLibFmAndHashes() throws Exception {
    SplittableRandom random = new SplittableRandom(2);
    List<String> lines = new ArrayList<>();
    for (int r = 0; r < 300; r++) {
      int a = random.nextInt(40);
      lines.add((random.nextInt(40) > a ? "1 " : "-1 ") + a + ":1 " + (40 + r % 7) + ":1");
    }
    Path file = Files.write(folder.resolve("x.libfm"), lines);
    new OptEmbedTraining()
        .train(
            options("buckets", "16", "model", "dcn", "half", "true"), job(file, Monitor.silent()));
    assertEquals(300, predict(file).rows().size());
    Path wide = Files.write(folder.resolve("wide.libfm"), List.of("1 1:1 2:1 3:1"));
    assertThrows(UsageException.class, () -> predict(wide));
  }

  @Test
  void badLogsLeaveNothing() throws Exception {
    Path labels = Files.write(folder.resolve("l.csv"), List.of("a,click", "x,0", "y,3"));
    FormatException e = assertThrows(FormatException.class, () -> train(labels));
    assertTrue(String.valueOf(e.getMessage()).contains("line 3, column 'click': found '3'"));
    List<String> same = new ArrayList<>(List.of("a,click"));
    for (int r = 0; r < 50; r++) {
      same.add("v" + r % 3 + ",1");
    }
    Path oneClass = Files.write(folder.resolve("o.csv"), same);
    UsageException u = assertThrows(UsageException.class, () -> train(oneClass));
    assertTrue(String.valueOf(u.getMessage()).contains("one class"));
    Path few = Files.write(folder.resolve("f.csv"), List.of("a,click", "x,0", "y,1"));
    assertThrows(UsageException.class, () -> train(few));
    try (Stream<Path> left = Files.list(folder)) {
      assertTrue(left.noneMatch(path -> path.getFileName().toString().startsWith("model")));
    }
  }

  private void train(Path file) throws Exception {
    new OptEmbedTraining().train(options(), job(file, Monitor.silent()));
  }

  private static Monitor listening(List<String> told) {
    return new Monitor() {
      @Override
      public Progress progress(String label, long total) {
        return Progress.hidden();
      }

      @Override
      public void info(String line) {
        told.add(line);
      }

      @Override
      public boolean stopRequested() {
        return false;
      }
    };
  }
}
