package polyad.algebra.o3;

import java.util.ArrayList;
import java.util.List;
import polyad.tensor.DType;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;

/** Wigner matrices: how irreps turn. D¹ = R, Y(Rx) = D(R)·Y(x). */
public final class WignerD {
  private WignerD() {}

  /** R_y(α)·R_x(β)·R_y(γ): [...] to [..., 3, 3]. */
  public static Tensor rotation(Tensor alpha, Tensor beta, Tensor gamma) {
    return aboutY(alpha).matmul(aboutX(beta)).matmul(aboutY(gamma));
  }

  private static Tensor aboutY(Tensor angle) {
    Tensor c = angle.cos();
    Tensor s = angle.sin();
    Tensor zero = angle.zerosLike();
    return matrix(c, zero, s, zero, angle.onesLike(), zero, s.neg(), zero, c);
  }

  private static Tensor aboutX(Tensor angle) {
    Tensor c = angle.cos();
    Tensor s = angle.sin();
    Tensor zero = angle.zerosLike();
    return matrix(angle.onesLike(), zero, zero, zero, c, s.neg(), zero, s, c);
  }

  private static Tensor matrix(Tensor... entries) {
    return Tensor.stack(-1, entries).unflatten(-1, 3, 3);
  }

  /** Angles (α, β, γ) of rotations [..., 3, 3]; γ is 0 at the poles of β. */
  public static Tensor[] angles(Tensor rotation) {
    Tensor axis = rotation.select(-1, 1); // R·y
    Tensor alpha = axis.select(-1, 0).atan2(axis.select(-1, 2));
    Tensor beta = axis.select(-1, 1).clamp(-1.0, 1.0).acos();
    Tensor rest = rotation(alpha, beta, alpha.zerosLike()).mT().matmul(rotation); // R_y(γ)
    Tensor gamma = rest.select(-2, 0).select(-1, 2).atan2(rest.select(-2, 0).select(-1, 0));
    return new Tensor[] {alpha, beta, gamma};
  }

  /**
   * D^l of Euler angles: Z(α)·J·Z(β)·J·Z(γ) with the constant J = D^l of the swap of x and y.
   *
   * @return [..., 2l+1, 2l+1]
   */
  public static Tensor ofAngles(int l, Tensor alpha, Tensor beta, Tensor gamma) {
    Tensor swap = swap(l).to(alpha.dtype());
    return aboutPole(l, alpha)
        .matmul(swap)
        .matmul(aboutPole(l, beta))
        .matmul(swap)
        .matmul(aboutPole(l, gamma));
  }

  /** D^l of a rotation about the pole: cos(mα) on the diagonal, sin on the anti-diagonal. */
  private static Tensor aboutPole(int l, Tensor angle) {
    double[] order = new double[2 * l + 1];
    for (int i = 0; i < order.length; i++) {
      order[i] = l - i;
    }
    Tensor angles =
        angle.unsqueeze(-1).mul(Tensor.of(order, order.length).to(angle.dtype())); // [..., 2l+1]
    Tensor anti = angles.sin().diagEmbed().flip(-1);
    // At m = 0 both diagonals meet, where sin vanishes and cos is one.
    return anti.add(angles.cos().diagEmbed());
  }

  private static Tensor swap(int l) {
    double[] xy = {0, 1, 0, 1, 0, 0, 0, 0, -1};
    return ofMatrix(l, Tensor.of(xy, 3, 3));
  }

  /**
   * D^l of rotations, as ∫ Y(Rn) Y(n)ᵀ dn on a grid that is exact: smooth in R everywhere.
   *
   * @param rotation [..., 3, 3] with determinant +1
   * @return [..., 2l+1, 2l+1]
   * @throws IllegalArgumentException when ‖RRᵀ − I‖ exceeds 1e-4
   */
  public static Tensor ofMatrix(int l, Tensor rotation) {
    Tensor all = upTo(l, rotation);
    long width = 2L * l + 1;
    return all.narrow(-2, (long) l * l, width).narrow(-1, (long) l * l, width);
  }

  /** D^0 ⊕ ... ⊕ D^lmax: [..., 3, 3] to [..., (lmax+1)², (lmax+1)²]; as {@link #ofMatrix}. */
  static Tensor upTo(int lmax, Tensor rotation) {
    requireOrthogonal(rotation);
    S2Grid grid = S2Grid.exactFor(2 * lmax);
    DType dtype = rotation.dtype();
    Tensor turned = grid.xyz().to(dtype).matmul(rotation.mT()); // [..., P, 3]
    Tensor values = new SphericalHarmonics(lmax, false, Normalization.INTEGRAL).forward(turned);
    Tensor weighted = grid.harmonics(lmax).mul(grid.areas()).to(dtype); // [(L+1)², P]
    Tensor product = values.mT().matmul(weighted.mT());
    return product.mul(blockMask(lmax, dtype));
  }

  /** One inside the diagonal blocks: what quadrature leaves between degrees is rounding. */
  private static Tensor blockMask(int lmax, DType dtype) {
    int width = (lmax + 1) * (lmax + 1);
    double[] mask = new double[width * width];
    for (int l = 0; l <= lmax; l++) {
      for (int i = l * l; i < (l + 1) * (l + 1); i++) {
        for (int j = l * l; j < (l + 1) * (l + 1); j++) {
          mask[i * width + j] = 1;
        }
      }
    }
    return Tensor.of(mask, width, width).to(dtype);
  }

  /**
   * Checks that matrices are orthogonal.
   *
   * @throws IllegalArgumentException when ‖RRᵀ − I‖ exceeds 1e-4, with its value
   */
  static void requireOrthogonal(Tensor rotation) {
    if (rotation.dim() < 2 || rotation.size(-1) != 3 || rotation.size(-2) != 3) {
      throw new IllegalArgumentException("rotation: expected [..., 3, 3], got " + rotation);
    }
    Tensor fixed = rotation.detach();
    Tensor gap = fixed.matmul(fixed.mT()).sub(Tensor.eye(fixed.dtype(), 3));
    double worst = gap.numel() == 0 ? 0 : gap.square().sum(-2, -1).max().sqrt().item();
    if (!(worst <= 1e-4)) {
      throw new IllegalArgumentException(
          "rotation: ‖RRᵀ − I‖ is %.3g, allowed: 0 to 1e-4".formatted(worst));
    }
  }

  /** The block-diagonal representation; improper matrices multiply by the parity. */
  static Tensor of(Irreps irreps, Tensor rotation) {
    requireOrthogonal(rotation);
    Tensor sign = Linalg.det(rotation.detach()).sign().unsqueeze(-1).unsqueeze(-1); // [..., 1, 1]
    Tensor proper = rotation.mul(sign);
    Tensor all = upTo(Math.max(irreps.lmax(), 0), proper);
    List<Tensor> rows = new ArrayList<>();
    int dim = irreps.dim();
    int at = 0;
    for (Irreps.Block block : irreps.blocks()) {
      int l = block.irrep().l();
      long width = block.irrep().dim();
      Tensor d = all.narrow(-2, (long) l * l, width).narrow(-1, (long) l * l, width);
      Tensor turned = block.irrep().parity() == 1 ? d : d.mul(sign);
      for (int u = 0; u < block.mul(); u++) {
        rows.add(turned.pad(new long[] {at, dim - at - width}, 0)); // [..., 2l+1, dim]
        at += (int) width;
      }
    }
    return Tensor.cat(-2, rows);
  }
}
