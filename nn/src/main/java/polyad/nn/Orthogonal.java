package polyad.nn;

import java.util.Map;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;

/**
 * The exponential of a skew-symmetric matrix: an orthogonal n × n weight with determinant 1, for
 * any value of its parameter [n, n], of which the part above the diagonal is used.
 */
public final class Orthogonal implements Weight {
  private final Parameter skew;

  /** From a parameter [n, n]; zeros give the identity. */
  public Orthogonal(Tensor skew) {
    if (skew.dim() != 2 || skew.size(0) != skew.size(1)) {
      throw new IllegalArgumentException("Orthogonal needs a square matrix");
    }
    this.skew = new Parameter(skew);
  }

  /** Near the identity. */
  public static Orthogonal random(long n, double std, Generator rng) {
    return new Orthogonal(Init.normal(rng, std, n, n));
  }

  @Override
  public Tensor value() {
    Tensor upper = skew.value().triu(1);
    return Linalg.matrixExp(upper.sub(upper.mT()));
  }

  @Override
  public long[] shape() {
    return skew.shape();
  }

  @Override
  public Map<String, Parameter> parameters() {
    return Map.of("skew", skew);
  }
}
