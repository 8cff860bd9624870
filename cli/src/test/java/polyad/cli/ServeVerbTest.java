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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.tensor.NpyFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Verbs on a model of texts: word vectors that are given. */
class ServeVerbTest {
  private static final String VECTORS = "4 3\nred 1 0 0\nblue 0 1 0\ngreen 0 0 1\nsky 0 2 0\n";

  @TempDir Path temp;
  private String model;
  private Path texts;

  @BeforeEach
  void makeModel() throws IOException {
    model = temp.resolve("colours").toString();
    texts = Files.writeString(temp.resolve("texts.txt"), "red red\nthe blue sky\ngreen, red\n");
    Path vectors = Files.writeString(temp.resolve("v.vec"), VECTORS);
    String method = "word-document-embeddings";
    Cli made = cli("tool", method, "model", "--model", model, vectors.toString());
    assertEquals(0, made.status(), made.err());
  }

  private Cli cli(String... arguments) {
    return Cli.run(temp, arguments);
  }

  @Test
  void encodesIndexesAndSearchesTexts() throws IOException {
    Path out = temp.resolve("e.npy");
    assertEquals(
        0, cli("encode", model, "--data", texts.toString(), "--out", out.toString()).status());
    assertEquals(3, NpyFile.readFloats(out).rows());

    Path packed = temp.resolve("packed.txt.gz");
    try (var gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
      gzip.write(Files.readAllBytes(texts));
    }
    String index = temp.resolve("idx").toString();
    Cli built = cli("index", model, packed.toString(), "--out", index);
    assertEquals(0, built.status(), built.err());

    JsonNode rows = cli("search", index, "a sky", "--k", "1", "--json").json().get("rows");
    assertEquals("the blue sky", rows.get(0).get(4).asString());
    assertEquals(1.0, rows.get(0).get(3).doubleValue(), 1e-5);
    JsonNode many = cli("search", index, texts.toString(), "--k", "1", "--json").json().get("rows");
    for (int i = 0; i < 3; i++) {
      assertEquals(Integer.toString(i), many.get(i).get(2).asString());
    }
  }

  @Test
  void namesABlankLineAndABagOfWords() throws IOException {
    Files.writeString(texts, "red\n\nblue\n");
    Cli blank = cli("index", model, texts.toString(), "--out", temp.resolve("idx").toString());
    assertEquals(2, blank.status());
    assertTrue(blank.err().contains("texts.txt, line 2: empty"), blank.err());
    assertFalse(Files.exists(temp.resolve("idx")));

    Path labelled = Files.writeString(temp.resolve("l.tsv"), "a\tred sky\nb\tblue sky\n");
    String bag = temp.resolve("bag").toString();
    Cli trained =
        cli(
            "train",
            "word-document-embeddings",
            "--data",
            labelled.toString(),
            "--out",
            bag,
            "--set",
            "kind=words-lr",
            "--set",
            "min-count=1");
    assertEquals(0, trained.status(), trained.err());
    Cli refused = cli("serve", bag, "--port", "0");
    assertEquals(2, refused.status());
    assertTrue(refused.err().contains("no word vectors"), refused.err());
  }

  @Test
  void refusesToServeWhatItCannot() {
    assertTrue(cli("serve", "/no/such").err().contains("/no/such does not exist"));
    assertTrue(cli("serve", model, "--port", "70000").err().contains("allowed: 0"));
    assertTrue(cli("serve", model, "--token", "a b").err().contains("token"));
    assertTrue(cli("serve", model, "--host", "no.such.host.invalid").err().contains("no address"));
  }

  @Test
  void servesUntilItIsStopped() throws Exception {
    Path err = temp.resolve("err.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "polyad.cli.Polyad",
                "serve",
                model,
                "--port",
                "0")
            .redirectError(err.toFile())
            .start();
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI base = URI.create(await(err, "serving colours at (\\S+)"));
      HttpRequest request =
          HttpRequest.newBuilder(base.resolve("/v1/embeddings"))
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"model\":\"colours\",\"input\":[\"the sky\"]}"))
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer.body());
      assertEquals(
          "[0.0,1.0,0.0]",
          new JsonMapper().readTree(answer.body()).at("/data/0/embedding").toString());
    } finally {
      process.destroy();
    }
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(143, process.exitValue());
    List<String> lines = Files.readAllLines(err, UTF_8);
    assertTrue(lines.getLast().contains("stopped"), lines.toString());
    assertTrue(lines.stream().anyMatch(line -> line.contains("\"status\":200")), lines.toString());
  }

  private static String await(Path file, String pattern) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (System.nanoTime() < deadline) {
      Matcher found = Pattern.compile(pattern).matcher(Files.readString(file, UTF_8));
      if (found.find()) {
        return found.group(1);
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not in time: " + Files.readString(file, UTF_8));
  }
}
