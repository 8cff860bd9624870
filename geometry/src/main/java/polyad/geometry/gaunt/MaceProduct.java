package polyad.geometry.gaunt;

import polyad.algebra.o3.Irreps;
import polyad.geometry.EquivariantLinear;
import polyad.nn.Module;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** The many-body product of an interaction, a linear map, and what went round it. */
final class MaceProduct extends Module {
  private interface ManyBody {
    Tensor forward(Tensor x, Tensor attributes);
  }

  private final ManyBody manyBody;
  private final EquivariantLinear linear;

  MaceProduct(MaceConfig config, Irreps hidden, int elements, Generator rng) {
    int lmaxOut = hidden.lmax();
    if (config.manyBody() == MaceConfig.ManyBodyKind.CG) {
      SymmetricContraction contraction =
          new SymmetricContraction(
              config.maxEll(), lmaxOut, config.correlation(), elements, config.channels(), rng);
      manyBody = addChild("symmetric_contractions", contraction)::forward;
    } else {
      GauntManyBody product =
          new GauntManyBody(
              config.maxEll(),
              lmaxOut,
              config.correlation(),
              elements,
              config.channels(),
              GauntManyBody.Backend.valueOf(config.manyBody().name()),
              rng);
      manyBody = addChild("efficient_multi_tensorproduct", product)::forward;
    }
    linear = addChild("linear", new EquivariantLinear(hidden, hidden, rng));
  }

  Tensor forward(MaceInteraction.Result input, Tensor attributes) {
    return linear.forward(manyBody.forward(input.message(), attributes)).add(input.skip());
  }
}
