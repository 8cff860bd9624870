package polyad.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.data.SentencePairs;
import polyad.data.TextFiles;
import polyad.data.generate.ParaphraseLanguage;
import polyad.tensor.NpyFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the commands of {@code docs/walkthrough.md} in their order. The page's data are cut short,
 * or generated where they are not at hand; {@link #SMALLER} says which settings are lowered.
 */
final class WalkthroughTest {
  private static final int SENTENCES = 400;
  private static final int TRIPLES = 240;
  private static final int LINES = 1500;

  /** The sentence that the page asks for; SNLI's first. */
  private static final String CHOIR =
      "This church choir sings to the masses as they sing joyous songs from the book at a church.";

  /** What the page says, and what the test does to be quick. */
  private static final Map<String, String> SMALLER =
      Map.of(
          "shape.hidden=128", "shape.hidden=64",
          "--dim 64", "--dim 32",
          "--dim 160", "--dim 96",
          "training.epochs=2", "training.epochs=1",
          "--epochs 5", "--epochs 1",
          "--set epochs=5", "--set epochs=1 --set batchSize=64",
          "--port 8080", "--port 0");

  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Pattern ECHO = Pattern.compile("echo '([^']*)' > (\\S+)");

  @TempDir Path temp;
  private Path walk;

  @Test
  void everyCommandOfThePageRuns() throws Exception {
    walk = Files.createDirectories(temp.resolve("runs/walk"));
    makeData();
    List<String> page = commands();
    assertTrue(page.size() > 15, page.toString());
    for (String line : page) {
      if (line.startsWith("./polyad serve ")) {
        List<String> asked = page.stream().filter(l -> l.startsWith("curl ")).toList();
        assertFalse(asked.isEmpty());
        serve(words(line), asked);
      } else if (line.startsWith("./polyad ")) {
        run(line);
      } else if (line.startsWith("echo ")) {
        Matcher echo = ECHO.matcher(line);
        assertTrue(echo.matches(), line);
        Files.writeString(temp.resolve(echo.group(2)), echo.group(1) + "\n");
      } else {
        assertTrue(line.startsWith("curl "), line);
      }
    }
  }

  /** Lines of the fenced blocks, those that fetch and prepare data left out. */
  private static List<String> commands() throws IOException {
    Path page = Path.of("..", "docs", "walkthrough.md");
    List<String> commands = new ArrayList<>();
    boolean fenced = false;
    for (String line : Files.readAllLines(page, UTF_8)) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (fenced && line.matches("(\\./polyad (?!data )|curl |echo ).*")) {
        commands.add(line);
      }
    }
    return commands;
  }

  private void run(String line) throws IOException {
    List<String> words = words(line);
    Map<String, Long> before = files();
    boolean json = line.matches("\\./polyad (search|upgrade search) .*");
    if (json) {
      words.add("--json");
    }
    Cli cli = Cli.run(temp, words.toArray(String[]::new));
    assertEquals(0, cli.status(), () -> line + "\n" + cli.err());
    check(line, cli, before);
  }

  /** What the page promises of a command. */
  private void check(String line, Cli cli, Map<String, Long> before) throws IOException {
    if (line.contains(" near ")) {
      assertTrue(cli.out().contains("cosine"), cli.out());
    } else if (line.contains(" search runs/walk/index")) {
      JsonNode first = cli.json().get("rows").get(0);
      assertEquals(line.replaceAll(".*\"(.*)\".*", "$1"), first.get(4).asString());
      assertEquals(1.0, first.get(3).doubleValue(), 1e-4);
    } else if (line.startsWith("./polyad upgrade next")) {
      Map<String, Long> after = files();
      assertFalse(before.isEmpty());
      assertEquals(before, after, "upgrade next touches no document");
    } else if (line.contains("--out runs/walk/upgraded.npy")) {
      NpyFile.FloatMatrix upgraded = NpyFile.readFloats(walk.resolve("upgraded.npy"));
      assertEquals(SENTENCES, upgraded.rows());
      assertEquals(96, upgraded.cols());
    } else if (line.contains("best_common")) {
      JsonNode rows = cli.json().get("rows");
      assertEquals("guitar", rows.get(0).get(2).asString());
      assertEquals(1, rows.get(2).get(4).asInt(), "all documents are of the newest generation");
    } else if (line.contains("upgrade search") && line.contains("--k 3")) {
      JsonNode rows = cli.json().get("rows");
      assertEquals(3, rows.size());
      assertEquals(0, rows.get(0).get(4).asInt(), "a vector of the old encoder");
    } else if (line.contains("--policy shortlist")) {
      JsonNode hit = cli.json().get("rows").get(0);
      assertEquals("guitar", hit.get(2).asString());
      assertEquals(1, hit.get(4).asInt());
    } else if (line.contains("--limit 100")) {
      assertTrue(cli.out().contains("401 documents, 300 of them older"), cli.out());
    } else if (line.startsWith("./polyad upgrade status")) {
      assertTrue(cli.out().contains("401 documents, 0 of them older"), cli.out());
    }
  }

  /** Segment files of the index of generations, with times of their last change. */
  private Map<String, Long> files() throws IOException {
    Map<String, Long> files = new TreeMap<>();
    Path index = walk.resolve("generations");
    if (Files.isDirectory(index)) {
      try (Stream<Path> all = Files.list(index)) {
        for (Path file : all.filter(WalkthroughTest::isSegment).toList()) {
          files.put(
              file.getFileName() + " " + Files.size(file),
              Files.getLastModifiedTime(file).toMillis());
        }
      }
    }
    return files;
  }

  private static boolean isSegment(Path file) {
    return file.getFileName().toString().matches("_\\w+\\..+");
  }

  private List<String> words(String line) {
    String smaller = line;
    for (Map.Entry<String, String> setting : SMALLER.entrySet()) {
      smaller = smaller.replace(setting.getKey(), setting.getValue());
    }
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(smaller);
    while (matcher.find()) {
      String quoted = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      String word = quoted == null ? matcher.group(3) : quoted;
      words.add(word.startsWith("runs/walk/") ? temp.resolve(word).toString() : word);
    }
    words.removeFirst();
    return words;
  }

  private void serve(List<String> words, List<String> curls) throws Exception {
    Path err = temp.resolve("serve.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "polyad.cli.Polyad"));
    command.addAll(words);
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI base = await(process, err);
      for (String curl : curls) {
        ask(http, base, curl);
      }
    } finally {
      process.destroy();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    }
  }

  private static void ask(HttpClient http, URI base, String curl) throws Exception {
    String path = curl.replaceAll("curl http://127.0.0.1:8080(\\S+) .*", "$1");
    String body = curl.replaceAll(".* -d '(.*)'", "$1");
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    JsonNode data = new JsonMapper().readTree(answer.body()).get("data");
    assertEquals(2, data.size());
    if (path.endsWith("search")) {
      String query = new JsonMapper().readTree(body).get("query").asString();
      assertEquals(query, data.get(0).get("text").asString());
      assertTrue(data.get(0).has("id") && data.get(0).has("score"), answer.body());
    } else {
      assertEquals(32, data.get(1).get("embedding").size());
    }
  }

  private static URI await(Process process, Path file) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    Pattern pattern = Pattern.compile("serving small at (\\S+)");
    while (System.nanoTime() < deadline && process.isAlive()) {
      Matcher found = pattern.matcher(Files.readString(file, UTF_8));
      if (found.find()) {
        return URI.create(found.group(1));
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no server: " + Files.readString(file, UTF_8));
  }

  /** Makes the page's files, of real data where they are at hand. */
  private void makeData() throws IOException {
    Path data = Path.of(System.getProperty("polyad.shared", "none"), "data");
    Path text = data.resolve("wikitext-2/valid.txt.gz");
    Path snli = data.resolve("snli-dev-test/test.tsv.gz");
    if (Files.isRegularFile(text) && Files.isRegularFile(snli)) {
      List<String> corpus = TextFiles.lines(text).stream().limit(LINES).toList();
      write("corpus.txt", corpus.stream().map(line -> line.toLowerCase(Locale.ROOT)).toList());
      List<String> rows = TextFiles.lines(snli);
      writeTexts(rows.subList(1, rows.size()).stream().map(row -> row.split("\t")).toList());
    } else {
      writeTexts(generated());
      write("corpus.txt", Collections.nCopies(20, "the river runs along the old road"));
    }
  }

  /** Rows as SNLI's: a sentence, another one, and 0 when they mean the same, 2 when not. */
  private static List<String[]> generated() {
    SentencePairs made = ParaphraseLanguage.DEFAULT.triples(SENTENCES, 2);
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < SENTENCES; i++) {
      String text = made.columns().get(0).get(i);
      rows.add(new String[] {text, made.columns().get(1).get(i), "0"});
      rows.add(new String[] {text, made.columns().get(2).get(i), "2"});
    }
    rows.addFirst(new String[] {CHOIR, "The church is filled with song.", "0"});
    return rows;
  }

  private void writeTexts(List<String[]> rows) throws IOException {
    Map<String, Integer> groups = new LinkedHashMap<>();
    groups.put(CHOIR, 0);
    Map<String, String> same = new HashMap<>();
    Map<String, String> other = new HashMap<>();
    List<String> triples = new ArrayList<>(List.of("text\tpositive\tnegative"));
    for (String[] row : rows) {
      int group = groups.computeIfAbsent(row[0], _ -> groups.size());
      groups.putIfAbsent(row[1], group);
      if (!row[2].equals("1")) {
        (row[2].equals("0") ? same : other).put(row[0], row[1]);
      }
      if (same.containsKey(row[0]) && other.containsKey(row[0]) && triples.size() <= TRIPLES) {
        triples.add(String.join("\t", row[0], same.remove(row[0]), other.remove(row[0])));
      }
    }
    write("triples.tsv", triples);
    write("sentences.txt", groups.keySet().stream().limit(SENTENCES).toList());
    write("groups.txt", groups.values().stream().limit(SENTENCES).map(String::valueOf).toList());
  }

  private void write(String name, List<String> lines) throws IOException {
    Files.write(walk.resolve(name), lines);
  }
}
