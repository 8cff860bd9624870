package polyad.embedding.words.documents;

import java.util.Arrays;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;

/**
 * Builds a binary tree over a sentence as Socher et al. (2011) do: of all neighbours those are
 * joined whose vectors the joint vector gives back best, again and again. As published every step
 * computes all pairs anew, so a sentence of n words costs O(n²); a merge changes two pairs only, so
 * that the errors of the others may be kept, which gives the same trees.
 */
final class GreedyTrees {
  private final int dim;
  private final Search search;
  private final float[] weight; // W^T [2d, d]
  private final float[] bias; // [d]
  private final float[] decoder; // W_d^T [d, 2d]
  private final float[] decoderBias; // [2d]
  private final float[] joined;
  private final float[] decoded;

  /** What a step computes. */
  enum Search {
    /** The errors of all pairs. */
    ANEW,
    /** The errors of the pairs that the last merge made. */
    KEPT
  }

  GreedyTrees(Tensor weight, Tensor bias, Tensor decoder, Tensor decoderBias, Search search) {
    this.search = search;
    this.dim = (int) weight.size(0);
    try (var _ = Autograd.noGrad()) {
      this.weight = weight.mT().contiguous().toFloatArray();
      this.bias = bias.toFloatArray();
      this.decoder = decoder.mT().contiguous().toFloatArray();
      this.decoderBias = decoderBias.toFloatArray();
    }
    this.joined = new float[dim];
    this.decoded = new float[2 * dim];
  }

  /**
   * The tree of a sentence.
   *
   * @param words [n][d]
   */
  Merges tree(float[][] words) {
    int n = words.length;
    float[][] nodes = words.clone();
    int[] ids = new int[n];
    Arrays.setAll(ids, i -> i);
    int[] left = new int[n - 1];
    int[] right = new int[n - 1];
    double[] errors = new double[n];
    for (int s = 0; s < n - 1; s++) {
      int last = n - s - 1;
      if (s == 0 || search == Search.ANEW) {
        refresh(nodes, errors, 0, last);
      }
      int best = least(errors, last);
      left[s] = ids[best];
      right[s] = ids[best + 1];
      join(nodes[best], nodes[best + 1]);
      nodes[best] = joined.clone();
      ids[best] = n + s;
      System.arraycopy(nodes, best + 2, nodes, best + 1, last - best - 1);
      System.arraycopy(ids, best + 2, ids, best + 1, last - best - 1);
      if (search == Search.KEPT) {
        System.arraycopy(errors, best + 1, errors, best, last - best - 1);
        refresh(nodes, errors, Math.max(0, best - 1), Math.min(last - 1, best + 1));
      }
    }
    return new Merges(left, right);
  }

  /** Computes the errors of the pairs from one on up to another. */
  private void refresh(float[][] nodes, double[] errors, int from, int to) {
    for (int i = from; i < to; i++) {
      errors[i] = error(nodes[i], nodes[i + 1]);
    }
  }

  /** The first of the pairs with the least error. */
  private static int least(double[] errors, int pairs) {
    int best = 0;
    for (int i = 1; i < pairs; i++) {
      best = errors[i] < errors[best] ? i : best;
    }
    return best;
  }

  /** ‖[l; r] − (W_d p + b_d)‖². */
  private double error(float[] l, float[] r) {
    join(l, r);
    System.arraycopy(decoderBias, 0, decoded, 0, 2 * dim);
    for (int i = 0; i < dim; i++) {
      addRow(decoded, decoder, i * 2 * dim, joined[i]);
    }
    double error = 0;
    for (int i = 0; i < dim; i++) {
      double dl = l[i] - decoded[i];
      double dr = r[i] - decoded[dim + i];
      error += dl * dl + dr * dr;
    }
    return error;
  }

  private void join(float[] l, float[] r) {
    System.arraycopy(bias, 0, joined, 0, dim);
    for (int i = 0; i < dim; i++) {
      addRow(joined, weight, i * dim, l[i]);
      addRow(joined, weight, (dim + i) * dim, r[i]);
    }
    for (int i = 0; i < dim; i++) {
      joined[i] = (float) Math.tanh(joined[i]);
    }
  }

  private static void addRow(float[] to, float[] rows, int from, float factor) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * rows[from + k];
    }
  }
}
