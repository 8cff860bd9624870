package polyad.completion.functional;

import java.util.Arrays;

/** Observations of a tensor with real indexes. */
final class Observations {
  private Observations() {}

  static void require(double[][] t, double[] y, int modes) {
    if (t.length == 0) {
      throw new IllegalArgumentException("nothing to train on: 0 observations");
    }
    if (t.length != y.length) {
      throw new IllegalArgumentException(
          "t, y: %d and %d observations, allowed: equal".formatted(t.length, y.length));
    }
    for (int n = 0; n < t.length; n++) {
      if (t[n].length != modes) {
        throw new IllegalArgumentException(
            "observation %d has %d indexes, allowed: %d".formatted(n + 1, t[n].length, modes));
      }
      if (!Double.isFinite(y[n]) || !Arrays.stream(t[n]).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(
            "observation %d is %s at %s, allowed: finite numbers"
                .formatted(n + 1, y[n], Arrays.toString(t[n])));
      }
    }
    for (int k = 0; k < modes; k++) {
      if (distinct(t, k).length < 2) {
        throw new IllegalArgumentException(
            "mode %d has one distinct index, allowed: 2 or more".formatted(k + 1));
      }
    }
  }

  /** The distinct indexes of a mode, sorted. */
  static double[] distinct(double[][] t, int mode) {
    return Arrays.stream(t).mapToDouble(row -> row[mode]).sorted().distinct().toArray();
  }
}
