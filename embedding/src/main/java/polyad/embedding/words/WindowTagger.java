package polyad.embedding.words;

import java.util.Arrays;
import java.util.SplittableRandom;
import polyad.data.Splits;

/**
 * Tags each position of a sequence from the vectors in a window around it: scores tanh(H·window)
 * [h] to tags [T], learned transitions between neighbouring tags, trained on the likelihood of
 * whole sequences, decoded by Viterbi's algorithm (Collobert et al. 2011).
 */
public final class WindowTagger {
  private final RowKernel kernel = RowKernel.best();
  private final int window;
  private final int tags;
  private final boolean tuned;
  private final Table input; // [V+1, d], the last row for all outside and unknown
  private final Table layer; // H [h, (2·window+1)·d]
  private final Table output; // [T, h]
  private final double[] bias; // [T]
  private final double[][] transition; // [T][T], from, to
  private final SplittableRandom random;

  /**
   * With vectors to start from; the rest at random.
   *
   * @param vectors copied; they are trained along
   * @param tags T, 2 or more
   */
  public WindowTagger(WordVectors vectors, int tags, int window, int hidden, long seed) {
    this(vectors, tags, window, hidden, true, seed);
  }

  /**
   * With vectors to start from; the rest at random.
   *
   * @param vectors copied
   * @param tags T, 2 or more
   * @param tuned whether the vectors are trained along, as initial values, or stay as features
   */
  public WindowTagger(
      WordVectors vectors, int tags, int window, int hidden, boolean tuned, long seed) {
    this.window = window;
    this.tags = tags;
    this.tuned = tuned;
    this.random = new SplittableRandom(seed);
    int dim = vectors.dim();
    input = new Table(vectors.size() + 1, dim, false);
    for (int id = 0; id < vectors.size(); id++) {
      System.arraycopy(vectors.vector(id), 0, input.values, id * input.width, dim);
    }
    layer = Table.ofPieces(hidden, 2 * window + 1, dim, false);
    layer.uniform(random, dim, Math.sqrt((2 * window + 1) * dim) / 2);
    output = new Table(tags, hidden, false);
    output.uniform(random, hidden, Math.sqrt(hidden) / 2);
    bias = new double[tags];
    transition = new double[tags][tags];
  }

  /** The scores of a sequence and what they came from. */
  private record Pass(float[][] windows, float[][] hidden, double[][] scores) {}

  /**
   * Descends on the sequences in random order.
   *
   * @param sequences numbers of vectors, below 0 for unknown
   * @param gold tags, 0 to T − 1, as many
   */
  public void train(int[][] sequences, int[][] gold, int epochs, double rate) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      float step = (float) (rate * (epochs - epoch) / epochs);
      for (int s : Splits.permutation(sequences.length, random)) {
        if (sequences[s].length > 0) {
          learn(sequences[s], gold[s], step);
        }
      }
    }
  }

  /** The most likely tags of a sequence. */
  public int[] tag(int[] sequence) {
    int n = sequence.length;
    if (n == 0) {
      return new int[0];
    }
    double[][] score = pass(sequence).scores();
    int[][] from = new int[n][tags];
    for (int i = 1; i < n; i++) {
      for (int t = 0; t < tags; t++) {
        int best = 0;
        for (int u = 1; u < tags; u++) {
          boolean better =
              score[i - 1][u] + transition[u][t] > score[i - 1][best] + transition[best][t];
          best = better ? u : best;
        }
        from[i][t] = best;
        score[i][t] += score[i - 1][best] + transition[best][t];
      }
    }
    int[] path = new int[n];
    for (int t = 1; t < tags; t++) {
      path[n - 1] = score[n - 1][t] > score[n - 1][path[n - 1]] ? t : path[n - 1];
    }
    for (int i = n - 1; i > 0; i--) {
      path[i - 1] = from[i][path[i]];
    }
    return path;
  }

  private int row(int[] sequence, int at) {
    boolean known = at >= 0 && at < sequence.length && sequence[at] >= 0;
    return known ? sequence[at] : input.rows - 1;
  }

  private Pass pass(int[] sequence) {
    int n = sequence.length;
    float[][] windows = new float[n][layer.width];
    float[][] hidden = new float[n][output.width];
    double[][] scores = new double[n][tags];
    for (int i = 0; i < n; i++) {
      for (int p = 0; p <= 2 * window; p++) {
        int from = row(sequence, i + p - window) * input.width;
        System.arraycopy(input.values, from, windows[i], p * input.width, input.width);
      }
      for (int r = 0; r < layer.rows; r++) {
        float sum = kernel.dot(windows[i], 0, layer.values, r * layer.width, layer.width);
        hidden[i][r] = (float) Math.tanh(sum);
      }
      for (int t = 0; t < tags; t++) {
        scores[i][t] =
            bias[t] + kernel.dot(hidden[i], 0, output.values, t * output.width, output.width);
      }
    }
    return new Pass(windows, hidden, scores);
  }

  private void learn(int[] sequence, int[] gold, float rate) {
    Pass pass = pass(sequence);
    int n = sequence.length;
    double[][] forward = chain(pass.scores(), true);
    double[][] backward = chain(pass.scores(), false);
    double total = logSumExp(forward[n - 1]);
    double[][] pull = new double[tags][tags]; // of the transitions
    for (int i = 0; i < n; i++) {
      float[] gradient = new float[tags];
      for (int t = 0; t < tags; t++) {
        double p = Math.exp(forward[i][t] + backward[i][t] - total);
        gradient[t] = (float) ((gold[i] == t ? 1 : 0) - p);
        for (int u = 0; i > 0 && u < tags; u++) {
          double pair =
              Math.exp(
                  forward[i - 1][u]
                      + transition[u][t]
                      + pass.scores()[i][t]
                      + backward[i][t]
                      - total);
          pull[u][t] += (gold[i - 1] == u && gold[i] == t ? 1 : 0) - pair;
        }
      }
      step(sequence, i, pass, gradient, rate);
    }
    for (int u = 0; u < tags; u++) {
      for (int t = 0; t < tags; t++) {
        transition[u][t] += rate * pull[u][t];
      }
    }
  }

  /** Log-sums over all beginnings that end at a position's tag, or over all that follows it. */
  private double[][] chain(double[][] scores, boolean forward) {
    int n = scores.length;
    double[][] sums = new double[n][tags];
    if (forward) {
      sums[0] = scores[0].clone();
    }
    double[] terms = new double[tags];
    for (int k = 1; k < n; k++) {
      int i = forward ? k : n - 1 - k;
      for (int t = 0; t < tags; t++) {
        for (int u = 0; u < tags; u++) {
          terms[u] =
              forward
                  ? sums[i - 1][u] + transition[u][t]
                  : sums[i + 1][u] + transition[t][u] + scores[i + 1][u];
        }
        sums[i][t] = logSumExp(terms) + (forward ? scores[i][t] : 0);
      }
    }
    return sums;
  }

  private static double logSumExp(double[] terms) {
    double largest = Arrays.stream(terms).max().orElse(0);
    double sum = 0;
    for (double term : terms) {
      sum += Math.exp(term - largest);
    }
    return largest + Math.log(sum);
  }

  private void step(int[] sequence, int at, Pass pass, float[] gradient, float rate) {
    float[] hiddenError = new float[output.width];
    for (int t = 0; t < tags; t++) {
      int from = t * output.width;
      kernel.add(hiddenError, 0, output.values, from, gradient[t], output.width);
      output.move(kernel, t, pass.hidden()[at], 0, gradient[t], rate);
      bias[t] += rate * gradient[t];
    }
    float[] error = new float[layer.width];
    for (int r = 0; r < layer.rows; r++) {
      float h = pass.hidden()[at][r];
      float g = hiddenError[r] * (1 - h * h);
      if (tuned) {
        kernel.add(error, 0, layer.values, r * layer.width, g, layer.width);
      }
      layer.move(kernel, r, pass.windows()[at], 0, g, rate);
    }
    for (int p = 0; tuned && p <= 2 * window; p++) {
      int row = row(sequence, at + p - window);
      input.move(kernel, row, error, p * input.width, 1, rate);
    }
  }
}
