package polyad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polyad.catalog.Json;
import polyad.catalog.ModelDirectory;
import polyad.tensor.NpyFile;
import tools.jackson.databind.JsonNode;

class PolyadTest {
  @TempDir Path temp;

  private Cli cli(String... arguments) {
    return Cli.run(temp, arguments);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(temp.resolve(name), content);
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void listsMethods() {
    Cli plain = cli("methods");
    assertEquals(0, plain.status());
    assertTrue(
        Pattern.compile("\\| test-line +\\| Test line +\\| 1909 \\| regression +\\|")
            .matcher(plain.out())
            .find(),
        plain.out());
    JsonNode rows = cli("methods", "--json").json().get("rows");
    assertTrue(rows.valueStream().anyMatch(row -> row.get(0).asString().equals("test-line")));
  }

  @Test
  void describesSettingsAndTools() {
    Cli plain = cli("describe", "test-line");
    assertEquals(0, plain.status());
    assertTrue(plain.out().contains("learning rate; in (0, 1)"), plain.out());
    assertTrue(plain.out().contains("choice: none, job, usage, bug"), plain.out());
    JsonNode json = cli("describe", "test-line", "--json").json();
    assertEquals("by", json.get("tool scale").get(0).get("name").asString());
    assertEquals("50", json.get("run").get(0).get("value").asString());
  }

  @Test
  void runsAndLeavesARunDirectory() throws IOException {
    Path out = temp.resolve("r");
    Cli run = cli("run", "test-line", "--out", out.toString(), "--check", "--seed", "7");
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("| error of the slope |"), run.out());
    assertTrue(run.out().contains("not testable here"));
    for (String name : List.of("config.json", "metrics.jsonl", "report.md", "report.html")) {
      assertTrue(Files.size(out.resolve(name)) > 0, name);
    }
    assertFalse(Files.exists(out.resolve("checkpoints")));
    assertEquals(50, Files.readAllLines(out.resolve("metrics.jsonl")).size());
    JsonNode config = Json.read(out.resolve("config.json"));
    assertEquals(7, config.get("run").get("seed").asInt());
    assertEquals(50, config.get("config").get("steps").asInt());
  }

  @Test
  void runsUnderRunsByDefaultAndPrintsJson() {
    JsonNode json = cli("run", "test-line", "--profile", "smoke", "--json").json();
    Path directory = Path.of(json.get("directory").asString());
    assertTrue(directory.startsWith(temp.resolve("runs")));
    assertTrue(directory.getFileName().toString().startsWith("test-line-smoke-"));
    assertFalse(json.get("report").get("checksHold").booleanValue());
  }

  @Test
  void failsWhenACheckFailsAndIsAskedTo() {
    String[] few = {"run", "test-line", "--set", "steps=2", "--out"};
    assertEquals(0, cli(with(few, temp.resolve("a").toString())).status());
    Cli checked = cli(with(few, temp.resolve("b").toString(), "--check"));
    assertEquals(1, checked.status());
    assertTrue(checked.err().endsWith("polyad: 1 checks failed: error of the slope\n"));
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | run test-lime                      | unknown method 'test-lime': did you mean test-line?",
        "2 | rum test-line                      | unknown verb 'rum': did you mean run?",
        "2 | run                                | Missing required parameter: 'METHOD'",
        "2 | run test-line --bogus              | Unknown option: '--bogus'",
        "2 | run test-line --set stepz=3        | unknown setting 'stepz': did you mean steps?",
        "2 | run test-line --set steps=x        | setting 'steps' is 'x', expected whole number",
        "2 | run test-line --set steps=0        | steps is 0, expected at least 1",
        "2 | run test-line --set steps          | KEY=VALUE",
        "2 | run test-line --profile huge       | expected smoke, quick or full",
        "2 | run test-line --seed x             | Invalid value for option '--seed'",
        "2 | run test-line --data /no/such/dir  | --data /no/such/dir is not a directory",
        "2 | run test-line --resume /no/such    | /no/such is not a run directory",
        "2 | run test-line --resume /x --seed 2 | --resume continues a run as it was started",
        "2 | run test-line --threads -1         | --threads is -1, expected 1 to 4096",
        "2 | run test-line --set failure=usage  | polyad: no data for this",
        "1 | run test-line --set failure=job    | polyad: the descent diverged",
        "1 | run test-line --set failure=bug    | polyad: IllegalStateException: oops (--debug",
        "2 | describe nope                      | unknown method 'nope'",
        "2 | data                               | expected list or get",
        "2 | bench                              | expected list, jmh, peers, index or serve",
        "2 | bench peers mpl                    | unknown peer 'mpl': did you mean mlp?",
        "2 | bench peers --rounds 0             | rounds is 0, allowed: 1 to 10000",
        "2 | bench peers --threads 0            | --threads is 0, expected 1 to 4096",
        "2 | bench jmh --iterations 0           | iterations is 0, allowed: 1 to 1000",
        "2 | bench jmh --seconds 0              | seconds is 0.0, allowed: above 0, to 3600",
        "2 | data get mnits                     | unknown data set 'mnits'",
        "2 | tool test-line scole               | unknown tool of test-line 'scole': did you mean scale?",
        "2 | predict /no/such --data x          | /no/such does not exist",
        "2 | complete /no/such --data x         | /no/such does not exist",
        "2 | train test-line --data /no --out m | no such file: /no",
        "2 | encode /no --data x --out y.txt    | expected .npy or .csv",
        "2 | search /no/idx q.csv --k 0         | --k is 0, expected at least 1",
      })
  void explainsMistakesInOneLine(int status, String words, String part) throws IOException {
    Cli failed = cli(words.split(" +", -1));
    assertEquals(status, failed.status(), failed.err());
    assertTrue(failed.err().contains(part), failed.err());
    assertFalse(failed.err().contains("\tat "), failed.err());
    assertTrue(failed.err().strip().lines().count() == 1, failed.err());
    try (Stream<Path> left = Files.walk(temp)) {
      assertTrue(left.noneMatch(Files::isRegularFile), "something was left behind");
    }
  }

  @Test
  void showsTheStackWhenAsked() {
    Cli failed = cli("run", "test-line", "--set", "failure=bug", "--debug");
    assertEquals(1, failed.status());
    assertTrue(failed.err().contains("\tat polyad.cli.LineMethod"), failed.err());
  }

  @Test
  void trainsPredictsEncodesIndexesAndSearches() throws IOException {
    Path data = file("xy.csv", "x,y\n1,3\n2,6\n-1,-3\n");
    String model = temp.resolve("m").toString();
    Cli train = cli("train", "test-line", "--data", data.toString(), "--out", model);
    assertEquals(0, train.status(), train.err());
    assertEquals("test-line", ModelDirectory.open(Path.of(model)).slug());
    assertEquals(List.of("m", "xy.csv"), entries());
    assertEquals(2, cli("train", "test-line", "--data", data.toString(), "--out", model).status());

    JsonNode printed = cli("predict", model, "--data", data.toString(), "--json").json();
    assertEquals(6.0, printed.get("rows").get(1).get(1).doubleValue(), 1e-9);
    Path predicted = temp.resolve("p.csv");
    assertEquals(
        0,
        cli("predict", model, "--data", data.toString(), "--out", predicted.toString()).status());
    assertEquals("x,y", Files.readAllLines(predicted).getFirst());

    Path vectors = temp.resolve("v.npy");
    Cli encode =
        cli("encode", model, "--data", data.toString(), "--out", vectors.toString(), "--dim", "2");
    assertEquals(0, encode.status(), encode.err());
    assertEquals(2, NpyFile.readFloats(vectors).cols());
    assertEquals(6f, NpyFile.readFloats(vectors).data()[3]);
    Cli wrong =
        cli("encode", model, "--data", data.toString(), "--out", vectors.toString(), "--dim", "3");
    assertTrue(wrong.err().contains("--dim is 3, expected one of the model's [2, 4]"));

    Path ids = file("ids.txt", "one\ntwo\nminus\n");
    String index = temp.resolve("idx").toString();
    Cli built = cli("index", model, data.toString(), "--out", index, "--ids", ids.toString());
    assertEquals(0, built.status(), built.err());
    for (String exact : List.of("--k", "--exact")) {
      String[] search = {"search", index, data.toString(), "--model", model, "--json"};
      Cli found =
          cli(with(search, exact.equals("--k") ? new String[] {"--k", "1"} : new String[] {exact}));
      assertEquals(0, found.status(), found.err());
      assertEquals("one", found.json().get("rows").get(0).get(2).asString());
      assertEquals(1.0, found.json().get("rows").get(0).get(3).doubleValue(), 1e-5);
    }
    Path narrow = file("narrow.csv", "1\n2\n");
    Cli mismatch = cli("search", index, narrow.toString(), "--model", model);
    assertEquals(2, mismatch.status());
    assertTrue(mismatch.err().contains("rows of 1 values, the model takes 2"), mismatch.err());
  }

  @Test
  void namesTheBadCellOfTrainingData() throws IOException {
    Path data = file("xy.csv", "x,y\n1,3\n2,six\n");
    Cli train =
        cli("train", "test-line", "--data", data.toString(), "--out", temp.resolve("m").toString());
    assertEquals(2, train.status(), train.err());
    assertTrue(train.err().contains("line 3") && train.err().contains("'six'"), train.err());
    assertEquals(List.of("xy.csv"), entries());
  }

  @Test
  void keepsAnUnfinishedTrainingForResume() throws IOException {
    Path data = file("xy.csv", "1,3\n2,6\n");
    String[] train = {
      "train", "test-line", "--data", data.toString(), "--out", temp.resolve("m").toString()
    };
    assertEquals(2, cli(with(train, "--resume")).status());
    assertEquals(1, cli(with(train, "--set", "failure=job")).status());
    assertTrue(Files.isDirectory(temp.resolve(".m.training").resolve("fit")));
    Cli again = cli(train);
    assertEquals(2, again.status());
    assertTrue(again.err().contains("continue it with --resume"), again.err());
    Cli other = cli(with(train, "--resume"));
    assertTrue(other.err().contains("other data, seed or settings"), other.err());
    assertEquals(0, cli(with(train, "--overwrite")).status());
    assertEquals(List.of("m", "xy.csv"), entries());
  }

  @Test
  void runsToolsWithTheirOwnOptions() throws IOException {
    Path data = file("x.csv", "1\n2\n");
    Cli scaled =
        cli("tool", "test-line", "scale", "--by", "3", "--negate", data.toString(), "--json");
    assertEquals(0, scaled.status(), scaled.err());
    assertEquals(-6.0, scaled.json().get("rows").get(1).get(0).doubleValue());
    Path out = temp.resolve("o.npy");
    assertEquals(
        0,
        cli("tool", "test-line", "scale", "--by=-2", data.toString(), "--out", out.toString())
            .status());
    assertEquals(-2f, NpyFile.readFloats(out).data()[0]);
    assertEquals(2, cli("tool", "test-line", "scale", "--by").status());
    assertEquals(2, cli("tool", "test-line", "scale", "--bye", "3", data.toString()).status());
    assertEquals(2, cli("tool", "test-line", "scale").status());
  }

  @Test
  void listsData() {
    JsonNode rows = cli("data", "list", "--json").json().get("rows");
    assertTrue(rows.size() > 5);
  }

  @Test
  void listsAndRunsBenchmarks() {
    JsonNode rows = cli("bench", "list", "--json").json().get("rows");
    assertTrue(rows.valueStream().anyMatch(r -> r.get(0).asString().endsWith("peers mlp")));
    String[] brief = {"bench", "jmh", "SmallOperation.closed", "--forks", "0", "--seconds", "0.02"};
    Cli jmh = cli(with(brief, "--warm-ups", "0", "--iterations", "2", "--json"));
    assertEquals(0, jmh.status(), jmh.err());
    assertTrue(jmh.json().get("rows").get(0).get(2).doubleValue() > 0);
    String[] peers = {"bench", "peers", "mlp-small", "--python", temp.resolve("none").toString()};
    Cli alone =
        cli(with(peers, "--rounds", "2", "--seconds", "0.01", "--warm-up", "0.01", "--json"));
    assertEquals(0, alone.status(), alone.err());
    assertTrue(alone.err().contains("apt-get install python3-torch"), alone.err());
    JsonNode first = alone.json().get("comparisons").get(0);
    assertTrue(first.get("milliseconds").get("median").doubleValue() > 0);
    assertTrue(first.get("ratio").isNull());
  }

  @Test
  void helpNamesEveryVerb() {
    Cli help = cli("--help");
    assertEquals(0, help.status());
    for (String verb :
        List.of(
            "methods",
            "describe",
            "run",
            "train",
            "predict",
            "complete",
            "encode",
            "serve",
            "tool")) {
      assertTrue(help.out().contains("  " + verb), help.out());
    }
    assertTrue(cli("--version").out().matches("(?s)polyad \\d+\\.\\d+.*Java 2\\d.*"));
    assertTrue(cli("run", "--help").out().contains("--official-protocol"));
  }
}
