package polyad.embedding.words.documents;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts of features scaled to length 1, only those that are not zero. */
final class SparseRows {
  private final int[][] columns;
  private final double[][] values;

  private SparseRows(int[][] columns, double[][] values) {
    this.columns = columns;
    this.values = values;
  }

  /** The words of a text and, if wanted, its bigrams, which hold a blank. */
  static List<String> features(String text, boolean bigrams) {
    List<String> words = DocumentWords.split(text);
    List<String> features = new ArrayList<>(words);
    for (int i = 1; bigrams && i < words.size(); i++) {
      features.add(words.get(i - 1) + " " + words.get(i));
    }
    return features;
  }

  /** Numbers of all features that occur often enough, in order of their first place. */
  static Map<String, Integer> index(List<String> texts, boolean bigrams, int minCount) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String text : texts) {
      features(text, bigrams).forEach(f -> counts.merge(f, 1, Integer::sum));
    }
    counts.values().removeIf(count -> count < minCount);
    Map<String, Integer> index = new LinkedHashMap<>();
    counts.keySet().forEach(feature -> index.put(feature, index.size()));
    return index;
  }

  /** Rows over known features. */
  static SparseRows of(List<String> texts, boolean bigrams, Map<String, Integer> index) {
    int[][] columns = new int[texts.size()][];
    double[][] values = new double[texts.size()][];
    for (int row = 0; row < columns.length; row++) {
      Map<Integer, Double> counts = new HashMap<>();
      for (String feature : features(texts.get(row), bigrams)) {
        Integer column = index.get(feature);
        if (column != null) {
          counts.merge(column, 1.0, Double::sum);
        }
      }
      columns[row] = counts.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
      values[row] = Arrays.stream(columns[row]).mapToDouble(counts::get).toArray();
      double norm = Math.sqrt(Arrays.stream(values[row]).map(v -> v * v).sum());
      for (int k = 0; k < values[row].length; k++) {
        values[row][k] /= norm;
      }
    }
    return new SparseRows(columns, values);
  }

  int size() {
    return columns.length;
  }

  double dot(int row, double[] weights) {
    double sum = 0;
    for (int k = 0; k < columns[row].length; k++) {
      sum += values[row][k] * weights[columns[row][k]];
    }
    return sum;
  }

  /** weights += factor·row. */
  void add(int row, double factor, double[] weights) {
    for (int k = 0; k < columns[row].length; k++) {
      weights[columns[row][k]] += factor * values[row][k];
    }
  }

  double squaredNorm(int row) {
    return columns[row].length == 0 ? 0 : 1;
  }
}
