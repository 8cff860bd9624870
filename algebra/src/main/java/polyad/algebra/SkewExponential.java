package polyad.algebra;

import polyad.tensor.Linalg;
import polyad.tensor.Tensor;

/**
 * SO(n) in its n(n−1)/2 degrees of freedom: the exponential of a skew-symmetric matrix, whose
 * entries above the diagonal are the numbers, by rows. The smallest representation, and not
 * continuous: the logarithm jumps where an angle passes π.
 *
 * @param n dimension of the space, at least 2
 */
public record SkewExponential(int n) implements RotationMap {
  /** Checks n. */
  public SkewExponential {
    if (n < 2) {
      throw new IllegalArgumentException("n is " + n + ", expected at least 2");
    }
  }

  @Override
  public int dim() {
    return n * (n - 1) / 2;
  }

  @Override
  public boolean isContinuous() {
    return false;
  }

  private String what() {
    return "exponential map onto SO(" + n + ")";
  }

  @Override
  public Tensor toMatrix(Tensor raw) {
    RotationChecks.requireLast(what(), raw, dim());
    return Linalg.matrixExp(raw.matmul(basis().to(raw.dtype())).unflatten(-1, n, n));
  }

  /** The skew-symmetric matrix of each number, flattened: {@code [D, n²]}. */
  private Tensor basis() {
    double[] entries = new double[dim() * n * n];
    int row = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        entries[row * n * n + i * n + j] = 1;
        entries[row * n * n + j * n + i] = -1;
        row++;
      }
    }
    return Tensor.of(entries, dim(), (long) n * n);
  }

  @Override
  public Tensor fromMatrix(Tensor rotation) {
    RotationChecks.requireRotations(what(), rotation, n);
    Tensor log = SpectralLog.log(rotation).flatten(-2, -1);
    return log.matmul(basis().to(rotation.dtype()).mT()).mul(0.5);
  }
}
