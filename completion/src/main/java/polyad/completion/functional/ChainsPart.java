package polyad.completion.functional;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import polyad.catalog.CpuTime;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Plot;
import polyad.catalog.report.PowerLaw;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;

/** A Gaussian process as a chain: the same posterior as by a dense factor, in linear time. */
final class ChainsPart {
  private static final int FIRST = 500;
  private static final int WARM = 20;
  private static final int REPEATS = 5;
  private static final double LENGTHSCALE = 0.1;
  private static final double NOISE = 0.05;

  private final Run run;
  private final int longest;

  /** Seconds for each number of points. */
  record Times(double[] points, double[] chain, double[] dense) {}

  ChainsPart(Run run, int longest) {
    this.run = run;
    this.longest = longest;
  }

  private record Problem(Observations data, double[] noise, double[][] at) {}

  private Problem problem(int n) {
    SplittableRandom random = new SplittableRandom(run.seed() + n);
    double[][] t = new double[n][];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      t[i] = new double[] {random.nextDouble()};
      y[i] = Math.sin(9 * t[i][0]) + Math.sqrt(NOISE) * random.nextGaussian();
    }
    double[] noise = new double[n];
    Arrays.fill(noise, NOISE);
    double[][] at =
        IntStream.range(0, 60)
            .mapToObj(i -> new double[] {i / 49.0 - 0.1})
            .toArray(double[][]::new);
    return new Problem(new Observations(t, y), noise, at);
  }

  private static StateSpaceGp.Posterior chain(MaternKernel kernel, Problem p) {
    double[] at = Arrays.stream(p.at()).mapToDouble(x -> x[0]).toArray();
    return new StateSpaceGp(kernel).predict(p.data().column(0), p.data().y(), p.noise(), at);
  }

  private static StateSpaceGp.Posterior dense(MaternKernel kernel, Problem p) {
    return new DenseGp(List.of(kernel)).predict(p.data(), p.noise(), p.at());
  }

  void report() throws Exception {
    Report report = run.report().section("Gaussian processes as chains");
    Problem problem = problem(FIRST);
    Table.Builder table =
        Table.of("Posterior of the chain less that of the dense factor, greatest difference")
            .columns("kernel", "mean", "variance", "log marginal likelihood, relative");
    double worst = 0;
    for (int order = 1; order <= 3; order++) {
      MaternKernel kernel = new MaternKernel(order, LENGTHSCALE, 1);
      StateSpaceGp.Posterior a = chain(kernel, problem);
      StateSpaceGp.Posterior b = dense(kernel, problem);
      double mean = greatest(a.mean(), b.mean());
      double variance = greatest(a.variance(), b.variance());
      table.row(
          "Matérn %d/2".formatted(2 * order - 1),
          mean,
          variance,
          Math.abs(a.logMarginal() / b.logMarginal() - 1));
      worst = Math.max(worst, Math.max(mean, variance));
    }
    report.table(table.note("500 observations, at 60 points in, between and outside them").build());
    report.check(Check.atMost("state-space less dense posterior", worst, 1e-7));
    report.claim(
        Claim.exact(
            "state-space",
            "the Gaussian process prior is equivalent to a state-space prior",
            worst,
            new Bound.AtMost(1e-7)));
    time(report);
  }

  private static double greatest(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElse(0);
  }

  private void time(Report report) throws Exception {
    Times times = run.once("chains-times", Times.class, this::times);
    Table.Builder table =
        Table.of("Processor time of one regression")
            .columns("points", "chain, ms", "dense factor, ms");
    for (int i = 0; i < times.points().length; i++) {
      table.row((long) times.points()[i], 1e3 * times.chain()[i], 1e3 * times.dense()[i]);
    }
    double linear = PowerLaw.exponent(times.points(), times.chain());
    double cubic = PowerLaw.exponent(times.points(), times.dense());
    report.table(
        table
            .note("Matérn 3/2; exponents %.2f of the chain, %.2f dense".formatted(linear, cubic))
            .build());
    report.plot(
        new Plot.Lines(
            "Time against points",
            Plot.Axis.log("points"),
            Plot.Axis.log("seconds"),
            List.of(
                Plot.Curve.of("chain", times.points(), times.chain()),
                Plot.Curve.of("dense factor", times.points(), times.dense()))));
    if (run.profile() != Profile.SMOKE) {
      report.check(Check.atMost("exponent of the chain's time", linear, 1.2));
      report.check(Check.atLeast("exponent of the dense factor's time", cubic, 2.3));
      report.claim(
          Claim.exact(
              "linear-time",
              "inference is linear in the number of indexes (exponent)",
              linear,
              new Bound.AtMost(1.2)));
    }
  }

  private Times times() {
    int steps = 1 + (int) Math.floor(Math.log((double) longest / FIRST) / Math.log(2));
    double[] points = new double[steps];
    double[] chain = new double[steps];
    double[] dense = new double[steps];
    MaternKernel kernel = new MaternKernel(2, LENGTHSCALE, 1);
    Problem first = problem(FIRST);
    int warm = run.profile() == Profile.SMOKE ? 1 : WARM;
    for (int i = 0; i < warm; i++) { // compiles
      chain(kernel, first);
      dense(kernel, first);
    }
    for (int i = 0; i < steps; i++) {
      run.stopIfRequested();
      Problem problem = problem(FIRST << i);
      points[i] = problem.data().size();
      chain[i] = seconds(() -> chain(kernel, problem), REPEATS);
      dense[i] = seconds(() -> dense(kernel, problem), i < steps - 1 ? 2 : 1);
    }
    return new Times(points, chain, dense);
  }

  private static double seconds(Runnable work, int repeats) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < repeats; i++) {
      least = Math.min(least, CpuTime.seconds(work));
    }
    return least;
  }
}
