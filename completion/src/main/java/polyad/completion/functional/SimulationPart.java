package polyad.completion.functional;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;

/**
 * The authors' simulation, y = u¹(t₁)·u²(t₂) with u¹(x) = sin²(2πx)·cos(2πx) and u²(x) =
 * exp(−2x)·sin(3πx/2); each index is x rescaled to 0 to 1.
 */
final class SimulationPart {
  // x = START + LENGTH·t: least squares on all values, which leaves a residual of 3e-7.
  private static final double[] START = {0.012774033, 9.0e-6};
  private static final double[] LENGTH = {0.966084950, 0.998542081};
  private static final int GENERATED = 90;
  private static final double SHARE = 1.0 / 12;
  private static final int[] GRID = {20, 20};

  private final Run run;
  private final int sweeps;

  SimulationPart(Run run, int sweeps) {
    this.run = run;
    this.sweeps = sweeps;
  }

  private static double truth(int mode, double t) {
    double x = START[mode] + LENGTH[mode] * t;
    double sine = Math.sin(2 * Math.PI * x);
    return mode == 0
        ? sine * sine * Math.cos(2 * Math.PI * x)
        : Math.exp(-2 * x) * Math.sin(1.5 * Math.PI * x);
  }

  void report() throws Exception {
    var real = FunctionalSets.simulation(run.data());
    FunctionalSets.Task task = real.orElseGet(() -> generated(run.seed()));
    MaternKernel kernel = new MaternKernel(2, 0.1, 0.5);
    double spread = task.train().deviation();
    FunBatConfig config =
        FunBatConfig.of(false, List.of(1, 1), List.of(kernel, kernel))
            .withDamping(0.1, 0.2, 0)
            .withNoisePrior(1e-3, 1e-3 * spread * spread)
            .withInner(false)
            .withSweeps(sweeps);
    FunBatModel model = FunBat.fit(task.train().t(), task.train().y(), config, run.seed());
    FunBatModel official =
        FunBat.fit(task.train().t(), task.train().y(), config.withNoisePrior(1, 1), run.seed());
    save(model);
    Report report = run.report().section("The simulation of rank 1");
    Score score = Score.of(task.test(), model);
    Score scoreOfOfficial = Score.of(task.test(), official);
    double[] als = Baselines.cp(task.train(), task.test(), GRID, 1, run.seed());
    report.table(
        Table.of("Held-out observations")
            .columns("method")
            .lower("test RMSE")
            .columns("test MAE", "noise deviation", "coverage of 95 % intervals")
            .row("FunBaT, CP", score.rmse(), score.mae(), deviation(model), score.coverage())
            .row(
                "FunBaT, CP, official noise prior a0 = b0 = 1",
                scoreOfOfficial.rmse(),
                scoreOfOfficial.mae(),
                deviation(official),
                scoreOfOfficial.coverage())
            .row("CP-ALS, 20 x 20 bins", task.test().rmse(als), null, null, null)
            .row(
                "mean",
                task.test().rmse(Baselines.mean(task.train(), task.test())),
                null,
                null,
                null)
            .note(
                (real.isPresent() ? "the authors' simulation" : "synthetic: the same functions")
                    + ", %d training observations, %d sweeps"
                        .formatted(task.train().size(), sweeps))
            .build());
    functions(report, model);
    trace(report, model);
    if (run.profile() != Profile.SMOKE) {
      report.check(Check.atMost("simulation: test RMSE", score.rmse(), 0.006));
      for (int mode = 0; mode < 2; mode++) {
        report.check(
            Check.atLeast(
                "simulation: |correlation| of function %d with the truth".formatted(mode + 1),
                Math.abs(correlation(model, mode)),
                0.995));
      }
    }
    if (real.isPresent()) {
      report.claim(
          Claim.exact(
              "simulation",
              "the simulation of rank 1 is completed with a test RMSE of 0.004",
              score.rmse(),
              new Bound.AtMost(0.0045)));
    }
  }

  private void save(FunBatModel model) throws IOException {
    try (ModelDirectory.Writer writer = run.model()) {
      model.save(writer);
      Columns.of(List.of("u1", "u2"), "value").write(writer);
      writer.commit();
    }
  }

  private static double deviation(FunBatModel model) {
    return Math.sqrt(1 / model.noisePrecision());
  }

  private static FunctionalSets.Task generated(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] index = new double[2][];
    Arrays.setAll(index, k -> random.doubles(GENERATED).toArray());
    double[][] t = new double[(int) (GENERATED * GENERATED * 2 * SHARE)][2];
    double[] y = new double[t.length];
    for (int i = 0; i < t.length; i++) {
      t[i][0] = index[0][random.nextInt(GENERATED)];
      t[i][1] = index[1][random.nextInt(GENERATED)];
      y[i] = truth(0, t[i][0]) * truth(1, t[i][1]);
    }
    Observations.Split split = new Observations(t, y).split(0.5, seed);
    return new FunctionalSets.Task(split.train(), split.held());
  }

  private static double[] grid() {
    return IntStream.range(0, 201).mapToDouble(i -> i / 200.0).toArray();
  }

  private static double[] values(int mode, double[] t) {
    return Arrays.stream(t).map(x -> truth(mode, x)).toArray();
  }

  private static double[] learnt(FunBatModel model, int mode, double[] t) {
    return Arrays.stream(model.latent(mode, t).mean()).mapToDouble(m -> m[0]).toArray();
  }

  private static double correlation(FunBatModel model, int mode) {
    double[] t = model.index(mode);
    double[] a = learnt(model, mode, t);
    double[] b = values(mode, t);
    DoubleUnaryOperator lessA = less(a);
    DoubleUnaryOperator lessB = less(b);
    double[] u = Arrays.stream(a).map(lessA).toArray();
    double[] v = Arrays.stream(b).map(lessB).toArray();
    return Dense.dot(u, v) / Math.sqrt(Dense.dot(u, u) * Dense.dot(v, v));
  }

  private static DoubleUnaryOperator less(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return x -> x - mean;
  }

  /** The learnt functions, brought to the truth's sign and scale, with two deviations. */
  private static void functions(Report report, FunBatModel model) {
    for (int mode = 0; mode < 2; mode++) {
      double[] t = grid();
      double[] truth = values(mode, t);
      double[] mean = learnt(model, mode, t);
      double[][] covariance = model.latent(mode, t).covariance();
      double scale = Dense.dot(truth, mean) / Dense.dot(mean, mean);
      double[] fitted = new double[t.length];
      double[] low = new double[t.length];
      double[] high = new double[t.length];
      for (int i = 0; i < t.length; i++) {
        fitted[i] = scale * mean[i];
        double band = 2 * Math.abs(scale) * Math.sqrt(covariance[i][0]);
        low[i] = fitted[i] - band;
        high[i] = fitted[i] + band;
      }
      report.plot(
          new Plot.Lines(
              "Function of mode %d, with two standard deviations".formatted(mode + 1),
              Plot.Axis.linear("index"),
              Plot.Axis.linear("value"),
              List.of(
                  Plot.Curve.banded("learnt", t, fitted, low, high),
                  Plot.Curve.of("truth", t, truth))));
    }
  }

  private static void trace(Report report, FunBatModel model) {
    double[] sweep = IntStream.rangeClosed(1, model.trace().size()).asDoubleStream().toArray();
    double[] error = model.trace().stream().mapToDouble(FunBat.Sweep::train).toArray();
    double[] noise = model.trace().stream().mapToDouble(s -> Math.sqrt(1 / s.tau())).toArray();
    report.plot(
        new Plot.Lines(
            "Sweep by sweep",
            Plot.Axis.linear("sweep"),
            Plot.Axis.log("value"),
            List.of(
                Plot.Curve.of("training RMSE", sweep, error),
                Plot.Curve.of("noise deviation 1/√τ", sweep, noise))));
  }
}
