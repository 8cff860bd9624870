package polyad.catalog.task;

import java.util.List;

/** Assigns classes to rows of features. */
public interface Classifier extends Task {
  /** Names of the K classes, in the order of the probabilities. */
  List<String> classes();

  /**
   * Class probabilities, each row summing to 1.
   *
   * @param rows {@code [n, d]}
   * @return {@code [n, K]}
   */
  float[][] probabilities(float[][] rows);

  /**
   * The most probable class of each row, the first among equals.
   *
   * @param rows {@code [n, d]}
   * @return {@code [n]}, indices into {@link #classes()}
   */
  default int[] classify(float[][] rows) {
    float[][] p = probabilities(rows); // [n, K]
    int[] best = new int[p.length]; // [n]
    for (int i = 0; i < p.length; i++) {
      for (int k = 1; k < p[i].length; k++) {
        if (p[i][k] > p[i][best[i]]) {
          best[i] = k;
        }
      }
    }
    return best;
  }
}
