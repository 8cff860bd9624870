package polyad.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class PeakMemoryTest {
  private static final long BYTES = 64L << 20;

  /** Prints what holding so many megabytes holds, or something else. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
      if (args.length == 0) {
        System.out.println("no number");
        return;
      }
      long bytes = Long.parseLong(args[0]) << 20;
      System.out.println(PeakMemory.of(() -> hold(bytes)));
    }
  }

  private static void hold(long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment held = arena.allocate(bytes);
      held.fill((byte) 1);
    }
  }

  @Test
  void countsWhatWasHeldAndGivenBack() throws Exception {
    assumeTrue(PeakMemory.isAvailable(), "the system does not count resident memory");
    assertEquals(BYTES, PeakMemory.of(() -> hold(BYTES)), 0.2 * BYTES);
    assertEquals(BYTES, PeakMemory.inFreshProcess(Main.class, "64"), 0.2 * BYTES);
  }

  @Test
  void saysWhenTheProcessPrintsNoNumber() {
    IOException e = assertThrows(IOException.class, () -> PeakMemory.inFreshProcess(Main.class));
    assertTrue(String.valueOf(e.getMessage()).contains("'no number'"), e.getMessage());
  }
}
