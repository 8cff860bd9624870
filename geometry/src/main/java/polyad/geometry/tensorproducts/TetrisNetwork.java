package polyad.geometry.tensorproducts;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.o3.Irrep;
import polyad.algebra.o3.Irreps;
import polyad.algebra.o3.Normalization;
import polyad.algebra.o3.SphericalHarmonics;
import polyad.geometry.AtomGraph;
import polyad.geometry.EquivariantLinear;
import polyad.geometry.Gate;
import polyad.geometry.ScalarActivation;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * The reference's classifier of pieces: three layers of product, radial gains, mean over
 * neighbours, linear map, gate and skip, then a pseudoscalar o and seven scalars e₁..e₇, summed
 * over a piece; the logits are (o·e₁, −o·e₁, e₂, ..., e₇).
 *
 * <p>Mirror images differ in the sign of o alone: a network whose o is always zero gives both the
 * same logits.
 */
public final class TetrisNetwork extends Module {
  private static final int EMBED = 16;
  private static final int LAYERS = 3;

  /** The product of a layer. */
  public enum Product {
    /** All Clebsch–Gordan paths. */
    CG,
    /** Functions on the sphere: no odd paths. */
    GAUNT,
    /** Vector fields on the sphere: the cross product. */
    VECTOR
  }

  /**
   * The shape.
   *
   * @param product of every layer
   * @param lmax the largest degree of features, 1 or more
   * @param width multiplicity of the higher degrees; scalars have four times as many of each parity
   */
  public record Shape(Product product, int lmax, int width) {
    /** Checks the numbers. */
    public Shape {
      if (lmax < 1 || width < 1) {
        throw new IllegalArgumentException(
            "lmax, width are %d, %d, allowed: 1 or more".formatted(lmax, width));
      }
    }
  }

  private final SphericalHarmonics harmonics;
  private final List<Layer> layers = new ArrayList<>();
  private final EquivariantLinear readout;

  private static final class Layer extends Module {
    private final PieceProduct product;
    private final Linear gains;
    private final EquivariantLinear linear;
    private final EquivariantLinear skip;
    private final Gate gate;
    private final Irreps middle;

    Layer(Shape shape, Irreps in, Irreps harmonics, Generator rng) {
      product = addChild("product", product(shape, in, harmonics, rng));
      middle = product.irrepsOut();
      gains = addChild("gains", new Linear(1, middle.count(), rng));
      gate = gate(shape);
      linear = addChild("linear", new EquivariantLinear(middle, gate.irrepsIn(), rng));
      skip =
          addChild("skip", new EquivariantLinear(gate.irrepsOut().plus(in), gate.irrepsOut(), rng));
    }

    private static PieceProduct product(Shape shape, Irreps in, Irreps harmonics, Generator rng) {
      return switch (shape.product()) {
        case CG -> new PathProduct(in, harmonics, shape.lmax(), rng);
        case GAUNT ->
            new ChannelProduct(
                ChannelProduct.Kind.GAUNT, in, harmonics, shape.lmax(), shape.width(), rng);
        case VECTOR ->
            new ChannelProduct(
                ChannelProduct.Kind.VECTOR, in, harmonics, shape.lmax(), shape.width(), rng);
      };
    }

    private static Gate gate(Shape shape) {
      Irreps scalars =
          Irreps.of(
              new Irreps.Block(4 * shape.width(), new Irrep(0, 1)),
              new Irreps.Block(4 * shape.width(), new Irrep(0, -1)));
      List<Irreps.Block> gated = new ArrayList<>();
      for (int sign : new int[] {1, -1}) {
        for (int l = 1; l <= shape.lmax(); l++) {
          gated.add(
              new Irreps.Block(shape.width(), new Irrep(l, sign * Irrep.harmonic(l).parity())));
        }
      }
      Irreps others = new Irreps(gated);
      return new Gate(
          scalars,
          List.of(ScalarActivation.SILU, ScalarActivation.TANH),
          Irreps.of(others.count(), new Irrep(0, 1)),
          List.of(ScalarActivation.SIGMOID),
          others);
    }

    Irreps irrepsOut() {
      return gate.irrepsOut();
    }

    Tensor forward(Tensor features, Tensor sh, Tensor lengths, AtomGraph graph) {
      Tensor messages = product.forward(features.indexSelect(0, graph.sender()), sh);
      Tensor gain = gains.forward(lengths); // [E, irreps]
      List<Tensor> scaled = new ArrayList<>();
      List<Tensor> blocks = middle.split(messages);
      int at = 0;
      for (int i = 0; i < blocks.size(); i++) {
        int mul = middle.blocks().get(i).mul();
        scaled.add(blocks.get(i).mul(gain.narrow(1, at, mul).unsqueeze(-1)).flatten(1, 2));
        at += mul;
      }
      Tensor mean = Tensor.cat(-1, scaled).segmentMean(graph.receiver(), features.size(0));
      Tensor gated = gate.forward(linear.forward(mean));
      return skip.forward(Tensor.cat(-1, gated, features));
    }
  }

  /** With random weights. */
  public TetrisNetwork(Shape shape, Generator rng) {
    harmonics = new SphericalHarmonics(shape.lmax(), true, Normalization.NORM);
    Irreps sh = Irreps.sphericalHarmonics(shape.lmax());
    Irreps type = Irreps.of(EMBED, new Irrep(0, 1));
    for (int i = 0; i < LAYERS; i++) {
      Layer layer = addChild("layer" + i, new Layer(shape, type, sh, rng));
      layers.add(layer);
      type = layer.irrepsOut();
    }
    readout = addChild("readout", new EquivariantLinear(type, Irreps.parse("1x0o+7x0e"), rng));
  }

  /** The logits of every piece: [pieces, 8]. */
  public Tensor forward(AtomGraph graph) {
    Tensor vectors = graph.vectors();
    Tensor sh = harmonics.forward(vectors);
    Tensor lengths = vectors.square().sum(true, -1).sqrt();
    Tensor features = Tensor.ones(vectors.dtype(), graph.atoms(), EMBED);
    for (Layer layer : layers) {
      features = layer.forward(features, sh, lengths, graph);
    }
    Tensor sums = graph.perMolecule(readout.forward(features)); // [pieces, 8]
    Tensor odd = sums.narrow(1, 0, 1);
    Tensor signed = odd.mul(sums.narrow(1, 1, 1));
    return Tensor.cat(1, signed, signed.neg(), sums.narrow(1, 2, 6));
  }
}
