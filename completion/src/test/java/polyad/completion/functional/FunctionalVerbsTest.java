package polyad.completion.functional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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
import polyad.data.CsvTable;
import polyad.data.FormatException;

class FunctionalVerbsTest {
  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();

  private final Monitor monitor =
      new Monitor() {
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

  private static double truth(double temperature, double hours) {
    return 20 + 3 * Math.sin(temperature / 5) * Math.cos(hours / 300);
  }

  /** Temperatures, hours of a year, and a value that every eighth row lacks. */
  private Path table(String name, int rows, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder("celsius,when,site,y\n");
    for (int i = 0; i < rows; i++) {
      double celsius = random.nextInt(300) / 10.0;
      int hours = 6 * random.nextInt(300);
      double y = truth(celsius, hours) + 0.05 * random.nextGaussian();
      text.append(
          "%s,%s,x,%s\n"
              .formatted(
                  celsius,
                  LocalDateTime.of(2024, 1, 1, 0, 0).plusHours(hours),
                  i % 8 == 7 ? "" : Double.toString(y)));
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private Path train(Path data, Map<String, String> settings) throws Exception {
    Map<String, String> all =
        new HashMap<>(Map.of("sweeps", "12", "rank", "2", "lengthscale", "0.3"));
    all.putAll(settings);
    Path out = folder.resolve("model");
    new FunctionalTraining()
        .train(
            Settings.with(FunctionalOptions.defaults(), all),
            new TrainJob(FunctionalTuckerMethod.SLUG, List.of(data), null, out, true, 3, monitor));
    return out;
  }

  private static final Map<String, String> COLUMNS =
      Map.of("modes", "celsius,when", "value", "y", "time", "when");

  private static Map<String, String> with(String key, String value) {
    Map<String, String> all = new HashMap<>(COLUMNS);
    all.put(key, value);
    return all;
  }

  private Table complete(Path model, Path query, Map<String, String> settings) throws Exception {
    FunctionalCompletion verb = new FunctionalCompletion();
    return verb.complete(
        Settings.with(verb.completeOptions(), settings),
        ModelDirectory.open(model),
        new PredictJob(List.of(query), monitor));
  }

  @Test
  void aTableWithDatesIsLearntAndCompletedBetweenItsCoordinates() throws Exception {
    Path data = table("air.csv", 500, 1);
    Path query =
        Files.writeString(
            folder.resolve("q.csv"), "when,celsius\n2024-02-10 05:30,12.34\n2024-03-03,7.77\n");
    for (String form : List.of("cp", "tucker")) {
      Path model = train(data, with("form", form));
      Table table = complete(model, query, Map.of());
      assertEquals(
          List.of("celsius", "when", "mean", "sd", "lower", "upper"),
          table.columns().stream().map(Table.Column::name).toList());
      assertEquals("2024-02-10 05:30", table.rows().getFirst().get(1));
      double mean = (double) table.rows().getFirst().get(2);
      double lower = (double) table.rows().getFirst().get(4);
      double expected = truth(12.34, 40 * 24 + 5.5);
      assertEquals(expected, mean, 0.4, form);
      assertTrue(lower < expected && lower < mean, form + " " + lower);
      assertEquals(62, complete(model, data, Map.of("rows", "empty")).rows().size());
      assertEquals(500, complete(model, data, Map.of()).rows().size());
      CsvTable functions = CsvTable.read(model.resolve("functions.csv"));
      assertTrue(functions.size() > 400, functions.toString());
    }
    assertTrue(said.getFirst().contains("438 rows to learn from, 62 without a value"), said.get(0));
  }

  @Test
  void noiseAndLevelWidenTheInterval() throws Exception {
    Path model = train(table("air.csv", 300, 1), COLUMNS);
    Path query = Files.writeString(folder.resolve("q.csv"), "when,celsius\n2024-02-10,12\n");
    double all = width(complete(model, query, Map.of()));
    double latent = width(complete(model, query, Map.of("noise", "false")));
    double narrow = width(complete(model, query, Map.of("level", "0.5")));
    assertTrue(latent < all && narrow < all, latent + " " + narrow + " " + all);
    assertThrows(UsageException.class, () -> complete(model, query, Map.of("level", "2")));
  }

  private static double width(Table table) {
    List<?> row = table.rows().getFirst();
    return (double) row.get(5) - (double) row.get(4);
  }

  @Test
  void tuningIsNoWorseOnTheHeldOutRows() throws Exception {
    Path data = table("air.csv", 120, 2);
    Map<String, String> rough = with("lengthscale", "0.02");
    rough.put("sweeps", "6");
    train(data, rough);
    double plain = heldOut();
    rough.put("tune", "true");
    train(data, rough);
    assertTrue(heldOut() <= plain, plain + " and " + heldOut());
    assertTrue(said.stream().anyMatch(s -> s.startsWith("tuned: lengthscales")), said.toString());
  }

  private double heldOut() {
    String line = said.stream().filter(s -> s.startsWith("held-out")).toList().getLast();
    return Double.parseDouble(line.substring("held-out RMSE: ".length(), line.indexOf(',')));
  }

  @Test
  void linesHaveCoordinatesWholeOrNot() throws Exception {
    StringBuilder text = new StringBuilder("# comment\n");
    for (int i = 0; i < 200; i++) {
      int column = i / 20;
      double y = Math.sin(i % 20 * 0.3) + column;
      text.append("%d %s %s\n".formatted(1 + i % 20, column * 0.5, y));
    }
    Path model = train(Files.writeString(folder.resolve("x.tns"), text), Map.of());
    Path query = Files.writeString(folder.resolve("q.tns"), "3.5 1.25\n4 2 99\n");
    Table table = complete(model, query, Map.of());
    assertEquals(Math.sin(0.75) + 2.5, (double) table.rows().getFirst().get(2), 0.5);
    assertEquals("3.5", table.rows().getFirst().getFirst());
    Path wrong = Files.writeString(folder.resolve("w.tns"), "3 1 2 4\n");
    refused(FormatException.class, "4 columns", () -> complete(model, wrong, Map.of()));
  }

  @Test
  void aModelGoesOnWithNewRows() throws Exception {
    Path model = train(table("air.csv", 300, 1), COLUMNS);
    Path out = folder.resolve("further");
    UpdateTool tool = new UpdateTool();
    UpdateTool.Options options =
        Settings.with(tool.options(), Map.of("model", model.toString(), "updated", out.toString()));
    Table table =
        tool.run(options, new ToolJob(List.of(table("more.csv", 80, 9)), null, 1, monitor));
    assertEquals(70, table.rows().getFirst().getFirst());
    double before = (double) table.rows().getFirst().get(1);
    double after = (double) table.rows().getFirst().get(2);
    assertTrue(after <= before, before + " then " + after);
    assertTrue(FunBatModel.load(ModelDirectory.open(out)).noise().observations() > 300);
  }

  @Test
  void badInputIsOneLineAndLeavesNothing() throws Exception {
    Path data = table("air.csv", 60, 1);
    refused("expected a number; --set time=when", data, Map.of("modes", "celsius,when"));
    refused("no column 'nope'", data, Map.of("modes", "celsius,nope", "value", "y"));
    refused("found 'x', expected a number", data, Map.of("modes", "celsius,site", "value", "y"));
    refused("lengthscale is 0.0", data, with("lengthscale", "0"));
    refused("variance is -1.0", data, with("variance", "-1"));
    refused("damping is 1.0", data, with("damping", "1"));
    refused("allowed for CP: equal", data, with("rank", "2,3"));
    refused("1 or more", data, with("rank", "0"));
    refused(
        "up to 512",
        data,
        Map.of(
            "modes", "celsius,when", "value", "y", "time", "when", "form", "tucker", "rank", "30"));
    refused("valuePrior is 0.0", data, with("valuePrior", "0"));
    refused("a0 is 0.0", data, with("a0", "0"));
    refused("time names 'site'", data, with("time", "site"));
    refused("rank has 3 values", data, with("rank", "2,2,2"));
    refused("'a' is 1.0 in all 3 rows", file("a,b,y\n1,2,3\n1,3,4\n1,4,5\n"), Map.of());
    refused("line 3, column 'b': found 'inf'", file("a,b,y\n1,2,3\n2,inf,4\n"), Map.of());
    refused("line 3, column 'y': found 'nan'", file("a,b,y\n1,2,3\n2,3,nan\n"), Map.of());
    refused("too few rows", file("a,b,y\n1,2,3\n2,3,4\n"), Map.of());
    refused("nothing to train on", file("a,b,y\n1,2,\n2,3,\n"), Map.of());
    refused("all 3 values are 3.0", file("a,b,y\n1,2,3\n2,3,3\n3,3,3\n"), Map.of());
    refused("names of the columns", file("1,2,3\n2,3,4\n"), Map.of());
    assertFalse(Files.exists(folder.resolve("model")));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("bad.csv"), text);
  }

  private void refused(String words, Path data, Map<String, String> settings) {
    refused(Exception.class, words, () -> train(data, settings));
  }

  private static void refused(Class<? extends Exception> type, String words, Executable work) {
    String message = String.valueOf(assertThrows(type, work).getMessage());
    assertTrue(message.contains(words) && message.lines().count() == 1, message);
  }
}
