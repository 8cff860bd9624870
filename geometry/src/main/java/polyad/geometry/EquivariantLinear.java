package polyad.geometry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.algebra.o3.Irrep;
import polyad.algebra.o3.Irreps;
import polyad.nn.Init;
import polyad.nn.Layer;
import polyad.nn.WeightSlot;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * e3nn's {@code o3.Linear}: mixes the channels of equal irreps.
 *
 * <p>One flat {@code weight}, N(0, 1): pairs (input block, output block) of equal irreps, input
 * outer, each [mul_in, mul_out], scaled by 1/√(Σ mul_in) over the inputs of that irrep. {@code
 * bias} is for 0e outputs only. An output that no input reaches is zero.
 */
public final class EquivariantLinear extends Layer {
  private final Irreps in;
  private final Irreps out;
  private final List<Pair> pairs;
  private final @Nullable WeightSlot weight;
  private final @Nullable WeightSlot bias;

  private record Pair(int in, int out, int offset, double scale) {}

  /** Without a bias. */
  public EquivariantLinear(Irreps in, Irreps out, Generator rng) {
    this(in, out, false, rng);
  }

  /**
   * A linear map of irreps.
   *
   * @param biases whether 0e outputs get a bias, zero at first
   */
  public EquivariantLinear(Irreps in, Irreps out, boolean biases, Generator rng) {
    this.in = in;
    this.out = out;
    List<Pair> made = new ArrayList<>();
    int count = 0;
    for (int i = 0; i < in.blocks().size(); i++) {
      Irreps.Block from = in.blocks().get(i);
      for (int k = 0; k < out.blocks().size(); k++) {
        Irreps.Block to = out.blocks().get(k);
        if (from.irrep().equals(to.irrep()) && from.mul() > 0 && to.mul() > 0) {
          made.add(new Pair(i, k, count, 1 / Math.sqrt(in.count(from.irrep()))));
          count += from.mul() * to.mul();
        }
      }
    }
    this.pairs = List.copyOf(made);
    this.weight = count == 0 ? null : addParameter("weight", Init.normal(rng, 1, count));
    int scalars = out.count(new Irrep(0, 1));
    this.bias = biases && scalars > 0 ? addParameter("bias", Tensor.zeros(scalars)) : null;
  }

  /** The type of the input. */
  public Irreps irrepsIn() {
    return in;
  }

  /** The type of the output. */
  public Irreps irrepsOut() {
    return out;
  }

  /** [..., irrepsIn.dim] to [..., irrepsOut.dim]. */
  @Override
  public Tensor forward(Tensor x) {
    List<Tensor> parts = in.split(x); // each [..., mul, 2l+1]
    Map<Integer, Tensor> sums = new HashMap<>();
    for (Pair pair : pairs) {
      sums.merge(pair.out(), apply(pair, parts.get(pair.in())), Tensor::add);
    }
    List<Tensor> results = new ArrayList<>();
    long[] shape = x.shape();
    int offset = 0;
    for (int k = 0; k < out.blocks().size(); k++) {
      Irreps.Block block = out.blocks().get(k);
      shape[shape.length - 1] = block.dim();
      Tensor sum = sums.get(k);
      Tensor part = sum == null ? Tensor.zeros(x.dtype(), shape) : sum.flatten(-2, -1);
      if (bias != null && block.irrep().isScalar()) {
        part = part.add(bias.value().narrow(0, offset, block.mul()));
        offset += block.mul();
      }
      results.add(part);
    }
    return Tensor.cat(-1, results);
  }

  private Tensor apply(Pair pair, Tensor x) {
    if (weight == null) {
      throw new IllegalStateException("no pair without a weight");
    }
    int mulIn = in.blocks().get(pair.in()).mul();
    int mulOut = out.blocks().get(pair.out()).mul();
    Tensor w =
        weight
            .value()
            .narrow(0, pair.offset(), (long) mulIn * mulOut)
            .reshape(mulIn, mulOut)
            .mul(pair.scale());
    if (in.blocks().get(pair.in()).irrep().l() == 0) {
      return x.squeeze(-1).matmul(w).unsqueeze(-1);
    }
    return x.mT().matmul(w).mT(); // [..., mulOut, 2l+1]
  }
}
