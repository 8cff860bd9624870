package polyad.series;

import java.util.stream.IntStream;
import polyad.catalog.ConfigChecks;
import polyad.nn.WeightSlot;
import polyad.tensor.DType;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * The best linear map in closed form: windows less their last value, one map [τ, T] for all
 * variates, ridge regression. The line that every trained forecaster has to pass.
 */
public final class RidgeLinear extends ForecastNetwork {
  private static final int BATCH = 256;

  private final WeightSlot map; // [T, τ]

  private RidgeLinear(int context, int horizon, Tensor map) {
    super(context, horizon);
    this.map = addParameter("map", map);
  }

  /**
   * Fits on all windows.
   *
   * @param ridge added to the normal equations' diagonal, per window, at least 0
   */
  public static RidgeLinear fit(WindowBatches train, double ridge) {
    ConfigChecks.between("ridge", ridge, 0, 1e6);
    int context = train.windows().input();
    int horizon = train.windows().target();
    try (var _ = TensorScope.open()) {
      Tensor gram = Tensor.zeros(DType.F64, context, context);
      Tensor cross = Tensor.zeros(DType.F64, context, horizon);
      for (int from = 0; from < train.count(); from += BATCH) {
        int[] batch = IntStream.range(from, Math.min(train.count(), from + BATCH)).toArray();
        try (var _ = TensorScope.open()) {
          Tensor x = train.inputs(batch).to(DType.F64);
          Tensor last = x.narrow(1, context - 1, 1);
          Tensor a = rows(x.sub(last));
          Tensor b = rows(train.targets(batch).to(DType.F64).sub(last));
          gram.addInPlace(a.mT().matmul(a));
          cross.addInPlace(a.mT().matmul(b));
        }
      }
      double lift = ridge * train.count() * train.variates();
      // The last coordinate is always 0, so without a ridge the equations would be singular.
      Tensor lifted = gram.add(Tensor.eye(DType.F64, context).mul(Math.max(lift, 1e-9)));
      RidgeLinear fitted =
          new RidgeLinear(context, horizon, Linalg.solve(lifted, cross).to(DType.F32));

      return fitted;
    }
  }

  private static Tensor rows(Tensor windows) {
    return windows.transpose(1, 2).flatten(0, 1); // [B·N, T]
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor last = x.narrow(1, context() - 1, 1); // [B, 1, N]
    return x.sub(last).transpose(1, 2).matmul(map.value()).transpose(1, 2).add(last);
  }

  @Override
  public long multiplyAdds(long variates) {
    return variates * context() * horizon();
  }
}
