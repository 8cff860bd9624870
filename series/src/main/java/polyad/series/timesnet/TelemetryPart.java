package polyad.series.timesnet;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import polyad.catalog.report.Check;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.DataSets;
import polyad.data.SpacecraftTelemetry;
import polyad.data.StandardScaler;
import polyad.series.AnomalyMetrics;
import polyad.tensor.Generator;
import polyad.tensor.TensorScope;

/**
 * Telemetry of two spacecraft by the papers' protocol, and what random scores reach with it: point
 * adjustment proves nothing, so the raw numbers stand beside it.
 */
final class TelemetryPart {
  private static final int WINDOW = 100;
  private static final int BATCH = 128;
  private static final double RATIO = 1;

  private final Lab lab;
  private final Report report;

  /** Flags by the papers' protocol, point-adjusted and raw, and what the scores are worth. */
  record Outcome(double adjusted, double raw, double auc, double averagePrecision) {
    static Outcome of(double[] train, double[] test, boolean[] labels) {
      double threshold = AnomalyMetrics.threshold(train, test, RATIO);
      boolean[] flags = AnomalyMetrics.flags(test, threshold);
      boolean[] adjusted = AnomalyMetrics.pointAdjust(flags, labels);
      return new Outcome(
          AnomalyMetrics.score(adjusted, labels).f1(),
          AnomalyMetrics.score(flags, labels).f1(),
          AnomalyMetrics.auc(test, labels),
          AnomalyMetrics.averagePrecision(test, labels));
    }
  }

  TelemetryPart(Lab lab) {
    this.lab = lab;
    report = lab.run().report();
  }

  void report(int steps) throws Exception {
    report.section("Anomaly detection: MSL and SMAP");
    Optional<Path> zip = DataSets.open(lab.run().data()).file("smap-msl", "smap-msl.zip");
    if (zip.isEmpty()) {
      lab.run().info("MSL and SMAP are not at hand and are left out");
      return;
    }
    Table.Builder table =
        Table.of("Flags of the 1 % largest scores of train and test together")
            .columns("set", "score", "F1, point-adjusted", "F1, raw", "AUC", "average precision")
            .columns("share of anomalies", "paper, point-adjusted");
    double msl = rows(table, zip.get(), "MSL", 8, 16, 0.85, steps);
    rows(table, zip.get(), "SMAP", 16, 16, 0.72, steps);
    report.table(
        table
            .note(
                (lab.run().officialProtocol()
                        ? "official protocol: windows slide by one"
                        : "windows side by side")
                    + "; the rule and its threshold look at the labels and scores of the test part, "
                    + "as all papers do: compare with the random row")
            .build());
    report.check(Check.atLeast("MSL: point-adjusted F1", msl, 0.78));
  }

  private double rows(
      Table.Builder table, Path zip, String name, int d, int f, double paper, int steps)
      throws Exception {
    SpacecraftTelemetry telemetry = SpacecraftTelemetry.read(zip, name);
    String key = "telemetry-" + name;
    Outcome ours = lab.run().once(key, Outcome.class, () -> train(key, telemetry, d, f, steps));
    StandardScaler scaler = StandardScaler.fit(telemetry.train());
    Outcome deviation =
        Outcome.of(
            squares(scaler.transform(telemetry.train())),
            squares(scaler.transform(telemetry.test())),
            telemetry.labels());
    long seed = lab.run().seed();
    Outcome random =
        Outcome.of(
            AnomalyPart.random(telemetry.train().length, seed),
            AnomalyPart.random(telemetry.test().length, seed + 1),
            telemetry.labels());
    double share = share(telemetry.labels());
    row(table, name, "TimesNet, %d steps".formatted(steps), ours, share, paper);
    row(table, name, "deviation from the mean", deviation, share, null);
    row(table, name, "random", random, share, null);
    return ours.adjusted();
  }

  private static void row(
      Table.Builder table,
      String set,
      String score,
      Outcome outcome,
      double share,
      @Nullable Double paper) {
    table.row(
        set,
        score,
        outcome.adjusted(),
        outcome.raw(),
        outcome.auc(),
        outcome.averagePrecision(),
        share,
        paper);
  }

  private Outcome train(String key, SpacecraftTelemetry telemetry, int d, int f, int steps)
      throws Exception {
    StandardScaler scaler = StandardScaler.fit(telemetry.train());
    double[][] train = scaler.transform(telemetry.train());
    double[][] test = scaler.transform(telemetry.test());
    TimesNetConfig config =
        TimesNetConfig.of(TimesNetTask.ANOMALY_DETECTION, WINDOW, 0, scaler.columns())
            .withSize(d, f, 3, 6, 1);
    long seed = lab.run().seed();
    Generator rng = new Generator(seed);
    try (var _ = TensorScope.open();
        TimesNet model = new TimesNet(lab.model(config), rng)) {
      AnomalyPart.fit(model, train, Fitting.steps(steps, BATCH, 1e-3), seed, rng, lab, key);
      int stride = lab.run().officialProtocol() ? 1 : WINDOW;
      return Outcome.of(
          TimesNetDetector.scores(model, train, stride),
          TimesNetDetector.scores(model, test, stride),
          telemetry.labels());
    }
  }

  private static double[] squares(double[][] scaled) {
    return Arrays.stream(scaled)
        .mapToDouble(row -> Arrays.stream(row).map(v -> v * v).average().orElse(0))
        .toArray();
  }

  private static double share(boolean[] labels) {
    int anomalies = 0;
    for (boolean label : labels) {
      anomalies += label ? 1 : 0;
    }
    return (double) anomalies / labels.length;
  }
}
