package polyad.embedding.optembed;

import java.util.List;
import java.util.function.ToDoubleFunction;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.data.generate.PlantedClicks;

/** Checks and claims on the trials of the planted log. */
final class PlantedVerdicts {
  private final Run run;
  private final OptEmbedConfig fit;
  private final List<Trial> trials;
  private final Report report;

  PlantedVerdicts(Run run, OptEmbedConfig fit, List<Trial> trials) {
    this.run = run;
    this.fit = fit;
    this.trials = trials;
    report = run.report();
  }

  void report() {
    checks();
    claims();
  }

  private double[] all(ToDoubleFunction<Trial> value) {
    return trials.stream().mapToDouble(value).toArray();
  }

  private double mean(ToDoubleFunction<Trial> value) {
    return Measurement.of("", all(value)).mean();
  }

  private void checks() {
    report.section("Checks");
    boolean smoke = run.profile() == Profile.SMOKE;
    if (!smoke) {
      report.check(
          Check.atLeast(
                  "mean AUC of the retrained model less the base model's",
                  mean(t -> t.retrained().auc() - t.base().auc()),
                  0)
              .note("over " + trials.size() + " draws"));
      report.check(
          Check.atLeast(
              "mean AUC of the retrained model less the supernet's",
              mean(t -> t.retrained().auc() - t.supernet().auc()),
              0));
      report.check(Check.atLeast("least sparsity of the table", least(Trial::sparsity), 0.5));
      report.check(
          Check.atMost(
              "compact file over full file, bytes, at most",
              -least(t -> -(double) t.export().compactBytes() / t.export().fullBytes()),
              0.5));
      report.check(
          Check.atLeast(
              "kept share of the 10 % most frequent values less that of the rest, at least",
              least(t -> t.frequentKept() - t.rareKept()), Double.MIN_VALUE));
    }
    report.check(
        Check.atMost(
            "largest difference between logits of compact and masked tables",
            -least(t -> -t.export().maxDifference()),
            1e-6));
    if (fit.mode().searchesDimensions()) {
      report.check(
          Check.atLeast(
              "validation AUC of evolution less random search's, as many candidates, at least",
              least(t -> t.evolution() - t.random()),
              -0.0005));
    }
  }

  private double least(ToDoubleFunction<Trial> value) {
    return trials.stream().mapToDouble(value).min().orElse(Double.NaN);
  }

  private void claims() {
    report.section("Claims");
    report.claim(
        Claim.higherPaired(
            "better-and-smaller",
            "the compact table further improves performance",
            all(t -> t.retrained().auc()),
            all(t -> t.base().auc()),
            0));
    report.claim(
        Claim.higherPaired(
            "thresholds",
            "learned thresholds prune redundant values: fields of noise keep a smaller share than"
                + " fields of signal of like size",
            all(t -> -noiseShare(t)),
            all(t -> -signalShare(t)),
            0));
    report.claim(
        Claim.higherPaired(
            "evolution",
            "evolution finds better dimensions than random search of the same budget",
            all(Trial::evolution),
            all(Trial::random),
            0));
    report.claim(
        Claim.exact(
            "uniform-sampling",
            "dimensions are drawn uniformly: chi-square of the draws, "
                + (fit.latentDim() - 1)
                + " degrees of freedom",
            chiSquare(trials.getFirst()),
            new Bound.AtMost(chiBound(fit.latentDim() - 1))));
    report.claim(
        Claim.exact(
            "deployable",
            "the dense compact file is smaller in proportion to the parameters saved",
            (double) trials.getFirst().export().compactBytes()
                / trials.getFirst().export().fullBytes(),
            new Bound.AtMost(1.2 * (1 - trials.getFirst().sparsity()) + 0.02)));
    report.claim(
        Claim.notTestable(
            "criteo-avazu-kdd12",
            "better AUC than the base on Criteo, Avazu and KDD12 with much smaller tables",
            "these logs are not at hand"));
  }

  /** Kept share of the noise field of 3,000 values. */
  private static double noiseShare(Trial trial) {
    return trial.keptShare().get(PlantedClicks.DEFAULT.dims().indexOf(0));
  }

  /** Kept share of the signal field of 3,000 values. */
  private static double signalShare(Trial trial) {
    int noise = PlantedClicks.DEFAULT.dims().indexOf(0);
    int size = PlantedClicks.DEFAULT.sizes().get(noise);
    return trial.keptShare().get(PlantedClicks.DEFAULT.sizes().indexOf(size));
  }

  private static double chiSquare(Trial trial) {
    return DimensionSampler.chiSquare(trial.drawn().stream().mapToLong(Long::longValue).toArray());
  }

  /** The 99.9 % quantile of χ², by Wilson and Hilferty's approximation. */
  private static double chiBound(int freedom) {
    double k = Math.max(1, freedom);
    double root = 1 - 2 / (9 * k) + 3.0902 * Math.sqrt(2 / (9 * k));
    return k * root * root * root;
  }
}
