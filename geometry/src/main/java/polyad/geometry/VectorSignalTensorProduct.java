package polyad.geometry;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.Constant;
import polyad.algebra.o3.Irrep;
import polyad.algebra.o3.Irreps;
import polyad.algebra.o3.S2Grid;
import polyad.algebra.o3.Wigner3j;
import polyad.tensor.Tensor;

/**
 * The vector-spherical-harmonic product (Xie et al. 2025): two fields of vectors on the sphere,
 * multiplied point by point, by the cross product (odd l₁+l₂+l₃ are reached) or the dot product.
 *
 * <p>Y_{j,l,m}(n)_i = √(2j+1) Σ_q 3j(1, l, j)_{iqm} Y_lq(n), integral-normalised. A field of degree
 * g has coefficients for all l ≤ g, |l−1| ≤ j ≤ l+1, ordered by j, then l.
 */
public final class VectorSignalTensorProduct implements EquivariantProduct {
  private final int degree1;
  private final int degree2;
  private final boolean cross;
  private final Constant first; // [d1, 3·P]
  private final Constant second;
  private final Constant project; // [3·P or P, d3]

  /** A component of a field: total degree j out of harmonics of degree l. */
  public record Component(int j, int l) {}

  /** The components of a field of degree g in order. */
  public static List<Component> components(int g) {
    List<Component> components = new ArrayList<>();
    for (int j = 0; j <= g + 1; j++) {
      for (int l = Math.max(0, j - 1); l <= Math.min(g, j + 1); l++) {
        if (Math.abs(l - 1) <= j) {
          components.add(new Component(j, l));
        }
      }
    }
    return List.copyOf(components);
  }

  /**
   * The type of a field.
   *
   * @param polar whether the vectors change sign under inversion, as the cross product does not
   */
  public static Irreps irreps(int g, boolean polar) {
    return new Irreps(
        components(g).stream()
            .map(
                c -> {
                  int parity = c.l() % 2 == 0 ? 1 : -1;
                  return new Irreps.Block(1, new Irrep(c.j(), polar ? -parity : parity));
                })
            .toList());
  }

  /** The cross product of fields of degrees g1 and g2: a field of degree g1 + g2. */
  public static VectorSignalTensorProduct cross(int g1, int g2) {
    return new VectorSignalTensorProduct(g1, g2, true);
  }

  /** The dot product: harmonics up to g1 + g2. */
  public static VectorSignalTensorProduct dot(int g1, int g2) {
    return new VectorSignalTensorProduct(g1, g2, false);
  }

  private VectorSignalTensorProduct(int g1, int g2, boolean cross) {
    if (g1 < 0 || g2 < 0) {
      throw new IllegalArgumentException(
          "grid degrees are %d and %d, allowed: 0 or more".formatted(g1, g2));
    }
    this.degree1 = g1;
    this.degree2 = g2;
    this.cross = cross;
    S2Grid grid = S2Grid.exactFor(2 * (g1 + g2));
    this.first = new Constant(field(grid, g1));
    this.second = new Constant(field(grid, g2));
    Tensor areas = grid.areas();
    this.project =
        cross
            ? new Constant(field(grid, g1 + g2).mul(areas.repeat(3)).mT())
            : new Constant(grid.harmonics(g1 + g2).mul(areas).mT());
  }

  /** Vector harmonics at the points: [dim, 3·P], axis by axis. */
  private static Tensor field(S2Grid grid, int g) {
    Tensor harmonics = grid.harmonics(g); // [(g+1)², P]
    List<Tensor> rows = new ArrayList<>();
    for (Component c : components(g)) {
      Tensor y = harmonics.narrow(0, (long) c.l() * c.l(), 2L * c.l() + 1); // [2l+1, P]
      Tensor w = Wigner3j.tensor(1, c.l(), c.j()).mul(Math.sqrt(2.0 * c.j() + 1)); // [3, q, m]
      rows.add(w.permute(2, 0, 1).matmul(y).flatten(1, 2)); // [m, 3·P]
    }
    return Tensor.cat(0, rows);
  }

  @Override
  public Irreps irrepsIn1() {
    return irreps(degree1, true);
  }

  @Override
  public Irreps irrepsIn2() {
    return irreps(degree2, true);
  }

  @Override
  public Irreps irrepsOut() {
    return cross ? irreps(degree1 + degree2, false) : Irreps.sphericalHarmonics(degree1 + degree2);
  }

  @Override
  public Tensor forward(Tensor x, Tensor y) {
    irrepsIn1().requireLastDim(x);
    irrepsIn2().requireLastDim(y);
    Tensor a = x.reshape(-1, x.size(-1)).matmul(first.in(x.dtype())).unflatten(-1, 3, -1);
    Tensor b = y.reshape(-1, y.size(-1)).matmul(second.in(x.dtype())).unflatten(-1, 3, -1);
    Tensor values = cross ? a.cross(b, 1).flatten(1, 2) : a.mul(b).sum(1); // [N, 3·P] or [N, P]
    return Degrees.shaped(values.matmul(project.in(x.dtype())), x);
  }
}
