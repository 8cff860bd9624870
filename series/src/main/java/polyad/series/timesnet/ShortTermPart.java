package polyad.series.timesnet;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import polyad.catalog.Profile;
import polyad.catalog.report.Check;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.CompetitionSeries;
import polyad.data.DataSets;
import polyad.series.ForecastLosses;
import polyad.series.ForecastMetrics;
import polyad.series.Naive2;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Short series of the M competitions, each judged against Naive2. */
final class ShortTermPart {
  private static final int BATCH = 16;
  private static final double LR = 1e-3;

  private final Lab lab;
  private final Report report;

  /** Scores over all series, Naive2's beside. */
  record Outcome(
      double smape, double mase, double owa, double naiveSmape, double naiveMase, int series) {}

  /**
   * A group of series.
   *
   * @param name for tables
   * @param horizon steps to forecast, H; the model reads 2H
   * @param period steps of a season
   * @param history how many horizons before the end of a series a training window may begin
   * @param series the group
   */
  record Group(
      String name, int horizon, int period, double history, List<CompetitionSeries> series) {
    int context() {
      return 2 * horizon;
    }

    /** Only the first so many series. */
    Group first(int count) {
      return new Group(
          name, horizon, period, history, series.subList(0, Math.min(count, series.size())));
    }
  }

  /** Sizes of one training; the rate is halved after so many steps, 0 for never. */
  record Sizes(int d, int f, int steps, int halveEvery) {}

  ShortTermPart(Lab lab) {
    this.lab = lab;
    report = lab.run().report();
  }

  /** M3, of this period, where it is at hand. */
  Optional<Group> m3(String period, int horizon, int season) throws Exception {
    Optional<Path> file = DataSets.open(lab.run().data()).file("m3", "M3.csv.gz");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    List<CompetitionSeries> series = CompetitionSeries.readM3(file.get(), period);
    return Optional.of(
        new Group("M3 " + period.toLowerCase(Locale.ROOT), horizon, season, 1.5, series));
  }

  /** M4, hourly or weekly, where it is at hand. */
  Optional<Group> m4(String period, int horizon, int season) throws Exception {
    DataSets sets = DataSets.open(lab.run().data());
    Optional<Path> train = sets.file("m4", period + "-train.csv.gz");
    Optional<Path> test = sets.file("m4", period + "-test.csv.gz");
    if (train.isEmpty() || test.isEmpty()) {
      return Optional.empty();
    }
    List<CompetitionSeries> series = CompetitionSeries.readM4(train.get(), test.get());
    String name = "M4 " + period.toLowerCase(Locale.ROOT);
    return Optional.of(new Group(name, horizon, season, 10, series));
  }

  Table.Builder table(String title) {
    return Table.of(title)
        .columns("series", "number", "SMAPE", "MASE", "OWA")
        .columns("Naive2 SMAPE", "Naive2 MASE", "steps");
  }

  /** The quick profile's part. */
  void monthly() throws Exception {
    report.section("Short-term forecasting");
    Optional<Group> group = m3("MONTHLY", 18, 12);
    if (group.isEmpty()) {
      lab.run().info("M3 is not at hand and is left out");
      return;
    }
    boolean smoke = lab.run().profile() == Profile.SMOKE;
    Table.Builder table = table("Errors of short forecasts");
    Outcome outcome =
        row(
            table,
            smoke ? group.get().first(40) : group.get(),
            new Sizes(16, 16, lab.config().monthlySteps(), 0));
    report.table(table.note(note()).build());
    if (!smoke) {
      report.check(Check.atMost("A7: M3 monthly, OWA against Naive2", outcome.owa(), 1.15));
    }
  }

  Outcome row(Table.Builder table, Group group, Sizes sizes) throws Exception {
    String key = "short-" + group.name().replace(' ', '-') + "-" + sizes.d();
    Outcome outcome = lab.run().once(key, Outcome.class, () -> train(key, group, sizes));
    table.row(
        group.name(),
        outcome.series(),
        outcome.smape(),
        outcome.mase(),
        outcome.owa(),
        outcome.naiveSmape(),
        outcome.naiveMase(),
        sizes.steps());
    return outcome;
  }

  static String note() {
    return "no scaling; one random cut a series and batch; the paper's M4 average: SMAPE 11.829, "
        + "MASE 1.585, OWA 0.851";
  }

  private Outcome train(String key, Group group, Sizes sizes) throws Exception {
    TimesNetConfig config =
        TimesNetConfig.of(TimesNetTask.SHORT_TERM_FORECAST, group.context(), group.horizon(), 1)
            .withSize(sizes.d(), sizes.f(), 5, 6, 2);
    long seed = lab.run().seed();
    Generator rng = new Generator(seed);
    try (var _ = TensorScope.open();
        TimesNet model = new TimesNet(lab.model(config), rng)) {
      Fitting.steps(sizes.steps(), BATCH, LR)
          .halved(sizes.halveEvery())
          .fit(
              model,
              group.series().size(),
              (batch, step) -> loss(model, group, batch, Lab.stepSeed(seed, step)),
              null,
              seed,
              rng,
              lab.session(key));
      return score(group, forecasts(model, group));
    }
  }

  /** Windows that end at a random cut: zeros before the series, a mask after its end. */
  private static Tensor loss(TimesNet model, Group group, int[] batch, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int t = group.context();
    int h = group.horizon();
    float[] x = new float[batch.length * t];
    float[] y = new float[batch.length * h];
    float[] mask = new float[batch.length * h];
    for (int b = 0; b < batch.length; b++) {
      double[] series = group.series().get(batch[b]).insample();
      int n = series.length;
      int low = (int) Math.max(1, n - group.history() * h);
      int cut = low >= n ? n : random.nextInt(low, n);
      for (int i = 0; i < t; i++) {
        int at = cut - t + i;
        x[b * t + i] = at < 0 ? 0 : (float) series[at];
      }
      for (int s = 0; s < h && cut + s < n; s++) {
        y[b * h + s] = (float) series[cut + s];
        mask[b * h + s] = 1;
      }
    }
    Tensor forecast = model.forward(Tensor.of(x, batch.length, t, 1), null, null);
    return ForecastLosses.smape(
        forecast, Tensor.of(y, batch.length, h, 1), Tensor.of(mask, batch.length, h, 1));
  }

  private static double[][] forecasts(TimesNet model, Group group) {
    int t = group.context();
    int h = group.horizon();
    double[][] forecasts = new double[group.series().size()][];
    for (int from = 0; from < forecasts.length; from += 128) {
      int count = Math.min(128, forecasts.length - from);
      float[] x = new float[count * t];
      for (int b = 0; b < count; b++) {
        double[] series = group.series().get(from + b).insample();
        for (int i = 0; i < t; i++) {
          int at = series.length - t + i;
          x[b * t + i] = at < 0 ? 0 : (float) series[at];
        }
      }
      try (var _ = TensorScope.open();
          var _ = Autograd.noGrad()) {
        double[] flat =
            model.forward(Tensor.of(x, count, t, 1), null, null).contiguous().toDoubleArray();
        for (int b = 0; b < count; b++) {
          forecasts[from + b] = Arrays.copyOfRange(flat, b * h, (b + 1) * h);
        }
      }
    }
    return forecasts;
  }

  private static Outcome score(Group group, double[][] forecasts) {
    int h = group.horizon();
    double[][] target =
        group.series().stream().map(s -> Arrays.copyOf(s.holdout(), h)).toArray(double[][]::new);
    double[][] insample =
        group.series().stream().map(CompetitionSeries::insample).toArray(double[][]::new);
    double[][] naive =
        Arrays.stream(insample)
            .map(s -> Naive2.forecast(s, group.period(), h))
            .toArray(double[][]::new);
    double smape = ForecastMetrics.smape(forecasts, target);
    double naiveSmape = ForecastMetrics.smape(naive, target);
    int[] varied = varied(insample, group.period());
    double mase = mase(varied, forecasts, target, insample, group.period());
    double naiveMase = mase(varied, naive, target, insample, group.period());
    return new Outcome(
        smape,
        mase,
        ForecastMetrics.owa(smape, mase, naiveSmape, naiveMase),
        naiveSmape,
        naiveMase,
        forecasts.length);
  }

  /** The series whose seasonal differences are not all zero. */
  private static int[] varied(double[][] insample, int period) {
    return IntStream.range(0, insample.length)
        .filter(i -> insample[i].length > period)
        .filter(i -> ForecastMetrics.seasonalScale(insample[i], period) > 0)
        .toArray();
  }

  private static double mase(
      int[] which, double[][] forecasts, double[][] target, double[][] insample, int period) {
    return ForecastMetrics.mase(
        pick(forecasts, which), pick(target, which), pick(insample, which), period);
  }

  private static double[][] pick(double[][] rows, int[] which) {
    return Arrays.stream(which).mapToObj(i -> rows[i]).toArray(double[][]::new);
  }
}
