package polyad.geometry;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.o3.Irreps;
import polyad.nn.Layer;
import polyad.tensor.Tensor;

/**
 * e3nn's {@code nn.Gate}: scalars pass through functions, every other irrep is multiplied by a
 * scalar of its own.
 *
 * <p>Input: the scalars, the gates, the gated irreps, in this order; one gate for each irrep.
 */
public final class Gate extends Layer {
  private final Irreps scalars;
  private final Irreps gates;
  private final Irreps gated;
  private final IrrepsActivation scalarFunctions;
  private final IrrepsActivation gateFunctions;

  /**
   * @param scalars pass through {@code scalarFunctions}, one for each block
   * @param gates as many scalars as there are gated irreps; through {@code gateFunctions}
   * @param gated the irreps that are multiplied
   */
  public Gate(
      Irreps scalars,
      List<ScalarActivation> scalarFunctions,
      Irreps gates,
      List<ScalarActivation> gateFunctions,
      Irreps gated) {
    if (gates.count() != gated.count()) {
      throw new IllegalArgumentException(
          "gates %s are %d, allowed: one for each of the %d irreps of %s"
              .formatted(gates, gates.count(), gated.count(), gated));
    }
    this.scalars = scalars;
    this.gates = gates;
    this.gated = gated;
    this.scalarFunctions = new IrrepsActivation(scalars, new ArrayList<>(scalarFunctions));
    this.gateFunctions = new IrrepsActivation(gates, new ArrayList<>(gateFunctions));
    if (this.gateFunctions.irrepsOut().blocks().stream().anyMatch(b -> b.irrep().parity() != 1)) {
      throw new IllegalArgumentException(
          "gates " + this.gateFunctions.irrepsOut() + ", allowed: even after their function");
    }
  }

  /** Scalars, gates, gated. */
  public Irreps irrepsIn() {
    return scalars.plus(gates).plus(gated);
  }

  /** Scalars after their functions, then the gated. */
  public Irreps irrepsOut() {
    return scalarFunctions.irrepsOut().plus(gated);
  }

  @Override
  public Tensor forward(Tensor x) {
    irrepsIn().requireLastDim(x);
    Tensor[] parts = x.split(-1, scalars.dim(), gates.dim(), gated.dim());
    List<Tensor> results = new ArrayList<>();
    results.add(scalarFunctions.forward(parts[0]));
    Tensor gate = gateFunctions.forward(parts[1]);
    List<Tensor> blocks = gated.split(parts[2]);
    int offset = 0;
    for (int i = 0; i < blocks.size(); i++) {
      int mul = gated.blocks().get(i).mul();
      Tensor factor = gate.narrow(-1, offset, mul).unsqueeze(-1); // [..., mul, 1]
      results.add(blocks.get(i).mul(factor).flatten(-2, -1));
      offset += mul;
    }
    return Tensor.cat(-1, results);
  }
}
