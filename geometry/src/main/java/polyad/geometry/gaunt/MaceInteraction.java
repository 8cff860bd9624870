package polyad.geometry.gaunt;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.o3.Irrep;
import polyad.algebra.o3.Irreps;
import polyad.geometry.ConnectionMode;
import polyad.geometry.EquivariantLinear;
import polyad.geometry.FullyConnectedNet;
import polyad.geometry.Instruction;
import polyad.geometry.ProductOptions;
import polyad.geometry.ScalarActivation;
import polyad.geometry.TensorProduct;
import polyad.nn.Module;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** MACE's residual interaction: messages of features times harmonics, summed at the receiver. */
final class MaceInteraction extends Module {
  private final Irreps out;
  private final double averageNeighbors;
  private final EquivariantLinear linearUp;
  private final TensorProduct convTp;
  private final FullyConnectedNet convTpWeights;
  private final EquivariantLinear linear;
  private final TensorProduct skipTp;

  /** What goes to the many-body product, [n, C, (maxEll+1)²], and round it. */
  record Result(Tensor message, Tensor skip) {}

  MaceInteraction(
      MaceConfig config,
      Irreps in,
      Irreps hidden,
      int elements,
      double averageNeighbors,
      Generator rng) {
    this.averageNeighbors = averageNeighbors;
    Irreps harmonics = Irreps.sphericalHarmonics(config.maxEll());
    this.out = harmonics.withMul(config.channels());
    linearUp = addChild("linear_up", new EquivariantLinear(in, in, rng));
    convTp = messages(in, harmonics, out, rng); // without weights of its own
    int width = config.radialWidth();
    convTpWeights =
        addChild(
            "conv_tp_weights",
            new FullyConnectedNet(
                new int[] {config.bessel(), width, width, width, convTp.weightCount()},
                ScalarActivation.SILU,
                rng));
    linear = addChild("linear", new EquivariantLinear(convTp.irrepsOut(), out, rng));
    Irreps attributes = Irreps.of(elements, new Irrep(0, 1));
    skipTp = addChild("skip_tp", TensorProduct.fullyConnected(in, attributes, hidden, rng));
  }

  /** Every path into an irrep of the target, UVU, each in its own block, sorted. */
  private static TensorProduct messages(Irreps in, Irreps harmonics, Irreps target, Generator rng) {
    List<Irreps.Block> middle = new ArrayList<>();
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < in.blocks().size(); i++) {
      for (int j = 0; j < harmonics.blocks().size(); j++) {
        Irreps.Block from = in.blocks().get(i);
        for (Irrep irrep : from.irrep().times(harmonics.blocks().get(j).irrep())) {
          if (target.count(irrep) > 0) {
            middle.add(new Irreps.Block(from.mul(), irrep));
            pairs.add(new int[] {i, j});
          }
        }
      }
    }
    Irreps.Sorted sorted = new Irreps(middle).sort();
    List<Instruction> instructions = new ArrayList<>();
    for (int p = 0; p < pairs.size(); p++) {
      instructions.add(
          new Instruction(
              pairs.get(p)[0],
              pairs.get(p)[1],
              sorted.position().get(p),
              ConnectionMode.UVU,
              true,
              1));
    }
    return new TensorProduct(
        in, harmonics, sorted.irreps(), instructions, ProductOptions.DEFAULT.external(), rng);
  }

  /**
   * One pass.
   *
   * @param features [n, in]
   * @param attributes [n, elements], one-hot
   * @param harmonics [E, (maxEll+1)²]
   * @param radial [E, bessel]
   */
  Result forward(
      Tensor features,
      Tensor attributes,
      Tensor harmonics,
      Tensor radial,
      Tensor sender,
      Tensor receiver) {
    Tensor skip = skipTp.forward(features, attributes);
    Tensor up = linearUp.forward(features);
    Tensor weights = convTpWeights.forward(radial); // [E, paths·C]
    Tensor messages = convTp.forward(up.indexSelect(0, sender), harmonics, weights);
    Tensor sum = messages.segmentSum(receiver, features.size(0)); // [n, middle]
    Tensor mixed = linear.forward(sum).div(averageNeighbors);
    return new Result(out.toChannels(mixed), skip);
  }
}
