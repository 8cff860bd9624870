package polyad.embedding.words;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * GloVe's weighted least squares, ½ Σ f(X)(w·c + b + b̃ − log X)² with f = min(1, (X/x_max)^α), and
 * its AdaGrad, in float64 as the authors' program (Pennington et al. 2014).
 */
public final class GloveObjective {
  private final int dim;
  private final double xMax;
  private final double alpha;
  private final double[] words; // [V, d]
  private final double[] contexts;
  private final double[] wordBias;
  private final double[] contextBias;
  private final double[][] sums; // of squared derivatives, from 1 on, in the order above

  /**
   * Takes over weights.
   *
   * @param words [V·d]
   * @param contexts [V·d]
   */
  public GloveObjective(
      double[] words,
      double[] contexts,
      double[] wordBias,
      double[] contextBias,
      double xMax,
      double alpha) {
    this.dim = words.length / wordBias.length;
    this.xMax = xMax;
    this.alpha = alpha;
    this.words = words;
    this.contexts = contexts;
    this.wordBias = wordBias;
    this.contextBias = contextBias;
    this.sums = new double[4][];
    double[][] weights = weights();
    for (int i = 0; i < sums.length; i++) {
      sums[i] = new double[weights[i].length];
      Arrays.fill(sums[i], 1);
    }
  }

  /** Weights from U(−1/2, 1/2)/d. */
  static GloveObjective random(int vocabulary, int dim, double xMax, double alpha, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] weights = {
      new double[vocabulary * dim],
      new double[vocabulary * dim],
      new double[vocabulary],
      new double[vocabulary]
    };
    for (double[] part : weights) {
      Arrays.setAll(part, i -> (random.nextDouble() - 0.5) / dim);
    }
    return new GloveObjective(weights[0], weights[1], weights[2], weights[3], xMax, alpha);
  }

  /** Words [V·d], contexts [V·d], biases [V] of both. */
  public double[][] weights() {
    return new double[][] {words, contexts, wordBias, contextBias};
  }

  private double error(int i, int j, double logX) {
    double sum = wordBias[i] + contextBias[j] - logX;
    for (int k = 0; k < dim; k++) {
      sum += words[i * dim + k] * contexts[j * dim + k];
    }
    return sum;
  }

  private double weight(double x) {
    return x >= xMax ? 1 : Math.pow(x / xMax, alpha);
  }

  /** The objective. */
  public double loss(Cooccurrence counts) {
    double loss = 0;
    for (int n = 0; n < counts.size(); n++) {
      double x = counts.values()[n];
      double error = error(counts.rows()[n], counts.columns()[n], Math.log(x));
      loss += 0.5 * weight(x) * error * error;
    }
    return loss;
  }

  /** The derivatives of {@link #loss}, shaped as {@link #weights}. */
  public double[][] gradients(Cooccurrence counts) {
    double[][] gradients = new double[4][];
    double[][] weights = weights();
    Arrays.setAll(gradients, p -> new double[weights[p].length]);
    for (int n = 0; n < counts.size(); n++) {
      int i = counts.rows()[n];
      int j = counts.columns()[n];
      double x = counts.values()[n];
      double g = weight(x) * error(i, j, Math.log(x));
      for (int k = 0; k < dim; k++) {
        gradients[0][i * dim + k] += g * contexts[j * dim + k];
        gradients[1][j * dim + k] += g * words[i * dim + k];
      }
      gradients[2][i] += g;
      gradients[3][j] += g;
    }
    return gradients;
  }

  /**
   * AdaGrad on records {@code order[from..to-1]}: the step is divided by the root of the sum so
   * far, to which its square is added afterwards.
   *
   * @return the sum of their terms of the objective before each step
   */
  public double descend(Cooccurrence counts, int[] order, int from, int to, double rate) {
    double cost = 0;
    for (int n = from; n < to; n++) {
      int record = order[n];
      int i = counts.rows()[record];
      int j = counts.columns()[record];
      double x = counts.values()[record];
      double error = error(i, j, Math.log(x));
      double g = weight(x) * error;
      cost += 0.5 * g * error;
      step(i, j, rate * g);
    }
    return cost;
  }

  private void step(int i, int j, double g) {
    double[] wordSums = sums[0];
    double[] contextSums = sums[1];
    int a = i * dim;
    int b = j * dim;
    for (int k = 0; k < dim; k++) {
      double forWord = g * contexts[b + k];
      double forContext = g * words[a + k];
      words[a + k] -= forWord / Math.sqrt(wordSums[a + k]);
      contexts[b + k] -= forContext / Math.sqrt(contextSums[b + k]);
      wordSums[a + k] += forWord * forWord;
      contextSums[b + k] += forContext * forContext;
    }
    wordBias[i] -= g / Math.sqrt(sums[2][i]);
    contextBias[j] -= g / Math.sqrt(sums[3][j]);
    sums[2][i] += g * g;
    sums[3][j] += g * g;
  }
}
