package polyad.bench;

import polyad.nn.Adam;
import polyad.series.olinear.OLinear;
import polyad.series.olinear.OLinearConfig;
import polyad.series.timesnet.TimesNet;
import polyad.series.timesnet.TimesNetConfig;
import polyad.series.timesnet.TimesNetTask;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Our side of the forecasting comparisons. */
final class SeriesWorkloads {
  private static final int STEPS = 96;
  private static final int CHANNELS = 7;

  private SeriesWorkloads() {}

  static Workload timesNet() {
    Generator rng = new Generator(1);
    TimesNetConfig config =
        TimesNetConfig.of(TimesNetTask.LONG_TERM_FORECAST, STEPS, STEPS, CHANNELS).withDropout(0);
    TimesNet model = new TimesNet(config, rng);
    model.forcePeriods(24, 12, 96, 8, 48);
    Tensor x = Tensor.randn(rng, 32, STEPS, CHANNELS);
    Tensor y = Tensor.randn(rng, 32, STEPS, CHANNELS);
    Tensor marks = Tensor.rand(rng, DType.F32, 32, STEPS, 4).sub(0.5);
    return new TrainingWorkload(
        model, Adam.adam(model), () -> Functional.mseLoss(model.forward(x, marks, null), y));
  }

  static Workload timesNetImputation() {
    Generator rng = new Generator(1);
    TimesNetConfig config =
        TimesNetConfig.of(TimesNetTask.IMPUTATION, STEPS, 0, CHANNELS).withDropout(0);
    TimesNet model = new TimesNet(config, rng);
    model.forcePeriods(24, 12, 96);
    Tensor y = Tensor.randn(rng, 16, STEPS, CHANNELS);
    Tensor marks = Tensor.rand(rng, DType.F32, 16, STEPS, 4).sub(0.5);
    Tensor mask = Tensor.rand(rng, DType.F32, 16, STEPS, CHANNELS).gt(0.25).to(DType.F32);
    Tensor hidden = mask.rsub(1);
    Tensor x = y.mul(mask);
    return new TrainingWorkload(
        model,
        Adam.adam(model),
        () -> model.forward(x, marks, mask).sub(y).square().mul(hidden).sum().div(hidden.sum()));
  }

  static Workload oLinear(int variates, int batch) {
    Generator rng = new Generator(1);
    OLinearConfig config = OLinearConfig.of(STEPS, STEPS, variates).withSize(512, 16, 2, 0);
    OLinear model = new OLinear(config, null, null, rng);
    Tensor x = Tensor.randn(rng, batch, STEPS, variates);
    Tensor y = Tensor.randn(rng, batch, STEPS, variates);
    Tensor weight =
        Tensor.arange(DType.F32, 1, STEPS + 1, 1).pow(-0.5).view(1, STEPS, 1).contiguous();
    return new TrainingWorkload(
        model, Adam.adam(model), () -> model.forward(x).sub(y).abs().mul(weight).mean());
  }
}
