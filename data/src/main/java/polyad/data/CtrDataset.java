package polyad.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A click log as numbers: for every row one id a field, and whether it was clicked.
 *
 * @param layout how the fields' values are numbered
 * @param ids global ids, row after row [N m]
 * @param labels 0 or 1 [N]; empty when they are not known
 */
public record CtrDataset(FieldLayout layout, int[] ids, float[] labels) {
  /**
   * Checks lengths and ids.
   *
   * @throws IllegalArgumentException when an id is not one of its field's
   */
  public CtrDataset {
    int m = layout.count();
    if (ids.length % m != 0 || (labels.length != 0 && labels.length != ids.length / m)) {
      throw new IllegalArgumentException(
          "ids, labels: lengths %d and %d, expected %d ids a label"
              .formatted(ids.length, labels.length, m));
    }
    int[] offsets = layout.offsets();
    for (int at = 0; at < ids.length; at++) {
      int i = at % m;
      if (ids[at] < offsets[i] || ids[at] >= offsets[i + 1]) {
        throw new IllegalArgumentException(
            "ids: row %d, field '%s': id %d is out of range, allowed: %d to %d"
                .formatted(at / m, layout.names().get(i), ids[at], offsets[i], offsets[i + 1] - 1));
      }
    }
  }

  /** A click log and the vocabulary that numbers it. */
  public record Fitted(CtrDataset dataset, FieldVocabulary vocabulary) {}

  /**
   * Reads a table with a header and fits a vocabulary on all of its rows.
   *
   * @param label the column of 0 and 1
   * @param fields the categorical columns; empty for all others
   * @param minCount values seen less often share one id of their field
   * @param buckets fields with more values are hashed into so many; 0 for none
   */
  public static Fitted fromCsv(
      Path file, String label, List<String> fields, int minCount, int buckets) throws IOException {
    return fitted(ClickTable.readCsv(file, label, fields), minCount, buckets);
  }

  /** Reads a libfm file, whose n-th entry of a line is field n, as {@link #fromCsv}. */
  public static Fitted fromLibFm(Path file, int minCount, int buckets) throws IOException {
    return fitted(ClickTable.readLibFm(file), minCount, buckets);
  }

  private static Fitted fitted(ClickTable table, int minCount, int buckets) throws IOException {
    var options = new FieldVocabulary.Options(minCount, buckets, List.of());
    FieldVocabulary vocabulary = FieldVocabulary.fit(table, options);
    return new Fitted(vocabulary.encode(table), vocabulary);
  }

  /** The number of rows N. */
  public int size() {
    return ids.length / layout.count();
  }

  /** These rows, in this order. */
  public CtrDataset rows(int[] rows) {
    float[] some = new float[labels.length == 0 ? 0 : rows.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = labels[rows[i]];
    }
    return new CtrDataset(layout, idsOf(rows), some);
  }

  /** The ids of some rows, row after row. */
  public int[] idsOf(int[] rows) {
    int m = layout.count();
    int[] some = new int[rows.length * m];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(ids, rows[i] * m, some, i * m, m);
    }
    return some;
  }

  /** How often each value occurs: [n]. */
  public int[] counts() {
    int[] counts = new int[layout.total()];
    for (int id : ids) {
      counts[id]++;
    }
    return counts;
  }

  /** The share of ones. */
  public double positives() {
    double sum = 0;
    for (float label : labels) {
      sum += label;
    }
    return sum / labels.length;
  }

  /**
   * Demands rows of both classes.
   *
   * @param part what these rows are, for the message
   */
  public CtrDataset requireBothClasses(String part) {
    double share = labels.length == 0 ? 0 : positives();
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "the %s rows (%d) are all of one class, so their AUC is undefined"
              .formatted(part, size()));
    }
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CtrDataset that
        && layout.equals(that.layout)
        && Arrays.equals(ids, that.ids)
        && Arrays.equals(labels, that.labels);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ids) + Arrays.hashCode(labels);
  }

  @Override
  public String toString() {
    return "CtrDataset[" + size() + " rows, " + layout + "]";
  }
}
