package polyad.series.olinear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.PredictJob;
import polyad.catalog.Settings;
import polyad.catalog.TrainJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.FormatException;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

class OLinearVerbsTest {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  @TempDir Path folder;

  /** A day's wave and a slower one, in units far from standard. */
  private static String csv(int hours) {
    StringBuilder text = new StringBuilder("load,measured at,temperature\n");
    LocalDateTime start = LocalDateTime.of(2024, 2, 27, 0, 0);
    for (int t = 0; t < hours; t++) {
      double load = 5000 + 800 * Math.sin(2 * Math.PI * t / 24);
      double temperature = 12 + 6 * Math.cos(2 * Math.PI * t / 24) + Math.sin(0.05 * t);
      text.append(load).append(',').append(TIME.format(start.plusHours(t)));
      text.append(',').append(temperature).append('\n');
    }
    return text.toString();
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static OLinearOptions small(Map<String, String> more) {
    OLinearOptions options =
        Settings.with(
            OLinearOptions.defaults(),
            Map.of(
                "seqLen",
                "48",
                "predLen",
                "12",
                "dModel",
                "16",
                "dFf",
                "16",
                "embedSize",
                "2",
                "eLayers",
                "1",
                "epochs",
                "4",
                "lr",
                "0.005"));
    return Settings.with(options, more);
  }

  private Path train(Path data, String out, Map<String, String> more) throws Exception {
    Path target = folder.resolve(out);
    new OLinearTraining()
        .train(
            small(more),
            new TrainJob("olinear", List.of(data), null, target, false, 7, Monitor.silent()));
    return target;
  }

  private static Table predict(Path model, Path data, int steps) throws Exception {
    return new OLinearPrediction()
        .predict(
            new OLinearPrediction.Options(steps),
            ModelDirectory.open(model),
            new PredictJob(List.of(data), Monitor.silent()));
  }

  @Test
  void aForecastGoesOnWithClockAndUnits() throws Exception {
    Path data = file("plant.csv", csv(500));
    Path model = train(data, "model", Map.of("epochs", "25", "dropout", "0", "decay", "constant"));
    Table table = predict(model, data, 0);
    assertEquals(
        List.of("measured at", "load", "temperature"),
        table.columns().stream().map(Table.Column::name).toList());
    assertEquals(12, table.rows().size());
    LocalDateTime next = LocalDateTime.of(2024, 2, 27, 0, 0).plusHours(500);
    double worst = 0;
    for (int s = 0; s < 12; s++) {
      List<Object> row = table.rows().get(s);
      assertEquals(TIME.format(next.plusHours(s)), row.get(0));
      double truth = 5000 + 800 * Math.sin(2 * Math.PI * (500 + s) / 24);
      worst = Math.max(worst, Math.abs((Double) row.get(1) - truth));
    }
    assertTrue(worst < 250, "largest error of the load is " + worst);
    assertEquals(3, predict(model, data, 3).rows().size());
    assertFalse(Files.exists(folder.resolve(".model.training/trainer/checkpoint.tmp")));
  }

  @Test
  void columnsAreFoundByNameAndBadFilesSayWhy() throws Exception {
    Path data = file("plant.csv", csv(300));
    Path model = train(data, "model", Map.of("epochs", "1"));
    String[] lines = csv(300).split("\n");
    Path short10 = file("short.csv", String.join("\n", List.of(lines).subList(0, 11)));
    assertUsage("history has 10 steps, the model reads 48", () -> predict(model, short10, 0));
    Path other = file("other.csv", csv(300).replace("temperature", "heat"));
    assertUsage("has no column 'temperature'", () -> predict(model, other, 0));
    lines[300] = ",2024-03-10 11:00:00,12";
    Path gap = file("gap.csv", String.join("\n", lines));
    assertUsage("row 300 of the history, 'load'", () -> predict(model, gap, 0));
    assertUsage("steps is 13, allowed: 1 to 12", () -> predict(model, data, 13));
    StringBuilder swapped = new StringBuilder();
    for (String line : csv(300).split("\n")) {
      String[] cells = line.split(",");
      swapped.append(cells[2] + "," + cells[1] + "," + cells[0] + "\n");
    }
    Table expected = predict(model, data, 0);
    assertEquals(
        expected.rows(), predict(model, file("swapped.csv", swapped.toString()), 0).rows());
  }

  private interface Action {
    void run() throws Exception;
  }

  private static void assertUsage(String part, Action action) {
    var error = assertThrows(UsageException.class, action::run);
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }

  @Test
  void trainingRefusesWhatItCannotUse() throws Exception {
    Path few = file("few.csv", csv(60));
    assertUsage("a window of seqLen + predLen needs 60", () -> train(few, "m1", Map.of()));
    Path text = file("text.csv", csv(200).replaceFirst("5000.0", "much"));
    var cell = assertThrows(FormatException.class, () -> train(text, "m2", Map.of()));
    assertTrue(cell.getMessage().contains("line 2, column 'load'"), cell.getMessage());
    Path missing = file("missing.csv", csv(200).replaceFirst("5000.0", ""));
    assertThrows(FormatException.class, () -> train(missing, "m3", Map.of()));
    Path model = train(missing, "m4", Map.of("nan", "zero", "epochs", "1"));
    assertTrue(Files.exists(model.resolve("model.safetensors")));
    StringBuilder still = new StringBuilder("t,a\n");
    for (int t = 0; t < 200; t++) {
      still.append(TIME.format(LocalDateTime.of(2024, 1, 1, 0, 0).plusHours(t))).append(",3\n");
    }
    Path constant = file("constant.csv", still.toString());
    var flat =
        assertThrows(
            IllegalArgumentException.class, () -> train(constant, "m5", Map.of("epochs", "1")));
    assertTrue(flat.getMessage().contains("no variate with variance"), flat.getMessage());
    for (String name : List.of("m1", "m2", "m3", "m5")) {
      assertFalse(Files.exists(folder.resolve(name)), name);
    }
  }

  @Test
  void officialNamesAreWrittenAndRead() throws Exception {
    Path data = file("plant.csv", csv(300));
    Path plain = train(data, "plain", Map.of("epochs", "1"));
    Path both = train(data, "both", Map.of("epochs", "1", "officialNames", "true"));
    try (var _ = TensorScope.open()) {
      var state = TensorFiles.readSafetensors(both.resolve("model.safetensors"));
      assertTrue(state.containsKey("ortho_trans.1.attn_layers.0.weight_mat"));
      assertTrue(state.containsKey("Q_mat"));
    }
    assertEquals(predict(plain, data, 0).rows(), predict(both, data, 0).rows());
  }

  @Test
  void everyVariantTrains() throws Exception {
    Path data = file("plant.csv", csv(200));
    List<Map<String, String>> all =
        List.of(
            Map.of("variant", "olinear-c"),
            Map.of("variant", "no-q"),
            Map.of("mixer", "enhanced"),
            Map.of("basis", "haar"),
            Map.of("qChanIndep", "true"),
            Map.of("normalise", "column"));
    for (int i = 0; i < all.size(); i++) {
      Map<String, String> more = new java.util.HashMap<>(all.get(i));
      more.put("epochs", "1");
      Path model = train(data, "variant" + i, more);
      assertEquals(12, predict(model, data, 0).rows().size());
    }
  }
}
