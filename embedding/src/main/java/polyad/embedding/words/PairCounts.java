package polyad.embedding.words;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A hash table from pairs of numbers to sums, open addressing, keys row·2³² + column. */
final class PairCounts {
  private static final long FREE = -1;

  private long[] keys;
  private double[] sums;
  private int size;

  PairCounts() {
    keys = new long[1 << 12];
    sums = new double[1 << 12];
    Arrays.fill(keys, FREE);
  }

  static long key(int row, int column) {
    return ((long) row << 32) | column;
  }

  int size() {
    return size;
  }

  void add(long key, double value) {
    int slot = slot(key);
    if (keys[slot] == FREE) {
      keys[slot] = key;
      size++;
    }
    sums[slot] += value;
    if (size * 2L > keys.length) {
      grow();
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (keys[slot] != FREE && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    double[] oldSums = sums;
    keys = new long[2 * oldKeys.length];
    sums = new double[keys.length];
    Arrays.fill(keys, FREE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        sums[slot] = oldSums[i];
      }
    }
  }

  /** What receives pairs in rising order. */
  interface Sink<E extends Exception> {
    void add(long key, double sum) throws E;
  }

  /** All pairs by rising key. */
  <E extends Exception> void forEach(Sink<E> sink) throws E {
    long[] sorted =
        IntStream.range(0, keys.length)
            .mapToLong(i -> keys[i])
            .filter(k -> k != FREE)
            .sorted()
            .toArray();
    for (long key : sorted) {
      sink.add(key, sums[slot(key)]);
    }
  }
}
