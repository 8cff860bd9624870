package polyad.embedding.relative;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import polyad.tensor.Autograd;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Groups of near rows; the clusters are numbered in the order of their first members. */
final class Clusters {
  private static final int ROUNDS = 50;

  private Clusters() {}

  /**
   * Ward's agglomeration by the chain of nearest neighbours; clusters are joined as long as that is
   * at a distance below the threshold. The distance of two clusters is √(2ab/(a+b)) times that of
   * their means, so two rows are at their Euclidean distance.
   *
   * @param rows [n, d]
   * @return a cluster's number for each row
   */
  static int[] ward(Tensor rows, double threshold) {
    double[][] squared = squaredDistances(rows);
    int n = squared.length;
    int[] size = new int[n];
    int[] parent = new int[n];
    for (int i = 0; i < n; i++) {
      size[i] = 1;
      parent[i] = i;
    }
    Deque<Integer> chain = new ArrayDeque<>();
    boolean[] gone = new boolean[n];
    int left = n;
    while (left > 1) {
      if (chain.isEmpty()) {
        chain.push(first(gone));
      }
      int top = chain.peek();
      int below = chain.size() > 1 ? chain.stream().skip(1).findFirst().orElseThrow() : -1;
      int near = nearest(squared[top], top, below, gone);
      if (near != below) {
        chain.push(near);
        continue;
      }
      chain.pop();
      chain.pop();
      if (Math.sqrt(squared[top][near]) < threshold) {
        parent[root(parent, top)] = root(parent, near);
      }
      // Ward's heights rise along the tree: what is joined above the threshold stays apart.
      join(squared, size, top, near, gone);
      gone[top] = true;
      left--;
    }
    int[] roots = new int[n];
    Arrays.setAll(roots, i -> root(parent, i));
    return numbered(roots);
  }

  private static int first(boolean[] gone) {
    int i = 0;
    while (gone[i]) {
      i++;
    }
    return i;
  }

  /** The nearest cluster; the one below on the chain wins a tie, so that the chain ends. */
  private static int nearest(double[] squared, int own, int below, boolean[] gone) {
    int best = below;
    for (int i = 0; i < squared.length; i++) {
      if (i != own && !gone[i] && (best < 0 || squared[i] < squared[best])) {
        best = i;
      }
    }
    return best;
  }

  /** Lance and Williams' update of squared distances: b stands for a and b from here on. */
  private static void join(double[][] squared, int[] size, int a, int b, boolean[] gone) {
    double between = squared[a][b];
    for (int i = 0; i < squared.length; i++) {
      if (i != a && i != b && !gone[i]) {
        double all = size[a] + size[b] + size[i];
        double updated =
            ((size[a] + size[i]) * squared[a][i]
                    + (size[b] + size[i]) * squared[b][i]
                    - size[i] * between)
                / all;
        squared[b][i] = updated;
        squared[i][b] = updated;
      }
    }
    size[b] += size[a];
  }

  private static int root(int[] parent, int i) {
    int at = i;
    while (parent[at] != at) {
      at = parent[at];
    }
    return at;
  }

  /**
   * Lloyd's k-means; the first centres are farthest points from the first row on.
   *
   * @param rows [n, d]
   * @param count centres, 1 to n
   */
  static int[] kMeans(Tensor rows, int count) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor x = rows.detach();
      Tensor centres = x.narrow(0, 0, 1);
      for (int j = 1; j < count; j++) {
        Tensor far = distances(x, centres).amin(false, 1).argmax(0, true);
        centres = Tensor.cat(0, centres, x.indexSelect(0, far));
      }
      Tensor own = distances(x, centres).argmin(1, false);
      for (int round = 0; round < ROUNDS; round++) {
        centres = x.segmentMean(own, count);
        Tensor next = distances(x, centres).argmin(1, false);
        if (next.eq(own).all()) {
          break;
        }
        own = next;
      }
      return numbered(Arrays.stream(own.toLongArray()).mapToInt(Math::toIntExact).toArray());
    }
  }

  private static double[][] squaredDistances(Tensor rows) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      int n = (int) rows.size(0);
      double[] all = distances(rows.detach(), rows.detach()).toDoubleArray();
      double[][] squared = new double[n][];
      for (int i = 0; i < n; i++) {
        squared[i] = Arrays.copyOfRange(all, i * n, (i + 1) * n);
      }
      return squared;
    }
  }

  private static Tensor distances(Tensor x, Tensor y) {
    return Functional.cdist(x, y, 2).square(); // [n, m]
  }

  /** The same groups with the numbers 0, 1, ... */
  private static int[] numbered(int[] groups) {
    int[] number = new int[groups.length];
    int count = 0;
    for (int i = 0; i < groups.length; i++) {
      int same = 0;
      while (groups[same] != groups[i]) {
        same++;
      }
      number[i] = same < i ? number[same] : count++;
    }
    return number;
  }
}
