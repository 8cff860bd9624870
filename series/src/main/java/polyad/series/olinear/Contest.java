package polyad.series.olinear;

import java.util.List;
import java.util.function.Function;
import polyad.catalog.Run;
import polyad.nn.Module;
import polyad.series.ForecastNetwork;
import polyad.series.ForecastScore;
import polyad.series.ForecastTask;
import polyad.series.ForecastTraining;
import polyad.series.OrthoTrans;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Trains forecasters on one task and scores them on all its test windows. */
final class Contest {
  private final Run run;
  private final ForecastTask task;
  private final ForecastTraining training;

  /**
   * What became of a forecaster.
   *
   * @param mse on the test windows
   * @param mae on the test windows
   * @param parameters trained numbers
   * @param millis time of a training step, validation and all; 0 when nothing was trained
   * @param stableRank mean of ‖A‖²_F/‖A‖²₂ over mixing matrices; NaN without any
   */
  record Outcome(double mse, double mae, long parameters, double millis, double stableRank) {}

  Contest(Run run, ForecastTask task, ForecastTraining training) {
    this.run = run;
    this.task = task;
    this.training = training;
  }

  /** An OLinear whose matrices come from the task's training rows. */
  Outcome olinear(String name, OLinearConfig config, OrthoTrans.Normalise normalise, long seed)
      throws Exception {
    return trained(
        name, seed, rng -> OLinearBuilder.build(config, task.trainRows(), normalise, rng));
  }

  /** Any network, trained and scored unless this run has done it before. */
  Outcome trained(String name, long seed, Function<Generator, ? extends ForecastNetwork> builder)
      throws Exception {
    String key = task.slug() + "-" + name + "-seed" + seed;
    return run.once(key, Outcome.class, () -> train(key, seed, builder, network -> {}));
  }

  /** As {@link #trained}, and hands the trained network on before it is closed. */
  Outcome train(
      String key, long seed, Function<Generator, ? extends ForecastNetwork> builder, After after)
      throws Exception {
    Generator rng = new Generator(seed);
    try (var _ = TensorScope.open();
        ForecastNetwork network = builder.apply(rng)) {
      var session = new ForecastTraining.Session(key, run.checkpoint(key), run.monitor());
      long start = System.nanoTime();
      training.fit(network, task.train(), task.validation(), seed, rng, session);
      double seconds = (System.nanoTime() - start) / 1e9;
      long steps = (long) Math.ceilDiv(task.train().count(), training.batch()) * training.epochs();
      Outcome outcome = score(network, 1000 * seconds / steps);
      after.accept(network);
      return outcome;
    }
  }

  /** What happens to a trained network. */
  @FunctionalInterface
  interface After {
    void accept(ForecastNetwork network) throws Exception;
  }

  /** A network that needs no training. */
  Outcome fixed(String name, Function<Generator, ? extends ForecastNetwork> builder)
      throws Exception {
    return run.once(
        task.slug() + "-" + name,
        Outcome.class,
        () -> {
          try (var _ = TensorScope.open();
              ForecastNetwork network = builder.apply(new Generator(0))) {
            return score(network, 0);
          }
        });
  }

  private Outcome score(ForecastNetwork network, double millis) {
    network.eval();
    ForecastScore score = ForecastScore.of(network, task.test());
    return new Outcome(
        score.mse(), score.mae(), network.parameterCount(), millis, stableRank(network));
  }

  private static double stableRank(Module network) {
    if (!(network instanceof OLinear model)
        || model.config().mixer() != OLinearConfig.Mixer.NORMLIN) {
      return Double.NaN;
    }
    List<Tensor> matrices = model.mixingMatrices();
    double sum = 0;
    for (Tensor a : matrices) {
      double spectral = Linalg.svdvals(a).max().item();
      sum += a.square().sum().item() / (spectral * spectral);
    }
    return sum / matrices.size();
  }
}
