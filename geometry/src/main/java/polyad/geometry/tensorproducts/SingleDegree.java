package polyad.geometry.tensorproducts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.algebra.o3.Irrep;
import polyad.algebra.o3.Irreps;
import polyad.geometry.ConnectionMode;
import polyad.geometry.EquivariantProduct;
import polyad.geometry.Instruction;
import polyad.geometry.ProductOptions;
import polyad.geometry.TensorProduct;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * A product of one degree with itself. Clebsch–Gordan keeps the blocks that are asked for; the
 * others embed the degree in all degrees, which is what they have to do.
 */
final class SingleDegree implements EquivariantProduct {
  private final EquivariantProduct whole;
  private final int l;
  private final boolean one;

  private SingleDegree(EquivariantProduct whole, int l, boolean one) {
    this.whole = whole;
    this.l = l;
    this.one = one;
  }

  /** For a setting; null where the product has no cheaper form worth timing. */
  static @Nullable EquivariantProduct of(
      String name, EquivariantProduct whole, int l, TensorProductsConfig.Setting setting) {
    boolean one = setting == TensorProductsConfig.Setting.SISO;
    if (name.equals("cg-dense")) {
      return paths(l, one);
    }
    return name.equals("cg-sparse") ? null : new SingleDegree(whole, l, one);
  }

  private static TensorProduct paths(int l, boolean one) {
    Irrep irrep = Irrep.harmonic(l);
    Generator rng = new Generator(0);
    if (!one) {
      return TensorProduct.full(Irreps.of(1, irrep), Irreps.of(1, irrep), rng);
    }
    return new TensorProduct(
        Irreps.of(1, irrep),
        Irreps.of(1, irrep),
        Irreps.of(1, new Irrep(l, 1)),
        List.of(new Instruction(0, 0, 0, ConnectionMode.UUU, false, 1)),
        ProductOptions.DEFAULT,
        rng);
  }

  @Override
  public Irreps irrepsIn1() {
    return Irreps.of(1, Irrep.harmonic(l));
  }

  @Override
  public Irreps irrepsIn2() {
    return irrepsIn1();
  }

  @Override
  public Irreps irrepsOut() {
    return one ? Irreps.of(1, Irrep.harmonic(l)) : whole.irrepsOut();
  }

  @Override
  public Tensor forward(Tensor x, Tensor y) {
    long before = (long) l * l;
    Tensor z = whole.forward(x.pad(new long[] {before, 0}, 0), y.pad(new long[] {before, 0}, 0));
    return one ? z.narrow(-1, before, 2L * l + 1) : z;
  }
}
