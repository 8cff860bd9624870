package polyad.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The most memory that some work holds at once, by Linux's own count of this process's resident
 * pages. The system's high-water mark is put back before the work and read after it. Memory that
 * was freed but is still held hides what work needs: measure {@link #inFreshProcess in a fresh
 * process}.
 */
public final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");
  private static final long KIB = 1024;
  private static final String HEAP = "256m";

  private PeakMemory() {}

  /** Whether this system counts. */
  public static boolean isAvailable() {
    try {
      Files.writeString(RESET, "5", StandardOpenOption.WRITE);
      return read("VmHWM:") > 0 && read("VmRSS:") > 0;
    } catch (IOException | IllegalStateException e) {
      return false;
    }
  }

  /** Bytes above what was held before the work. */
  public static long of(Runnable work) throws IOException {
    Files.writeString(RESET, "5", StandardOpenOption.WRITE);
    long before = read("VmRSS:");
    work.run();
    return read("VmHWM:") - before;
  }

  /**
   * Runs a class's {@code main} in a new process, whose heap is resident from the start, and
   * returns the number that it prints.
   *
   * @throws IOException when it ends otherwise
   */
  public static long inFreshProcess(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+AlwaysPreTouch",
                "-Xms" + HEAP,
                "-Xmx" + HEAP,
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    int status = process.waitFor();
    if (status != 0 || !printed.matches("-?\\d+")) {
      throw new IOException(
          "the process that measures memory ended with status %d and printed '%s'"
              .formatted(status, printed));
    }
    return Long.parseLong(printed);
  }

  private static long read(String name) throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith(name)) {
        return KIB * Long.parseLong(line.substring(name.length()).replace("kB", "").strip());
      }
    }
    throw new IllegalStateException(STATUS + " has no " + name);
  }
}
