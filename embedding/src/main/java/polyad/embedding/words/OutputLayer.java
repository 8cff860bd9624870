package polyad.embedding.words;

import java.util.function.IntSupplier;

/**
 * What turns a hidden vector into a prediction of a word and learns from it. An instance belongs to
 * one thread; the table is shared.
 */
abstract sealed class OutputLayer {
  final RowKernel kernel;
  final Table table;

  OutputLayer(RowKernel kernel, Table table) {
    this.kernel = kernel;
    this.table = table;
  }

  /**
   * Learns that {@code target} follows from x, and adds the derivative of the log-likelihood with
   * respect to x to {@code error}. Rows are updated one after the other.
   */
  abstract void learn(float[] x, int at, float[] error, int target, float rate);

  /** The loss, nothing learned. */
  abstract double loss(float[] x, int at, int target);

  /** One binary decision: whether the row's logit should be positive. */
  final void decide(float[] x, int at, float[] error, int row, boolean positive, float rate) {
    int from = row * table.width;
    float score = kernel.dot(x, at, table.values, from, table.width);
    float g = (positive ? 1 : 0) - Sigmoid.of(score);
    update(x, at, error, row, g, rate);
  }

  final void update(float[] x, int at, float[] error, int row, float g, float rate) {
    int from = row * table.width;
    if (table.sums == null) {
      kernel.descend(error, table.values, from, x, at, g, rate, table.width);
    } else {
      kernel.add(error, 0, table.values, from, g, table.width);
      kernel.adapt(table.values, table.sums, from, x, at, g, rate, table.width);
    }
  }

  final double score(float[] x, int at, int row) {
    return kernel.dot(x, at, table.values, row * table.width, table.width);
  }

  /** −log σ(s) − Σ log σ(−s') over words drawn from the noise; draws of the target are skipped. */
  static final class NegativeSampling extends OutputLayer {
    private final int negative;
    private final IntSupplier noise;

    NegativeSampling(RowKernel kernel, Table table, int negative, IntSupplier noise) {
      super(kernel, table);
      this.negative = negative;
      this.noise = noise;
    }

    @Override
    void learn(float[] x, int at, float[] error, int target, float rate) {
      decide(x, at, error, target, true, rate);
      for (int k = 0; k < negative; k++) {
        int word = noise.getAsInt();
        if (word != target) {
          decide(x, at, error, word, false, rate);
        }
      }
    }

    @Override
    double loss(float[] x, int at, int target) {
      double loss = Sigmoid.softplus(-score(x, at, target));
      for (int k = 0; k < negative; k++) {
        int word = noise.getAsInt();
        if (word != target) {
          loss += Sigmoid.softplus(score(x, at, word));
        }
      }
      return loss;
    }
  }

  /** The decisions from the root of a Huffman tree to the word's leaf; rows are inner nodes. */
  static final class HierarchicalSoftmax extends OutputLayer {
    private final HuffmanTree tree;

    HierarchicalSoftmax(RowKernel kernel, Table table, HuffmanTree tree) {
      super(kernel, table);
      this.tree = tree;
    }

    @Override
    void learn(float[] x, int at, float[] error, int target, float rate) {
      int[] nodes = tree.nodes(target);
      for (int step = 0; step < nodes.length; step++) {
        decide(x, at, error, nodes[step], !tree.turnsRight(target, step), rate);
      }
    }

    @Override
    double loss(float[] x, int at, int target) {
      int[] nodes = tree.nodes(target);
      double loss = 0;
      for (int step = 0; step < nodes.length; step++) {
        double score = score(x, at, nodes[step]);
        loss += Sigmoid.softplus(tree.turnsRight(target, step) ? score : -score);
      }
      return loss;
    }
  }

  /** −log softmax(s) over all words. */
  static final class Softmax extends OutputLayer {
    private final double[] scores;

    Softmax(RowKernel kernel, Table table) {
      super(kernel, table);
      this.scores = new double[table.rows];
    }

    @Override
    void learn(float[] x, int at, float[] error, int target, float rate) {
      double normaliser = logSumExp(x, at);
      for (int row = 0; row < scores.length; row++) {
        double p = Math.exp(scores[row] - normaliser);
        update(x, at, error, row, (float) ((row == target ? 1 : 0) - p), rate);
      }
    }

    @Override
    double loss(float[] x, int at, int target) {
      return logSumExp(x, at) - scores[target];
    }

    private double logSumExp(float[] x, int at) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int row = 0; row < scores.length; row++) {
        scores[row] = score(x, at, row);
        largest = Math.max(largest, scores[row]);
      }
      double sum = 0;
      for (double score : scores) {
        sum += Math.exp(score - largest);
      }
      return largest + Math.log(sum);
    }
  }
}
