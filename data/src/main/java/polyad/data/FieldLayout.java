package polyad.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the values of several categorical fields are numbered in one table: field i owns the ids from
 * {@code offset(i)} to {@code offset(i) + sizes[i] - 1}.
 *
 * @param names one a field, all different
 * @param sizes number of values of each field, each at least 1
 */
public record FieldLayout(List<String> names, List<Integer> sizes) {
  /** Checks lengths, names and sizes. */
  public FieldLayout {
    names = List.copyOf(names);
    sizes = List.copyOf(sizes);
    if (names.isEmpty() || names.size() != sizes.size()) {
      throw new IllegalArgumentException(
          "names, sizes: %d and %d, expected as many of each, at least one"
              .formatted(names.size(), sizes.size()));
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("names: " + names + " are not all different");
    }
    long total = 0;
    for (int size : sizes) {
      if (size < 1) {
        throw new IllegalArgumentException("sizes: " + size + " is not at least 1");
      }
      total += size;
    }
    if (total > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("sizes: their sum " + total + " is above 2^31 - 1");
    }
  }

  /** Fields named 0, 1, ... */
  public static FieldLayout of(int... sizes) {
    List<Integer> boxed = Arrays.stream(sizes).boxed().toList();
    return new FieldLayout(
        IntStream.range(0, sizes.length).mapToObj(Integer::toString).toList(), boxed);
  }

  /** The number of fields m. */
  public int count() {
    return names.size();
  }

  /** The number of values of all fields together, n. */
  public int total() {
    return sizes.stream().mapToInt(Integer::intValue).sum();
  }

  /** The first id of each field, and behind them n: [m + 1]. */
  public int[] offsets() {
    int[] offsets = new int[count() + 1];
    for (int i = 0; i < count(); i++) {
      offsets[i + 1] = offsets[i] + sizes.get(i);
    }
    return offsets;
  }

  /** The field of each id: [n]. */
  public int[] fields() {
    int[] fields = new int[total()];
    int[] offsets = offsets();
    for (int i = 0; i < count(); i++) {
      Arrays.fill(fields, offsets[i], offsets[i + 1], i);
    }
    return fields;
  }
}
