package polyad.geometry;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.o3.Irreps;
import polyad.nn.Layer;
import polyad.tensor.Tensor;

/** e3nn's {@code nn.NormActivation}: x/‖x‖ · f(‖x‖) for every irrep. */
public final class NormActivation extends Layer {
  private static final double EPSILON = 1e-8;

  private final Irreps irreps;
  private final ScalarActivation function;

  /** A function of norms; the type stays. */
  public NormActivation(Irreps irreps, ScalarActivation function) {
    this.irreps = irreps;
    this.function = function;
  }

  @Override
  public Tensor forward(Tensor x) {
    List<Tensor> parts = new ArrayList<>();
    for (Tensor block : irreps.split(x)) {
      Tensor square = block.square().sum(true, -1).clampMin(EPSILON * EPSILON);
      Tensor norm = square.sqrt();
      parts.add(block.mul(function.apply(norm).div(norm)).flatten(-2, -1));
    }
    return Tensor.cat(-1, parts);
  }
}
