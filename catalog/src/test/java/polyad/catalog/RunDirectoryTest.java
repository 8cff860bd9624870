package polyad.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.catalog.report.Check;
import polyad.catalog.report.Report;

class RunDirectoryTest {
  record Config(int n, double lr) {}

  private static final RunHeader HEADER = new RunHeader("tiny-mean", Profile.SMOKE, 3, null, false);

  @TempDir Path temp;

  @Test
  void namesRunsByMethodProfileAndTime() throws IOException {
    LocalDateTime now = LocalDateTime.of(2026, 1, 2, 3, 4, 5);
    Path first = RunDirectory.defaultPath(temp, HEADER, now);
    assertEquals("tiny-mean-smoke-20260102-030405", first.getFileName().toString());
    Files.createDirectory(first);
    assertNotEquals(first, RunDirectory.defaultPath(temp, HEADER, now));
  }

  @Test
  void returnsWhatItWasMadeWith() throws IOException {
    Path path = temp.resolve("run");
    RunDirectory.create(path, HEADER, new Config(2, 0.5));
    RunDirectory opened = RunDirectory.open(path);
    assertEquals(HEADER, opened.header());
    assertEquals(new Config(2, 0.5), opened.config(Config.class));
    UsageException e =
        assertThrows(
            UsageException.class, () -> RunDirectory.create(path, HEADER, new Config(1, 1)));
    assertTrue(String.valueOf(e.getMessage()).contains("--resume"));
  }

  @Test
  void refusesOtherDirectories() throws IOException {
    assertThrows(UsageException.class, () -> RunDirectory.open(temp));
    Files.writeString(temp.resolve("config.json"), "{\"format\": 1,\n oops}");
    UsageException e = assertThrows(UsageException.class, () -> RunDirectory.open(temp));
    assertTrue(String.valueOf(e.getMessage()).contains("line 2"), e.getMessage());
    Files.writeString(temp.resolve("config.json"), "{\"format\": 99, \"run\": {}, \"config\": {}}");
    e = assertThrows(UsageException.class, () -> RunDirectory.open(temp));
    assertTrue(String.valueOf(e.getMessage()).contains("newer"), e.getMessage());
  }

  @Test
  void losesAtMostTheTornLastMetric() throws IOException {
    Path path = temp.resolve("run");
    RunDirectory run = RunDirectory.create(path, HEADER, new Config(2, 0.5));
    run.appendMetric(Map.of("step", 1));
    run.appendMetric(Map.of("step", 2));
    Path file = path.resolve("metrics.jsonl");
    Files.writeString(file, "{\"step\": 3, \"lo", StandardOpenOption.APPEND);
    RunDirectory.open(path).appendMetric(Map.of("step", 3));
    assertEquals(List.of("{\"step\":1}", "{\"step\":2}", "{\"step\":3}"), Files.readAllLines(file));
  }

  record Score(double mse, long steps) {}

  @Test
  void doesAPartOnceAcrossResumes() throws Exception {
    Path path = temp.resolve("run");
    Report report = new Report("t");
    Run first =
        new Run(RunDirectory.create(path, HEADER, new Config(1, 1)), report, Monitor.silent());
    Score score = first.once("a-seed=1", Score.class, () -> new Score(Double.NaN, 4));
    Run second = new Run(RunDirectory.open(path), report, Monitor.silent());
    Score again =
        second.once(
            "a-seed=1",
            Score.class,
            () -> {
              throw new AssertionError("done twice");
            });
    assertEquals(score, again);
    assertThrows(
        IllegalArgumentException.class, () -> second.once("../x", Score.class, () -> score));
    assertEquals(3L, second.seeds(4).getFirst());
    assertEquals(4, second.seeds(4).stream().distinct().count());
    assertEquals(second.seeds(4).subList(0, 2), second.seeds(2));
  }

  @Test
  void writesAllFormsOfTheReportAndNoScraps() throws IOException {
    RunDirectory run = RunDirectory.create(temp.resolve("run"), HEADER, new Config(1, 1));
    run.checkpoint("a");
    run.clearCheckpoints();
    run.write(new Report("t").check(Check.atMost("x", 1, 2)));
    try (Stream<Path> files = Files.list(run.path())) {
      assertEquals(
          List.of("config.json", "report.html", "report.json", "report.md"),
          files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void keepsTheOldFileWhenWritingFails() throws IOException {
    Path file = temp.resolve("f.txt");
    AtomicFiles.write(file, new byte[] {1});
    assertThrows(
        IOException.class,
        () ->
            AtomicFiles.write(
                file,
                temporary -> {
                  Files.writeString(temporary, "half");
                  throw new IOException("disk full");
                }));
    assertEquals(1, Files.size(file));
    try (Stream<Path> files = Files.list(temp)) {
      assertEquals(List.of(file), files.toList());
    }
    assertFalse(Files.exists(temp.resolve("missing")));
  }
}
