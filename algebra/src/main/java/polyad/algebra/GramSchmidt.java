package polyad.algebra;

import java.util.ArrayList;
import java.util.List;
import polyad.tensor.Autograd;
import polyad.tensor.Functional;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;

/** Orthonormal columns by the modified Gram–Schmidt process, and the column that completes them. */
final class GramSchmidt {
  private GramSchmidt() {}

  /**
   * Orthonormal columns that span the same flags.
   *
   * @param columns {@code [..., n, m]}, m ≤ n
   * @param strict whether dependent columns are refused, else they give a finite matrix
   */
  static Tensor orthonormalize(String what, Tensor columns, boolean strict) {
    long m = columns.size(-1);
    List<Tensor> basis = new ArrayList<>();
    Tensor rest = columns;
    for (int i = 0; i < m; i++) {
      Tensor v = rest.narrow(-1, 0, 1); // [..., n, 1]
      if (strict) {
        RotationChecks.requireNonZero(
            what, v.norm(2, false, -2), "column " + i + " depends on those before it or is zero");
      }
      Tensor b = Functional.normalize(v, -2, RotationChecks.EPS);
      basis.add(b);
      if (i + 1 < m) {
        Tensor next = rest.narrow(-1, 1, m - 1 - i);
        rest = next.sub(b.mul(b.mul(next).sum(true, -2)));
      }
    }
    return Tensor.cat(-1, basis);
  }

  /**
   * The generalised cross product of n−1 orthonormal columns: the unit vector across them that
   * makes the determinant +1. It is the normalised column e_i − B·Bᵀe_i of the projector, for the i
   * where that is longest (at least 1/√n), with the sign of one determinant: O(n³) and smooth.
   *
   * @param basis {@code [..., n, n-1]}
   * @return {@code [..., n, 1]}
   */
  static Tensor across(Tensor basis) {
    long n = basis.size(-2);
    if (n == 3) {
      return basis.narrow(-1, 0, 1).cross(basis.narrow(-1, 1, 1), -2);
    }
    Tensor squares = basis.detach().square().sum(true, -1); // [..., n, 1]
    Tensor longest = squares.argmin(-2, true); // [..., 1, 1]
    Tensor unit =
        squares.zerosLike().scatter(-2, longest, longest.to(basis.dtype()).onesLike()); // e_i
    Tensor v = unit.sub(basis.matmul(basis.mT().matmul(unit)));
    Tensor normal = Functional.normalize(v, -2, RotationChecks.EPS);
    return normal.mul(orientation(basis, normal));
  }

  /** The sign of det [B | v], 1 where the columns are dependent: {@code [..., 1, 1]}. */
  private static Tensor orientation(Tensor basis, Tensor normal) {
    try (var _ = Autograd.noGrad()) {
      Tensor sign = Linalg.slogdet(Tensor.cat(-1, basis.detach(), normal.detach())).sign();
      Tensor fixed = sign.add(sign.eq(0).to(sign.dtype()));
      return fixed.unsqueeze(-1).unsqueeze(-1);
    }
  }
}
