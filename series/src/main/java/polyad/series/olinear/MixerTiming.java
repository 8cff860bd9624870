package polyad.series.olinear;

import java.util.Arrays;
import polyad.nn.TokenMixer;
import polyad.series.NormLin;
import polyad.series.SelfAttention;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Median times of the two mixers alone, measured in turns.
 *
 * @param normLinMillis forward and backward of NormLin
 * @param attentionMillis forward and backward of self-attention
 * @param normLinForward forward alone, without derivatives
 * @param attentionForward forward alone, without derivatives
 */
record MixerTiming(
    double normLinMillis, double attentionMillis, double normLinForward, double attentionForward) {

  static MixerTiming measure(int tokens, int dim, int batch, int rounds, long seed) {
    Generator rng = new Generator(seed);
    try (var _ = TensorScope.open();
        NormLin normLin = new NormLin(tokens, dim, rng);
        SelfAttention attention = SelfAttention.vanilla(dim, 8, 0, rng)) {
      Tensor x = Tensor.randn(rng, batch, tokens, dim);
      double[][] times = new double[4][rounds];
      for (int warm = 0; warm < 2; warm++) {
        step(normLin, x);
        step(attention, x);
      }
      for (int i = 0; i < rounds; i++) {
        times[0][i] = step(normLin, x);
        times[1][i] = step(attention, x);
        times[2][i] = forward(normLin, x);
        times[3][i] = forward(attention, x);
      }
      return new MixerTiming(
          median(times[0]), median(times[1]), median(times[2]), median(times[3]));
    }
  }

  private static double step(TokenMixer mixer, Tensor x) {
    long start = System.nanoTime();
    try (var _ = TensorScope.open()) {
      mixer.zeroGrad();
      mixer.forward(x).sum().backward();
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static double forward(TokenMixer mixer, Tensor x) {
    long start = System.nanoTime();
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      mixer.forward(x);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(double[] times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
