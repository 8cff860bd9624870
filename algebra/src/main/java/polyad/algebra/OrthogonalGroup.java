package polyad.algebra;

import polyad.tensor.Tensor;

/**
 * The continuous representation of O(n), rotations and reflections, in n² numbers: n vectors one
 * after another that Gram–Schmidt makes the columns (section 4.1). The determinant is the sign of
 * the raw matrix's.
 *
 * @param n dimension of the space, at least 2
 * @param strict whether linearly dependent vectors are refused, else they give a finite matrix
 */
public record OrthogonalGroup(int n, boolean strict) {
  /** Checks n. */
  public OrthogonalGroup {
    if (n < 2) {
      throw new IllegalArgumentException("n is " + n + ", expected at least 2");
    }
  }

  /** A lenient map. */
  public OrthogonalGroup(int n) {
    this(n, false);
  }

  /** How many numbers D a matrix takes: n². */
  public int dim() {
    return n * n;
  }

  /** Whether the way back is continuous: it is. */
  public boolean isContinuous() {
    return true;
  }

  private String what() {
    return "O(" + n + ")";
  }

  /**
   * The orthogonal matrix of a network's raw output.
   *
   * @param raw {@code [..., n²]}, columns one after another
   * @return {@code [..., n, n]}, determinant ±1
   * @throws IllegalArgumentException when the last dimension is not n²
   */
  public Tensor toMatrix(Tensor raw) {
    RotationChecks.requireLast(what(), raw, dim());
    return GramSchmidt.orthonormalize(what(), raw.unflatten(-1, n, n).mT(), strict);
  }

  /**
   * Numbers that stand for an orthogonal matrix.
   *
   * @param matrix {@code [..., n, n]}
   * @return {@code [..., n²]}
   * @throws IllegalArgumentException naming the first row that is not orthogonal
   */
  public Tensor fromMatrix(Tensor matrix) {
    RotationChecks.requireOrthogonal(what(), matrix, n, false);
    return matrix.mT().flatten(-2, -1);
  }
}
