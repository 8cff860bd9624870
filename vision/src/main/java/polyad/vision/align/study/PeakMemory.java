package polyad.vision.align.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The most memory that some work holds at once, by Linux's own count of this process's resident
 * pages. The system's high-water mark is put back before the work and read after it.
 */
final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");
  private static final long KIB = 1024;

  private PeakMemory() {}

  /** Whether this system counts. */
  static boolean isAvailable() {
    try {
      Files.writeString(RESET, "5", StandardOpenOption.WRITE);
      return read("VmHWM:") > 0 && read("VmRSS:") > 0;
    } catch (IOException | IllegalStateException e) {
      return false;
    }
  }

  /** Bytes above what was held before the work. */
  static long of(Runnable work) throws IOException {
    Files.writeString(RESET, "5", StandardOpenOption.WRITE);
    long before = read("VmRSS:");
    work.run();
    return read("VmHWM:") - before;
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
