package polyad.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetsTest {
  private static final byte[] CONTENT = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/good.csv",
        exchange -> {
          exchange.sendResponseHeaders(200, CONTENT.length);
          exchange.getResponseBody().write(CONTENT);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static String sha(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private DataFile file(String path, String sha, Optional<String> content, String served) {
    URI url = URI.create("http://localhost:" + server.getAddress().getPort() + served);
    return new DataFile(path, CONTENT.length, sha, content, Optional.of(url));
  }

  private DataSets sets(DataSet.Terms terms, DataFile... files) {
    DataSet set =
        new DataSet("toy", "A toy", terms, "MIT", URI.create("http://localhost/"), List.of(files));
    Path cache = folder.resolve("cache");
    return new DataSets(Map.of("toy", set), List.of(folder.resolve("given"), cache), cache);
  }

  @Test
  void downloadsVerifiesAndFinds() throws IOException, InterruptedException {
    DataSets sets =
        sets(
            DataSet.Terms.FREE,
            file("good.csv", sha(CONTENT), Optional.empty(), "/good.csv"),
            file("packed.csv.gz", "0".repeat(64), Optional.of(sha(CONTENT)), "/good.csv"));
    assertTrue(sets.find("toy").isEmpty());
    Path got = sets.get("toy");
    assertEquals(folder.resolve("cache/toy"), got);
    assertEquals(got, sets.verify("toy"));
    assertEquals(1, CsvTable.read(got.resolve("packed.csv.gz")).size());
    try (var left = Files.list(got)) {
      assertEquals(2, left.count(), "no temporary file may stay");
    }
    server.stop(0);
    assertEquals(got, sets.get("toy"), "what is there is not downloaded again");
  }

  @Test
  void refusesAWrongDownload() throws IOException {
    DataSets sets =
        sets(DataSet.Terms.FREE, file("good.csv", "1".repeat(64), Optional.empty(), "/good.csv"));
    var e = assertThrows(IOException.class, () -> sets.get("toy"));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("good.csv"), message);
    assertTrue(
        message.contains("SHA-256 is " + sha(CONTENT) + ", expected " + "1".repeat(64)), message);
    try (var left = Files.list(folder.resolve("cache/toy"))) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void aMissingPageIsAnError() {
    DataSets sets =
        sets(DataSet.Terms.FREE, file("a.csv", sha(CONTENT), Optional.empty(), "/none.csv"));
    var e = assertThrows(IOException.class, () -> sets.get("toy"));
    assertTrue(String.valueOf(e.getMessage()).endsWith("the server answered 404"));
  }

  @Test
  void restrictedSetsWaitForConsent() throws IOException, InterruptedException {
    DataSets sets =
        sets(
            DataSet.Terms.RESTRICTED,
            file("good.csv", sha(CONTENT), Optional.empty(), "/good.csv"));
    var e = assertThrows(IOException.class, () -> sets.get("toy"));
    assertTrue(String.valueOf(e.getMessage()).contains("restricted"));
    assertTrue(Files.isDirectory(sets.get("toy", true)));
  }

  @Test
  void theGivenFolderComesFirstAndMayHoldUnpackedFiles() throws IOException {
    DataSets sets =
        sets(
            DataSet.Terms.FREE,
            file("x.csv.gz", sha(gzip(CONTENT)), Optional.of(sha(CONTENT)), "/good.csv"),
            file("LICENSE", "2".repeat(64), Optional.empty(), "/none"));
    Path given = Files.createDirectories(folder.resolve("given/toy"));
    Path unpacked = Files.write(given.resolve("x.csv"), CONTENT);
    assertEquals(Optional.of(given), sets.find("toy"));
    assertEquals(Optional.of(unpacked), sets.file("toy", "x.csv.gz"));
    assertEquals(given, sets.verify("toy"));
    Files.writeString(unpacked, "damaged");
    assertThrows(ChecksumException.class, () -> sets.verify("toy"));
    assertThrows(IllegalArgumentException.class, () -> sets.file("toy", "y.csv"));
    assertThrows(IllegalArgumentException.class, () -> sets.find("toys"));
  }

  @Test
  void setsWithoutAddressNameTheirHome() {
    DataFile homeless =
        new DataFile("a.zip", 1, "3".repeat(64), Optional.empty(), Optional.empty());
    var e = assertThrows(IOException.class, () -> sets(DataSet.Terms.FREE, homeless).get("toy"));
    assertTrue(String.valueOf(e.getMessage()).contains("no download address for a.zip"));
  }

  @Test
  void theCatalogueIsWhole() throws IOException {
    DataSets sets = DataSets.open(null);
    Set<String> names = sets.list().stream().map(DataSet::name).collect(Collectors.toSet());
    assertTrue(
        names.containsAll(
            List.of(
                "fashion-mnist",
                "mnist",
                "ett",
                "exchange-rate",
                "illness",
                "modelnet10-sample",
                "meshes",
                "mocap-bvh",
                "omniglot",
                "ag-news-test",
                "wikitext-2")));
    for (DataSet set : sets.list()) {
      assertFalse(set.files().isEmpty(), set.name());
      for (DataFile file : set.files()) {
        assertTrue(file.sha256().matches("[0-9a-f]{64}"), file.path());
        assertTrue(file.bytes() > 0, file.path());
      }
    }
    assertTrue(sets.describe("ett").restricted());
    assertEquals(DataSet.Terms.FREE, sets.describe("fashion-mnist").terms());
    assertThrows(IOException.class, () -> DataSets.open(folder.resolve("none")));
  }

  @Test
  void theRealSetsVerify() throws IOException {
    Path shared = SharedData.folder();
    DataSets sets = DataSets.open(shared);
    for (String name : List.of("ett", "mocap-bvh", "exchange-rate", "omniglot")) {
      assertEquals(shared.resolve(name), sets.verify(name));
    }
    for (DataSet set : sets.list()) {
      assertEquals(Optional.of(shared.resolve(set.name())), sets.find(set.name()));
    }
  }
}
