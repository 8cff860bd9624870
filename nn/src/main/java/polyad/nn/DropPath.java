package polyad.nn;

import java.util.Arrays;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Stochastic depth: drops a residual branch for whole samples in training (Huang et al., 2016). */
public final class DropPath extends Layer {
  private final double p;
  private final Generator rng;

  /** {@code p} is the probability of dropping. */
  public DropPath(double p, Generator rng) {
    this.p = Checks.fraction("drop path", p);
    this.rng = rng;
  }

  @Override
  public Tensor forward(Tensor x) {
    if (!isTraining() || p == 0) {
      return x;
    }
    long[] mask = new long[x.dim()];
    Arrays.fill(mask, 1);
    mask[0] = x.size(0);
    return x.mul(Functional.dropout(Tensor.ones(x.dtype(), mask), p, rng));
  }
}
