package polyad.text.matryoshka2d;

import polyad.catalog.CpuTime;
import polyad.tensor.TensorScope;
import polyad.text.SentenceEncoder;
import polyad.text.TokenizedTexts;

/**
 * What each depth costs.
 *
 * @param milliseconds processor time of one thread a sentence after n layers, n = 0, ..., N; the
 *     best of several rounds
 * @param parameters numbers that have to be loaded for n layers
 */
record DepthCost(double[] milliseconds, long[] parameters) {
  private static final int ROUNDS = 9;
  private static final double MARGIN = 1.15;

  /** Measures all depths in turns, so that a busy machine disturbs them alike. */
  static DepthCost measure(SentenceEncoder encoder, TokenizedTexts texts) {
    int depths = encoder.layers() + 1;
    double[] best = new double[depths];
    long[] parameters = new long[depths];
    for (int round = -1; round < ROUNDS; round++) { // the first warms up
      for (int n = 0; n < depths; n++) {
        int depth = n;
        double time = 1e3 * CpuTime.seconds(() -> encode(encoder, texts, depth)) / texts.size();
        best[n] = round <= 0 ? time : Math.min(best[n], time);
      }
    }
    for (int n = 0; n < depths; n++) {
      parameters[n] = encoder.transformer().parameterCount(n);
    }
    return new DepthCost(best, parameters);
  }

  private static void encode(SentenceEncoder encoder, TokenizedTexts texts, int layer) {
    try (var _ = TensorScope.open()) {
      encoder.encode(texts, layer, encoder.dimension());
    }
  }

  /** The number of layers. */
  int layers() {
    return milliseconds.length - 1;
  }

  /**
   * The largest time(n) over what n of N layers may take, 1.15·(n/N)·time(N) and the time of the
   * embeddings.
   */
  double worstShare() {
    double worst = 0;
    for (int n = 1; n < layers(); n++) {
      double allowed = MARGIN * n / layers() * milliseconds[layers()] + milliseconds[0];
      worst = Math.max(worst, milliseconds[n] / allowed);
    }
    return worst;
  }

  /** How many times faster half of the layers are. */
  double halfSpeedUp() {
    return milliseconds[layers()] / milliseconds[layers() / 2];
  }
}
