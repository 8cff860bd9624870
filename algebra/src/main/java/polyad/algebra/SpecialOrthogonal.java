package polyad.algebra;

import java.util.ArrayList;
import java.util.List;
import polyad.tensor.Tensor;

/**
 * The continuous representation of SO(n) in n²−n−k numbers (sections 4.1 and 4.2): n−1 vectors that
 * Gram–Schmidt makes the first columns, k of them folded by one number each with a stereographic
 * projection. The last column is the generalised cross product of the others.
 *
 * <p>The numbers are laid out as
 *
 * <pre>[ first n−k entries of column 1 | columns 2 … n−1−k | k groups of n ]</pre>
 *
 * where group j (from 0) decodes to entry n−k+j of column 1 and the whole column n−k+j. With n = 3
 * that is {@code ortho6d} for k = 0 and {@code ortho5d} without its scale for k = 1.
 *
 * @param n dimension of the space, at least 2
 * @param k number of projections, 0 to n−2
 * @param strict whether raw numbers that determine no rotation are refused
 */
public record SpecialOrthogonal(int n, int k, boolean strict) implements RotationMap {
  /** Checks n and k. */
  public SpecialOrthogonal {
    if (n < 2) {
      throw new IllegalArgumentException("n is " + n + ", expected at least 2");
    }
    if (k < 0 || k > n - 2) {
      throw new IllegalArgumentException(
          "k is %d, expected 0 to n−2 = %d projections".formatted(k, n - 2));
    }
  }

  /** A lenient map: raw numbers that determine no rotation give a finite matrix. */
  public SpecialOrthogonal(int n, int k) {
    this(n, k, false);
  }

  @Override
  public int dim() {
    return n * n - n - k;
  }

  @Override
  public boolean isContinuous() {
    return true;
  }

  private String what() {
    return "SO(" + n + ") with " + k + " projections";
  }

  @Override
  public Tensor toMatrix(Tensor raw) {
    RotationChecks.requireLast(what(), raw, dim());
    Tensor basis = GramSchmidt.orthonormalize(what(), columns(raw), strict);
    return Tensor.cat(-1, basis, GramSchmidt.across(basis));
  }

  /** The n−1 vectors before Gram–Schmidt: {@code [..., n, n-1]}. */
  private Tensor columns(Tensor raw) {
    int plain = n - 2 - k;
    List<Tensor> first = new ArrayList<>();
    List<Tensor> others = new ArrayList<>();
    first.add(raw.narrow(-1, 0, n - k));
    for (int i = 0; i < plain; i++) {
      others.add(raw.narrow(-1, n - k + (long) i * n, n));
    }
    long groups = n - k + (long) plain * n;
    for (int j = 0; j < k; j++) {
      Tensor folded = raw.narrow(-1, groups + (long) j * n, n);
      Tensor decoded = Stereographic.decode(folded); // [..., n+1]
      first.add(decoded.narrow(-1, 0, 1));
      others.add(decoded.narrow(-1, 1, n));
    }
    others.addFirst(Tensor.cat(-1, first));
    return Tensor.stack(-1, others);
  }

  @Override
  public Tensor fromMatrix(Tensor rotation) {
    RotationChecks.requireRotations(what(), rotation, n);
    Tensor[] columns = rotation.unbind(-1);
    List<Tensor> parts = new ArrayList<>();
    parts.add(columns[0].narrow(-1, 0, n - k));
    for (int i = 1; i < n - 1 - k; i++) {
      parts.add(columns[i]);
    }
    for (int j = 0; j < k; j++) {
      Tensor head = columns[0].narrow(-1, n - k + j, 1);
      parts.add(Stereographic.encode(Tensor.cat(-1, head, columns[n - 1 - k + j])));
    }
    return Tensor.cat(-1, parts);
  }
}
