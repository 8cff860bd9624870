package polyad.geometry.tensorproducts;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.o3.Irrep;
import polyad.algebra.o3.Irreps;
import polyad.geometry.EquivariantLinear;
import polyad.geometry.EquivariantProduct;
import polyad.geometry.GauntTensorProduct;
import polyad.geometry.VectorSignalTensorProduct;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * A product of one channel of every degree, made to serve features of both parities: linear maps go
 * to channels of a pure kind (every degree with parity p·(−1)^l, p = ±1), the product is taken
 * channel by channel with the harmonics, and the results of all kinds are laid side by side.
 *
 * <p>The wrapper keeps the laws of parity exact, so what comes out unnatural is what the product
 * can really make: a pseudoscalar or an axial vector out of true features only by a cross product.
 */
final class ChannelProduct extends PieceProduct {
  private final int channels;
  private final int lmax;
  private final List<Branch> branches = new ArrayList<>();
  private final Irreps out;

  /** One kind: p of the features, and the product with its result's blocks per channel. */
  private record Branch(
      EquivariantLinear features,
      EquivariantLinear edge,
      EquivariantProduct product,
      Irreps result) {}

  /** Which product. */
  enum Kind {
    /** Functions on the sphere. */
    GAUNT,
    /** Fields of vectors on the sphere, by the cross product; scalars by plain multiplication. */
    VECTOR
  }

  ChannelProduct(Kind kind, Irreps in, Irreps harmonics, int lmax, int channels, Generator rng) {
    this.channels = channels;
    this.lmax = lmax;
    Irreps results = new Irreps(List.of());
    for (int parity : new int[] {1, -1}) {
      if (kind == Kind.VECTOR) {
        results = results.plus(addBranch(in, harmonics, field(parity), cross(), parity, rng));
      }
      results = results.plus(addBranch(in, harmonics, kind(parity), gaunt(), parity, rng));
    }
    this.out = results;
  }

  private EquivariantProduct gaunt() {
    return new GauntTensorProduct(lmax, lmax, lmax);
  }

  private EquivariantProduct cross() {
    return VectorSignalTensorProduct.cross(fieldDegree(), fieldDegree());
  }

  private int fieldDegree() {
    return Math.max(1, lmax - 1);
  }

  /** Every degree with parity p·(−1)^l. */
  private Irreps kind(int parity) {
    return pure(Irreps.sphericalHarmonics(lmax), parity);
  }

  private Irreps field(int parity) {
    return pure(VectorSignalTensorProduct.irreps(fieldDegree(), true), parity);
  }

  private static Irreps pure(Irreps natural, int parity) {
    return new Irreps(
        natural.blocks().stream()
            .map(b -> new Irreps.Block(1, new Irrep(b.irrep().l(), parity * b.irrep().parity())))
            .toList());
  }

  private Irreps addBranch(
      Irreps in,
      Irreps harmonics,
      Irreps type,
      EquivariantProduct product,
      int parity,
      Generator rng) {
    int index = branches.size();
    EquivariantLinear features =
        addChild("features" + index, new EquivariantLinear(in, type.withMul(channels), rng));
    Irreps edgeType = product.irrepsIn2().withMul(channels);
    EquivariantLinear edge =
        addChild("edge" + index, new EquivariantLinear(harmonics, edgeType, rng));
    Irreps result = pure(product.irrepsOut(), parity);
    branches.add(new Branch(features, edge, product, result));
    return result.withMul(channels);
  }

  @Override
  Irreps irrepsOut() {
    return out;
  }

  @Override
  Tensor forward(Tensor features, Tensor harmonics) {
    List<Tensor> results = new ArrayList<>();
    for (Branch branch : branches) {
      Tensor x = inChannels(branch.features(), features); // [E, C, d]
      Tensor y = inChannels(branch.edge(), harmonics);
      results.add(branch.result().fromChannels(branch.product().forward(x, y)));
    }
    return Tensor.cat(-1, results);
  }

  private static Tensor inChannels(EquivariantLinear linear, Tensor x) {
    return linear.irrepsOut().toChannels(linear.forward(x));
  }
}
