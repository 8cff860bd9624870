package polyad.embedding.optembed;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import polyad.tensor.DType;
import polyad.tensor.Tensor;

/** One field of a {@link CompactEmbedding}: bitmap, ranks, rows. */
final class CompactField {
  private final long[] words;
  private final int[] ranks; // kept values before each word
  private final float[] singles; // [kept, d], or empty
  private final short[] halves; // [kept, d] float16, or empty
  private final int d;

  CompactField(long[] words, float[] singles, short[] halves, int d) {
    this.words = words;
    this.singles = singles;
    this.halves = halves;
    this.d = d;
    ranks = new int[words.length];
    for (int w = 1; w < words.length; w++) {
      ranks[w] = ranks[w - 1] + Long.bitCount(words[w - 1]);
    }
  }

  static CompactField of(boolean[] kept, float[] rows, int d, boolean half) {
    long[] words = new long[(kept.length + 63) / 64];
    for (int v = 0; v < kept.length; v++) {
      if (kept[v]) {
        words[v >>> 6] |= 1L << v;
      }
    }
    if (!half) {
      return new CompactField(words, rows, new short[0], d);
    }
    short[] halves = new short[rows.length];
    for (int j = 0; j < halves.length; j++) {
      halves[j] = Float.floatToFloat16(rows[j]);
    }
    return new CompactField(words, new float[0], halves, d);
  }

  /** Copies the row of a value; false, and nothing is copied, when it is pruned or unknown. */
  boolean copyRow(int value, float[] out, int at) {
    int w = value >> 6;
    if (value < 0 || w >= words.length) {
      return false;
    }
    long bit = 1L << value;
    if ((words[w] & bit) == 0) {
      return false;
    }
    int from = (ranks[w] + Long.bitCount(words[w] & (bit - 1))) * d;
    if (isHalf()) {
      for (int j = 0; j < d; j++) {
        out[at + j] = Float.float16ToFloat(halves[from + j]);
      }
    } else {
      System.arraycopy(singles, from, out, at, d);
    }
    return true;
  }

  boolean isHalf() {
    return halves.length > 0;
  }

  int dims() {
    return d;
  }

  long[] words() {
    return words;
  }

  long parameters() {
    return (long) singles.length + halves.length;
  }

  long bytes() {
    return 8L * words.length + 4L * ranks.length + 4L * singles.length + 2L * halves.length;
  }

  /** The rows [kept, d] in their own type. */
  Tensor rows() {
    if (!isHalf()) {
      return Tensor.of(singles, singles.length / d, d);
    }
    ByteBuffer bytes = ByteBuffer.allocate(2 * halves.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(halves);
    return Tensor.ofMemory(DType.F16, MemorySegment.ofArray(bytes.array()), halves.length / d, d);
  }
}
