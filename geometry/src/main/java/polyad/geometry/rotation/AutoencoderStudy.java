package polyad.geometry.rotation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import polyad.algebra.RotationMap;
import polyad.algebra.RotationRepresentation;
import polyad.algebra.SkewExponential;
import polyad.algebra.SpecialOrthogonal;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;

/** Experiment A: the autoencoder sanity test, in three dimensions and in more. */
final class AutoencoderStudy {
  private final RotationConfig config;
  private final Run run;

  AutoencoderStudy(RotationConfig config, Run run) {
    this.config = config;
    this.run = run;
  }

  void report() throws Exception {
    for (RotationLoss loss : config.losses()) {
      String name = loss.name().toLowerCase(Locale.ROOT);
      Map<RotationRepresentation, List<AutoencoderTrial>> trials = new LinkedHashMap<>();
      for (RotationRepresentation mode : config.modes()) {
        trials.put(mode, trials(mode, loss, mode.label() + "-" + name));
      }
      Report report = run.report().section("Autoencoder sanity test, " + name + " loss");
      report.table(table("Errors in degrees, " + name + " loss", trials)).plot(plot(trials));
      if (loss == RotationLoss.L2 && run.profile() != Profile.SMOKE) {
        judge(report, trials);
      }
    }
    for (int n : config.dimensions()) {
      higher(n);
    }
  }

  private List<AutoencoderTrial> trials(RotationMap map, RotationLoss loss, String name)
      throws Exception {
    List<AutoencoderTrial> trials = new ArrayList<>();
    for (long seed : run.seeds(config.seeds())) {
      String part = "autoencoder-" + name + "-seed" + seed;
      AutoencoderConfig settings = config.autoencoder();
      trials.add(
          run.once(
              part,
              AutoencoderTrial.class,
              () ->
                  AutoencoderTrial.of(
                      map,
                      loss,
                      settings,
                      seed,
                      Training.of(run, part, settings.steps(), settings.schedule()))));
    }
    return trials;
  }

  private Table table(String title, Map<RotationRepresentation, List<AutoencoderTrial>> trials) {
    Table.Builder table =
        Table.of(title)
            .columns("representation", "D")
            .lower("mean")
            .lower("max")
            .lower("std")
            .lower("median")
            .lower("90 %")
            .lower("99 %")
            .columns("training (s)")
            .note(
                "%d steps of %d generated rotations, %d others to test on, %d seeds; columns after the max from the first seed"
                    .formatted(
                        config.autoencoder().steps(),
                        config.autoencoder().batch(),
                        config.autoencoder().testRotations(),
                        config.seeds()));
    trials.forEach(
        (mode, list) -> {
          RotationErrorStats first = list.getFirst().stats();
          table.row(
              mode.label(),
              mode.dim(),
              Measurement.of("°", means(list)),
              max(list),
              first.std(),
              first.p50(),
              first.p90(),
              first.p99(),
              list.getFirst().seconds());
        });
    return table.build();
  }

  private static Plot plot(Map<RotationRepresentation, List<AutoencoderTrial>> trials) {
    List<Plot.Sample> samples = new ArrayList<>();
    trials.forEach(
        (mode, list) ->
            samples.add(
                new Plot.Sample(
                    mode.label(),
                    list.getFirst().quantiles().stream()
                        .map(degrees -> Math.log10(Math.max(degrees, 1e-6)))
                        .toList())));
    return new Plot.Histogram(
        "Errors on a log scale", "log10 of the error in degrees", 40, samples);
  }

  private static double[] means(List<AutoencoderTrial> trials) {
    return trials.stream().mapToDouble(trial -> trial.stats().mean()).toArray();
  }

  private static double max(List<AutoencoderTrial> trials) {
    return trials.stream().mapToDouble(trial -> trial.stats().max()).max().orElse(Double.NaN);
  }

  private static double mean(List<AutoencoderTrial> trials) {
    return Measurement.of("°", means(trials)).mean();
  }

  private static void judge(
      Report report, Map<RotationRepresentation, List<AutoencoderTrial>> trials) {
    RotationRepresentation rival = null;
    for (Map.Entry<RotationRepresentation, List<AutoencoderTrial>> entry : trials.entrySet()) {
      RotationRepresentation mode = entry.getKey();
      List<AutoencoderTrial> list = entry.getValue();
      if (mode == RotationRepresentation.ORTHO6D || mode == RotationRepresentation.ORTHO5D) {
        report.check(Check.atMost(mode.label() + ": largest error (°)", max(list), 10));
      }
      if (mode.dim() <= 4) {
        report.check(Check.atLeast(mode.label() + ": largest error (°)", max(list), 90));
        if (rival == null || mean(list) < mean(trials.getOrDefault(rival, list))) {
          rival = mode;
        }
      }
    }
    List<AutoencoderTrial> ours = trials.get(RotationRepresentation.ORTHO6D);
    List<AutoencoderTrial> best = rival == null ? null : trials.get(rival);
    if (ours == null || best == null) {
      return;
    }
    report
        .check(
            Check.atMost(
                    "mean error of ortho6d over the best of four or fewer numbers",
                    mean(ours) / mean(best),
                    0.4)
                .note("best: " + (rival == null ? "" : rival.label())))
        .claim(
            Claim.lowerPaired(
                "C6a",
                "Sanity test: 6D has a lower mean error than every discontinuous representation",
                means(ours),
                means(best),
                0));
  }

  private void higher(int n) throws Exception {
    List<AutoencoderTrial> ours =
        trials(new SpecialOrthogonal(n, 0), RotationLoss.L2, "so" + n + "-gram-schmidt");
    List<AutoencoderTrial> base =
        trials(new SkewExponential(n), RotationLoss.L2, "so" + n + "-exponential");
    Report report = run.report().section("Autoencoder of SO(" + n + ")");
    report.table(
        Table.of("Errors in degrees, √(Σθ²) over the planes")
            .columns("representation", "D")
            .lower("mean")
            .lower("max")
            .row(
                "Gram–Schmidt",
                new SpecialOrthogonal(n, 0).dim(),
                Measurement.of("°", means(ours)),
                max(ours))
            .row(
                "exponential of skew matrices",
                new SkewExponential(n).dim(),
                Measurement.of("°", means(base)),
                max(base))
            .build());
    if (run.profile() != Profile.SMOKE) {
      String name = "SO(" + n + "): mean error of Gram–Schmidt over the exponential map";
      report.check(Check.atMost(name, mean(ours) / mean(base), 0.5));
    }
  }
}
