package polyad.catalog.task;

import java.util.List;

/** Assigns classes to whole series, which may have different lengths. */
public interface SequenceClassifier extends Task {
  /** Names of the K classes, in the order of the probabilities. */
  List<String> classes();

  /**
   * Class probabilities, each row summing to 1.
   *
   * @param sequences {@code [t, N]} each
   * @return {@code [n, K]}
   * @throws IllegalArgumentException when a sequence holds NaN or has another N
   */
  float[][] probabilities(List<double[][]> sequences);
}
