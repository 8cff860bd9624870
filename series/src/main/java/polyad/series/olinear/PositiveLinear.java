package polyad.series.olinear;

import polyad.nn.Init;
import polyad.nn.Layer;
import polyad.nn.WeightSlot;
import polyad.series.MixingDesign;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** A linear map without bias whose rows are positive and sum to 1: {@code weight_mat} [out, in]. */
final class PositiveLinear extends Layer {
  private final WeightSlot weightMat;

  PositiveLinear(long in, long out, Generator rng) {
    weightMat = addParameter("weight_mat", Init.normal(rng, 1, out, in));
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.linear(x, MixingDesign.NORM_LIN.matrix(weightMat.value()), null);
  }
}
