package polyad.embedding.relative.study;

import java.util.Arrays;
import java.util.stream.IntStream;
import polyad.catalog.report.Table;

/** Means over matrices of scores, encoder by head. */
final class Matrices {
  private Matrices() {}

  static double diagonal(double[][] scores) {
    return IntStream.range(0, scores.length).mapToDouble(i -> scores[i][i]).average().orElse(0);
  }

  /** The mean off the diagonal of what is a number; NaN when nothing is. */
  static double offDiagonal(double[][] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .flatMapToDouble(
            i ->
                IntStream.range(0, scores.length)
                    .filter(j -> j != i && !Double.isNaN(scores[i][j]))
                    .mapToDouble(j -> scores[i][j]))
        .average()
        .orElse(Double.NaN);
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** Encoders down, heads across. */
  static Table table(String title, String[] names, double[][] scores, String note) {
    Table.Builder table = Table.of(title).columns("encoder \\ head").columns(names);
    for (int i = 0; i < names.length; i++) {
      Object[] row = new Object[names.length + 1];
      row[0] = names[i];
      for (int j = 0; j < names.length; j++) {
        row[j + 1] = Double.isNaN(scores[i][j]) ? "–" : (Object) scores[i][j];
      }
      table.row(row);
    }
    return table.note(note).build();
  }
}
