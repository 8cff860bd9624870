package polyad.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {
  record Config(int width) {}

  record Scaler(double mean, double deviation) {}

  @TempDir Path temp;

  private void write(Path out, int width, boolean overwrite) throws IOException {
    try (ModelDirectory.Writer writer = ModelDirectory.writer(out, "tiny-mean", overwrite)) {
      writer.config(new Config(width)).json("scaler.json", new Scaler(1, 2));
      Files.write(writer.weights(), new byte[] {1, 2, 3});
      assertFalse(Files.exists(out.resolve("scaler.json")) && width == 1, "visible too early");
      writer.commit();
    }
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void returnsWhatWasWritten() throws IOException {
    Path out = temp.resolve("m");
    write(out, 1, false);
    ModelDirectory model = ModelDirectory.open(out);
    assertEquals("tiny-mean", model.slug());
    assertEquals("tiny-mean", model.method().card().slug());
    assertEquals(new Config(1), model.config(Config.class));
    assertEquals(new Scaler(1, 2), model.json("scaler.json", Scaler.class));
    assertEquals(3, Files.size(model.weights()));
    UsageException e = assertThrows(UsageException.class, () -> model.file("vocabulary.txt"));
    assertTrue(String.valueOf(e.getMessage()).endsWith("lacks vocabulary.txt"));
    assertThrows(IllegalArgumentException.class, () -> model.has("../m/config.json"));
  }

  @Test
  void copiesHaveOneFingerprint() throws IOException {
    write(temp.resolve("m"), 1, false);
    write(temp.resolve("copy"), 1, false);
    write(temp.resolve("other"), 2, false);
    String own = ModelDirectory.open(temp.resolve("m")).fingerprint();
    assertEquals(16, own.length());
    assertEquals(own, ModelDirectory.open(temp.resolve("copy")).fingerprint());
    assertNotEquals(own, ModelDirectory.open(temp.resolve("other")).fingerprint());
  }

  @Test
  void leavesNothingWithoutCommit() throws IOException {
    Path out = temp.resolve("m");
    try (ModelDirectory.Writer writer = ModelDirectory.writer(out, "tiny-mean", false)) {
      writer.config(new Config(1));
    }
    assertEquals(List.of(), entries());
  }

  @Test
  void keepsTheOldModelUntilTheNewOneStands() throws IOException {
    Path out = temp.resolve("m");
    write(out, 1, false);
    assertThrows(UsageException.class, () -> write(out, 2, false));
    ModelDirectory.Writer failing = ModelDirectory.writer(out, "tiny-mean", true);
    failing.config(new Config(5));
    failing.close();
    assertThrows(IllegalStateException.class, failing::commit);
    assertEquals(new Config(1), ModelDirectory.open(out).config(Config.class));
    write(out, 2, true);
    assertEquals(new Config(2), ModelDirectory.open(out).config(Config.class));
    assertEquals(List.of("m"), entries());
  }

  @Test
  void neverOverwritesWhatIsNoModel() throws IOException {
    Path out = Files.createDirectory(temp.resolve("precious"));
    Files.writeString(out.resolve("thesis.txt"), "x");
    assertThrows(UsageException.class, () -> write(out, 2, true));
    assertTrue(Files.exists(out.resolve("thesis.txt")));
  }

  @Test
  void saysWhyADirectoryIsNoModel() throws IOException {
    Path out = temp.resolve("m");
    assertMessage(out, "does not exist");
    Files.createDirectory(out);
    assertMessage(out, "it has no config.json");
    Files.writeString(out.resolve("config.json"), "[]");
    assertMessage(out, "expected the keys method and config");
    Files.writeString(
        out.resolve("config.json"), "{\"format\": 2, \"method\": \"x\", \"config\": {}}");
    assertMessage(out, "has format 2, newer");
    Files.writeString(
        out.resolve("config.json"), "{\"format\": 1, \"method\": \"tiny-maen\", \"config\": {}}");
    ModelDirectory model = ModelDirectory.open(out);
    UsageException e = assertThrows(UsageException.class, model::method);
    assertTrue(String.valueOf(e.getMessage()).endsWith("did you mean tiny-mean?"), e.getMessage());
    assertThrows(UsageException.class, model::weights);
    assertThrows(UsageException.class, () -> model.config(Config.class));
  }

  private static void assertMessage(Path out, String part) {
    UsageException e = assertThrows(UsageException.class, () -> ModelDirectory.open(out));
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
  }
}
