package polyad.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SafetensorsFuzzTest {
  private static final int CASES = 100_000;
  private static final long SEED = 20261101;
  private static final String[] HOSTILE = {
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "-1",
    "1e999",
    "0.5",
    "00",
    "null",
    "true",
    "\"",
    "\\",
    "\\ud800",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "[[[[[[[[",
    "{\"a\":",
    "\"__metadata__\":{}",
    "\"shape\":[4294967296,4294967296]",
    "é",
    "\u0000",
    "C128"
  };
  private static final String HEADER =
      "{\"__metadata__\":{\"format\":\"pt\"},\"a\":"
          + SafetensorsFixtures.tensor("F32", "[2,3]", 0, 24)
          + ",\"b\":"
          + SafetensorsFixtures.tensor("I64", "[]", 24, 32)
          + ",\"ü\":"
          + SafetensorsFixtures.tensor("U8", "[0,5]", 32, 32)
          + "}  ";

  private final Random random = new Random(SEED);

  @Test
  @Timeout(20)
  void mutatedFilesParseOrFailCleanly() {
    byte[] valid = SafetensorsFixtures.file(HEADER, 32);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int parsed = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] mutated = valid;
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        mutated = mutate(mutated);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      parsed += parses(mutated, i) ? 1 : 0;
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      if (allocated > mutated.length + (1 << 20)) {
        fail("case " + i + " of seed " + SEED + " allocated " + allocated + " bytes");
      }
    }
    assertTrue(parsed > 0 && parsed < CASES / 2, parsed + " of " + CASES + " parsed");
  }

  @Test
  void manyTinyTensorsAllocateInProportionToTheFile() throws SafetensorsException {
    var header = new StringBuilder("{");
    for (int i = 0; i < 50_000; i++) {
      header.append('"').append(i).append("\":");
      header.append(SafetensorsFixtures.tensor("U8", "[0]", 0, 0)).append(',');
    }
    header.setCharAt(header.length() - 1, '}');
    byte[] file = SafetensorsFixtures.file(header.toString(), 0);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertEquals(50_000, SafetensorsFixtures.parse(file).entries().size());
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 12L * file.length, allocated + " bytes for " + file.length);
  }

  private static boolean parses(byte[] file, int number) {
    try {
      SafetensorsHeader header = SafetensorsFixtures.parse(file);
      long data = header.entries().values().stream().mapToLong(e -> e.end() - e.begin()).sum();
      assertEquals(file.length - header.dataStart(), data, "case " + number + " of seed " + SEED);
      return true;
    } catch (SafetensorsException e) {
      if (e.byteOffset() < 0 || e.byteOffset() > file.length) {
        fail("case " + number + " of seed " + SEED + " has a fault outside the file", e);
      }
      return false;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return fail("case " + number + " of seed " + SEED, e);
    }
  }

  private byte[] mutate(byte[] file) {
    return switch (random.nextInt(8)) {
      case 0 -> flipBit(file);
      case 1 -> Arrays.copyOf(file, random.nextInt(file.length + 1));
      case 2 -> insert(file, "" + random.nextInt(10));
      case 3 -> insert(file, HOSTILE[random.nextInt(HOSTILE.length)]);
      case 4 -> swapNumbers(file);
      case 5 -> insert(file, (random.nextBoolean() ? "[" : "{\"a\":").repeat(random.nextInt(300)));
      case 6 -> deleteRange(file);
      default -> setLength(file);
    };
  }

  private byte[] flipBit(byte[] file) {
    byte[] flipped = file.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  /** Inserts text into the header, and mostly mends its length, so that the parser gets to it. */
  private byte[] insert(byte[] file, String text) {
    byte[] inserted = text.getBytes(StandardCharsets.UTF_8);
    int at = Math.min(file.length, 8 + random.nextInt(Math.max(1, file.length - 8)));
    byte[] longer = Arrays.copyOf(file, file.length + inserted.length);
    System.arraycopy(inserted, 0, longer, at, inserted.length);
    System.arraycopy(file, at, longer, at + inserted.length, file.length - at);
    return mend(longer, inserted.length);
  }

  private byte[] deleteRange(byte[] file) {
    int from = Math.min(file.length, 8 + random.nextInt(Math.max(1, file.length - 8)));
    int count = random.nextInt(Math.min(20, file.length - from) + 1);
    byte[] shorter = Arrays.copyOf(file, file.length - count);
    System.arraycopy(file, from + count, shorter, from, file.length - from - count);
    return mend(shorter, -count);
  }

  private byte[] mend(byte[] file, int growth) {
    if (file.length >= 8 && random.nextInt(10) > 0) {
      SafetensorsFixtures.setLength(file, headerLength(file) + growth);
    }
    return file;
  }

  private static long headerLength(byte[] file) {
    return MemorySegment.ofArray(file).get(SafetensorsHeader.LENGTH, 0);
  }

  private byte[] setLength(byte[] file) {
    byte[] changed = file.clone();
    if (changed.length >= 8) {
      boolean near = random.nextBoolean();
      long length = near ? headerLength(file) + random.nextInt(9) - 4 : random.nextLong();
      SafetensorsFixtures.setLength(changed, length);
    }
    return changed;
  }

  /** Exchanges two digits of the header: begins with ends, sizes with offsets. */
  private byte[] swapNumbers(byte[] file) {
    byte[] swapped = file.clone();
    int[] digits =
        IntStream.range(0, file.length).filter(i -> file[i] >= '0' && file[i] <= '9').toArray();
    if (digits.length > 0) {
      int one = digits[random.nextInt(digits.length)];
      int other = digits[random.nextInt(digits.length)];
      swapped[one] = file[other];
      swapped[other] = file[one];
    }
    return swapped;
  }
}
