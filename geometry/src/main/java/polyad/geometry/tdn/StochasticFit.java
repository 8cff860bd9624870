package polyad.geometry.tdn;

import polyad.algebra.o3.Normalization;
import polyad.algebra.o3.SphericalHarmonics;
import polyad.nn.Adam;
import polyad.nn.Init;
import polyad.nn.Module;
import polyad.nn.WeightSlot;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** The release's way to the factors. */
final class StochasticFit extends Module {
  private static final int BATCH = 128;
  private static final double WEIGHT_DECAY = 1e-5;
  private static final double GOAL = 1e-3;
  private static final int CHECK_EVERY = 100;

  private final WeightSlot a;
  private final WeightSlot b;
  private final WeightSlot c;

  private StochasticFit(long d, int rank, Generator rng) {
    double gain = Math.pow(rank, -1.0 / 3);
    a = addParameter("cp_a", Init.xavierUniform(rng, d, rank).mul(gain));
    b = addParameter("cp_b", Init.xavierUniform(rng, d, rank).mul(gain));
    c = addParameter("cp_c", Init.xavierUniform(rng, d, rank).mul(gain));
  }

  static CpDecomposition run(Tensor tensor, int rank, int steps, double lr, long seed) {
    Generator rng = new Generator(seed);
    long d = tensor.size(0);
    int lmax = (int) Math.round(Math.sqrt(d)) - 1;
    SphericalHarmonics harmonics = new SphericalHarmonics(lmax, true, Normalization.COMPONENT);
    try (StochasticFit fit = new StochasticFit(d, rank, rng)) {
      fit.to(DType.F64);
      try (Adam adam = Adam.adamW(fit, WEIGHT_DECAY)) {
        for (int step = 0; step < steps; step++) {
          try (var _ = TensorScope.open()) {
            Tensor x = Tensor.randn(rng, DType.F64, BATCH, d);
            Tensor y =
                harmonics
                    .forward(Tensor.randn(rng, DType.F64, BATCH, 3))
                    .mul(Tensor.randn(rng, DType.F64, BATCH, 1));
            Tensor exact = x.unsqueeze(-1).mul(y.unsqueeze(-2)).flatten(1, 2);
            exact = exact.matmul(tensor.flatten(0, 1)); // [BATCH, d]
            Tensor got =
                x.matmul(fit.a.value()).mul(y.matmul(fit.b.value())).matmul(fit.c.value().mT());
            Tensor loss = Functional.mseLoss(got, exact).sqrt().div(exact.square().mean().sqrt());
            fit.zeroGrad();
            loss.backward();
            adam.step(lr);
            if (step % CHECK_EVERY == 0 && loss.item() < GOAL) {
              break;
            }
          }
        }
      }
      try (var _ = TensorScope.open()) {
        return CpDecomposition.of(
            tensor,
            fit.a.value().detach().copy(),
            fit.b.value().detach().copy(),
            fit.c.value().detach().copy());
      }
    }
  }
}
