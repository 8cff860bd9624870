package polyad.series.timesnet;

import polyad.nn.Adam;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * The two ways to apply an inception block, side by side.
 *
 * @param difference largest over periods 24, 12, 96, 8, 48 and S = 192, F32
 * @param mergedMillis fastest of several training steps of the ETTh1 model
 * @param separateMillis fastest of several training steps of the ETTh1 model
 */
record KernelTiming(double difference, double mergedMillis, double separateMillis) {
  private static final int[] PERIODS = {24, 12, 96, 8, 48};
  private static final int LENGTH = 192;

  static KernelTiming measure(long seed) {
    Generator rng = new Generator(seed);
    double difference = 0;
    for (int period : PERIODS) {
      difference = Math.max(difference, PeriodPart.difference(rng, LENGTH / period, period));
    }
    TimesNetConfig config = TimesNetConfig.of(TimesNetTask.LONG_TERM_FORECAST, 96, 96, 7);
    return new KernelTiming(
        difference,
        stepMillis(config, true, 32, 3, PERIODS).step(),
        stepMillis(config, false, 32, 3, PERIODS).step());
  }

  /** Milliseconds. */
  record Millis(double step, double forward) {}

  /**
   * Forward, backward and Adam on random windows.
   *
   * @param rounds the fastest counts
   * @param periods forced in every block; none to let the amplitudes decide
   */
  static Millis stepMillis(
      TimesNetConfig config, boolean merged, int batch, int rounds, int... periods) {
    Generator rng = new Generator(1);
    try (var _ = TensorScope.open();
        TimesNet model = new TimesNet(config, merged, rng);
        Adam adam = Adam.adam(model)) {
      if (periods.length > 0) {
        model.forcePeriods(periods);
      }
      Tensor x = Tensor.randn(rng, batch, config.seqLen(), config.encIn());
      Tensor marks =
          config.embed() == TimeEmbedding.NONE
              ? null
              : Tensor.rand(rng, DType.F32, batch, config.seqLen(), 4).sub(0.5);
      Tensor mask =
          config.task() == TimesNetTask.IMPUTATION
              ? Tensor.rand(rng, DType.F32, batch, config.seqLen(), config.encIn())
                  .gt(0.25)
                  .to(DType.F32)
              : null;
      Tensor input = mask == null ? x : x.mul(mask);
      double best = Double.POSITIVE_INFINITY;
      double forward = Double.POSITIVE_INFINITY;
      for (int i = 0; i <= rounds; i++) {
        try (var _ = TensorScope.open()) {
          long start = System.nanoTime();
          model.zeroGrad();
          Tensor y = model.forward(input, marks, mask);
          long half = System.nanoTime();
          Functional.mseLoss(y, y.detach().mul(0.5)).backward();
          adam.step(1e-4);
          if (i > 0) {
            best = Math.min(best, (System.nanoTime() - start) / 1e6);
            forward = Math.min(forward, (half - start) / 1e6);
          }
        }
      }
      return new Millis(best, forward);
    }
  }
}
