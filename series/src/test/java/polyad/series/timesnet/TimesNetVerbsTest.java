package polyad.series.timesnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.PredictJob;
import polyad.catalog.Progress;
import polyad.catalog.Settings;
import polyad.catalog.TrainJob;
import polyad.catalog.report.Table;
import polyad.tensor.Engine;

class TimesNetVerbsTest {
  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();

  @BeforeAll
  static void oneThread() {
    Engine.setThreads(1);
  }

  private Monitor monitor() {
    return new Monitor() {
      @Override
      public Progress progress(String label, long total) {
        return Progress.hidden();
      }

      @Override
      public void info(String line) {
        said.add(line);
      }

      @Override
      public boolean stopRequested() {
        return false;
      }
    };
  }

  /** A day's wave in units far from standard, and a column that never changes. */
  private static List<String> lines(int hours) {
    List<String> lines = new ArrayList<>(List.of("load,when,flat"));
    LocalDateTime start = LocalDateTime.of(2024, 2, 27, 0, 0);
    for (int t = 0; t < hours; t++) {
      double load = 5000 + 800 * Math.sin(2 * Math.PI * t / 12);
      lines.add(load + "," + start.plusHours(t).toString().replace('T', ' ') + ",5");
    }
    return lines;
  }

  private Path file(String name, List<String> lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private Path train(Path data, String out, Map<String, String> more) throws Exception {
    TimesNetOptions options =
        Settings.with(
            TimesNetOptions.defaults(),
            Map.of(
                "seqLen",
                "24",
                "predLen",
                "6",
                "dModel",
                "8",
                "dFf",
                "8",
                "numKernels",
                "3",
                "eLayers",
                "1",
                "epochs",
                "6",
                "lr",
                "0.01",
                "topK",
                "2"));
    Path target = folder.resolve(out);
    new TimesNetTraining()
        .train(
            Settings.with(options, more),
            new TrainJob("timesnet", List.of(data), null, target, false, 7, monitor()));
    return target;
  }

  private Table predict(Path model, Path data) throws Exception {
    return new TimesNetPrediction()
        .predict(
            new TimesNetPrediction.Options(0, 0),
            ModelDirectory.open(model),
            new PredictJob(List.of(data), monitor()));
  }

  private static double number(Table table, int row, int column) {
    return ((Number) table.rows().get(row).get(column)).doubleValue();
  }

  @Test
  void aForecastGoesOnWithClockAndUnits() throws Exception {
    Path data = file("plant.csv", lines(300));
    Path model = train(data, "model", Map.of());
    Table table = predict(model, data);
    assertEquals("when", table.columns().getFirst().name());
    assertEquals(6, table.rows().size());
    assertEquals("2024-03-10 12:00:00", table.rows().getFirst().getFirst());
    for (int s = 0; s < 6; s++) {
      assertEquals(5000 + 800 * Math.sin(2 * Math.PI * s / 12), number(table, s, 1), 400);
      assertEquals(5, number(table, s, 2), 0.5);
    }
    assertTrue(said.contains("note: column 'flat' is constant in the training rows; it is kept"));
    assertTrue(said.getLast().contains("periods "), said.toString());
  }

  @Test
  void gapsAreFilledAndTheRestIsLeft() throws Exception {
    List<String> lines = lines(300);
    for (int t = 5; t < 300; t += 9) {
      lines.set(t, lines.get(t).replaceFirst("^[^,]*", t % 2 == 0 ? "" : "NaN"));
    }
    Path data = file("gaps.csv", lines);
    Path model = train(data, "model", Map.of("task", "impute", "epochs", "10"));
    Table table = predict(model, data);
    assertEquals(300, table.rows().size());
    double worst = 0;
    for (int t = 0; t < 300; t++) {
      double truth = 5000 + 800 * Math.sin(2 * Math.PI * t / 12);
      boolean gap = (t + 1) % 9 == 5;
      worst = Math.max(worst, gap ? Math.abs(number(table, t, 1) - truth) : 0);
      assertEquals(truth, number(table, t, 1), gap ? 600 : 0);
    }
    assertTrue(worst > 0);
    List<String> hole = lines(300);
    for (int t = 1; t <= 24; t++) {
      hole.set(t, hole.get(t).replaceFirst("^[^,]*", ""));
    }
    assertRefused("rows 1 to 24, 'load': no value", () -> predict(model, file("hole.csv", hole)));
    assertRefused(
        "10 rows, the model reads windows of 24", () -> predict(model, file("s.csv", lines(10))));
  }

  @Test
  void strangeRowsAreFlagged() throws Exception {
    Path model = train(file("ok.csv", lines(400)), "model", Map.of("task", "anomaly"));
    List<String> strange = lines(400);
    strange.set(201, strange.get(201).replaceFirst("^[^,]*", "9000"));
    Table table = predict(model, file("strange.csv", strange));
    assertEquals(
        List.of("when", "score", "anomaly"),
        table.columns().stream().map(Table.Column::name).toList());
    int highest = 0;
    for (int t = 0; t < 400; t++) {
      highest = number(table, t, 1) > number(table, highest, 1) ? t : highest;
    }
    assertEquals(200, highest);
    assertEquals(1, number(table, 200, 2));
  }

  private static List<String> ts(int cases) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "@problemName p",
                "@univariate false",
                "@dimensions 2",
                "@classLabel true slow fast",
                "@data"));
    for (int i = 0; i < cases; i++) {
      StringBuilder a = new StringBuilder();
      StringBuilder b = new StringBuilder();
      int steps = 18 + i % 3;
      for (int t = 0; t < steps; t++) {
        double angle = 2 * Math.PI * t / (i % 2 == 0 ? 12 : 4) + i;
        a.append(t == 0 ? "" : ",").append(Math.sin(angle));
        b.append(t == 0 ? "" : ",").append(Math.cos(angle));
      }
      lines.add(a + ":" + b + ":" + (i % 2 == 0 ? "slow" : "fast"));
    }
    return lines;
  }

  @Test
  void wholeSeriesGetTheirClass() throws Exception {
    Path data = file("train.ts", ts(60));
    Map<String, String> classes =
        Map.of("task", "classify", "seqLen", "0", "epochs", "20", "patience", "0");
    Path model = train(data, "model", classes);
    Table table = predict(model, data);
    int right = 0;
    for (int i = 0; i < 60; i++) {
      right += table.rows().get(i).get(1).equals(i % 2 == 0 ? "slow" : "fast") ? 1 : 0;
    }
    assertTrue(right >= 55, right + " of 60 are right");
    List<String> other = ts(4);
    other.set(3, "@classLabel true slow quick");
    other.replaceAll(line -> line.replaceAll(":fast$", ":quick"));
    assertRefused("class 'quick'", () -> predict(model, file("other.ts", other)));
    assertRefused(
        "found 1 dimensions, expected 2",
        () -> predict(model, file("one.ts", List.of("@univariate true", "@data", "1,2,3"))));
    List<String> gap = ts(4);
    gap.set(5, gap.get(5).replaceFirst("^[^,]*", "?"));
    assertRefused("case 1, dimension 1, step 1", () -> predict(model, file("gap.ts", gap)));
  }

  @Test
  void badTablesGiveOneLineAndLeaveNothing() throws Exception {
    List<String> cell = lines(200);
    cell.set(42, cell.get(42).replaceFirst("^[^,]*", "oops"));
    assertTrainingRefused("line 43, column 'load': found 'oops'", cell, Map.of());
    List<String> gap = lines(200);
    gap.set(42, gap.get(42).replaceFirst("^[^,]*", ""));
    assertTrainingRefused("line 43, column 'load': found no value", gap, Map.of());
    List<String> twice = lines(200);
    twice.set(50, twice.get(49));
    assertTrainingRefused("expected increasing dates", twice, Map.of());
    assertTrainingRefused("a window of seqLen + predLen needs 30", lines(20), Map.of());
    assertTrainingRefused("dModel is 7", lines(200), Map.of("dModel", "7"));
    assertTrainingRefused("top_k 16 needs at least 32 steps", lines(200), Map.of("topK", "16"));
    List<String> empty = lines(200);
    empty.replaceAll(line -> line.startsWith("load") ? line : line.replaceFirst("^[^,]*", ""));
    assertTrainingRefused("column 'load': no value in the", empty, Map.of("task", "impute"));
    assertTrainingRefused("column 'load': no value at all", empty, Map.of("nan", "linear"));
    assertTrainingRefused("no @data line", lines(50).subList(0, 0), Map.of("task", "classify"));
  }

  private void assertTrainingRefused(String part, List<String> lines, Map<String, String> more)
      throws IOException {
    Path data = file("bad.csv", lines);
    assertRefused(part, () -> train(data, "refused", more));
    assertFalse(Files.exists(folder.resolve("refused")));
  }

  @Test
  void gapsMayBeBridgedAndIrregularClocksAreTold() throws Exception {
    List<String> lines = lines(260);
    lines.set(42, lines.get(42).replaceFirst("^[^,]*", ""));
    lines.subList(100, 110).clear();
    Path data = file("gappy.csv", lines);
    train(data, "model", Map.of("nan", "linear", "epochs", "1"));
    assertTrue(said.contains("note: 1 missing values are filled with straight lines"));
    assertTrue(said.stream().anyMatch(line -> line.contains("the first gap is before")));
    Path model = folder.resolve("model");
    assertRefused(
        "row 199, 'load': NaN; fill gaps first",
        () -> {
          List<String> late = lines(200);
          late.set(199, late.get(199).replaceFirst("^[^,]*", ""));
          predict(model, file("late.csv", late));
        });
    assertRefused("has no column 'load'", () -> predict(model, file("n.csv", List.of("x", "1"))));
  }

  private static void assertRefused(String part, Executable action) {
    Exception e = assertThrows(Exception.class, action);
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.toString());
    assertFalse(String.valueOf(e.getMessage()).contains("\n"));
  }
}
