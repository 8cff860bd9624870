package polyad.embedding.relative;

import java.util.Arrays;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Tensor;

/** How numbers are made coarse, so that small deformations of a space vanish. */
public record Quantization(
    @Describe("none, differentiable_round, smooth_steps, custom_round, cluster or kmeans")
        Kind kind,
    @Describe("size of a bin b, distance at which clusters part, or number of means; above 0")
        double size) {
  /** Not at all. */
  public static final Quantization NONE = new Quantization(Kind.NONE, 1);

  /** The ways. */
  public enum Kind {
    /** Not at all. */
    NONE,
    /** round(s/b)·b; the derivative goes through unchanged (straight-through). */
    DIFFERENTIABLE_ROUND,
    /** s − sin(2πs)/2π: smooth steps of size 1, whatever the bin. */
    SMOOTH_STEPS,
    /** round(s/b)·b; the derivative is rounded in the same way. */
    CUSTOM_ROUND,
    /** Rows become the mean of their cluster by Ward's method, cut at the distance. */
    CLUSTER,
    /** Rows become the mean of their cluster by k-means. */
    KMEANS
  }

  /** Checks the size. */
  public Quantization {
    ConfigChecks.positive("size", size);
    if (kind == Kind.KMEANS && size != Math.rint(size)) {
      throw new IllegalArgumentException("size is " + size + ", allowed for means: a whole number");
    }
  }

  /**
   * Coarse numbers of the same shape.
   *
   * @param rows [n, d]; clusters are of rows, rounding is of numbers
   */
  public Tensor apply(Tensor rows) {
    return switch (kind) {
      case NONE -> rows;
      case DIFFERENTIABLE_ROUND -> rows.add(rounded(rows.detach()).sub(rows.detach()));
      case CUSTOM_ROUND -> {
        Tensor alias = Autograd.mapGradient(rows, this::rounded);
        yield alias.add(rounded(alias.detach()).sub(alias.detach()));
      }
      case SMOOTH_STEPS -> rows.sub(rows.mul(2 * Math.PI).sin().div(2 * Math.PI));
      case CLUSTER -> means(rows, Clusters.ward(rows, size));
      case KMEANS -> means(rows, Clusters.kMeans(rows, (int) Math.min(size, rows.size(0))));
    };
  }

  private Tensor rounded(Tensor s) {
    return s.div(size).round().mul(size);
  }

  /** The members of a cluster share its mean's derivative. */
  private static Tensor means(Tensor rows, int[] cluster) {
    Tensor ids = Tensor.of(cluster, cluster.length).to(DType.I64);
    int count = 1 + Arrays.stream(cluster).max().orElse(0);
    return rows.segmentMean(ids, count).indexSelect(0, ids);
  }
}
