package polyad.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a process of its own shows. */
class ProcessTest {
  @TempDir Path temp;

  private Process start(List<String> flags, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "polyad.cli.Polyad"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(temp.toFile())
        .redirectOutput(temp.resolve("out.txt").toFile())
        .redirectError(temp.resolve("err.txt").toFile())
        .start();
  }

  private String text(String name) throws IOException {
    return Files.readString(temp.resolve(name), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "methods", "describe test-line", "run --help"})
  void lightVerbsLeaveTheNativeLibraryAlone(String words) throws Exception {
    Process process = start(List.of("-Xlog:class+load:file=classes.txt"), words.split(" ", -1));
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), text("err.txt"));
    String classes = text("classes.txt");
    assertTrue(classes.contains("polyad.cli.Polyad "), "the log is of the right process");
    assertFalse(classes.contains("org.bytedeco."), "loads the native library's classes");
  }

  @Test
  void interruptedRunResumesWhereItStopped() throws Exception {
    Process process =
        start(
            List.of(),
            "run",
            "test-line",
            "--out",
            "a run",
            "--set",
            "pause=5",
            "--set",
            "steps=400");
    Path metrics = temp.resolve("a run").resolve("metrics.jsonl");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!(Files.exists(metrics) && Files.size(metrics) > 200) && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    process.destroy(); // SIGTERM, which the JVM treats as it treats Ctrl-C
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(143, process.exitValue(), text("err.txt"));
    assertTrue(
        text("err.txt").contains("resume with: polyad run test-line --resume 'a run'"),
        text("err.txt"));
    long before = Files.readAllLines(metrics).size();
    assertTrue(before < 400, "it was stopped");

    Cli resumed = Cli.run(temp, "run", "test-line", "--resume", temp.resolve("a run").toString());
    assertEquals(0, resumed.status(), resumed.err());
    assertEquals(400, Files.readAllLines(metrics).size());
    assertFalse(Files.exists(temp.resolve("a run").resolve("checkpoints")));
  }
}
