package polyad.conformance;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.series.AnomalyMetrics;
import polyad.series.ForecastLosses;
import polyad.series.ForecastMetrics;
import polyad.series.TimeFeatures;
import polyad.series.timesnet.TimeEmbedding;
import polyad.series.timesnet.TimesNet;
import polyad.series.timesnet.TimesNetConfig;
import polyad.series.timesnet.TimesNetTask;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Cases of TimesNet: the five heads, and the metrics, losses and calendar features around them. */
final class TimesNetCase implements ConformanceAdapter {
  @Override
  public String method() {
    return "timesnet";
  }

  @Override
  public Map<String, Tensor> evaluate(CaseFile file) {
    return switch (file.text("kind")) {
      case "model" -> model(file);
      case "metrics" -> metrics(file);
      default ->
          throw new IllegalArgumentException(
              "kind is '" + file.text("kind") + "', expected model or metrics");
    };
  }

  private static Map<String, Tensor> model(CaseFile file) {
    TimesNetConfig config = config(file);
    TimesNet model = new TimesNet(config, new Generator(0));
    model.to(file.input("x_enc").dtype());
    model.loadOfficial(file.parameters());
    model.eval();
    Tensor mask = optional(file, "input.mask");
    TimesNet.Trace trace =
        model.trace(
            file.input("x_enc"),
            optional(file, "input.x_mark_enc"),
            mask == null ? optional(file, "input.padding_mask") : mask);
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.y", trace.output());
    long[] periods =
        Arrays.stream(model.periods()).flatMapToInt(Arrays::stream).asLongStream().toArray();
    results.put("output.periods", Tensor.of(periods, config.eLayers(), config.topK()));
    if (file.has("input.cot")) {
      results.putAll(file.gradients(trace.output().mul(file.input("cot")).sum(), model));
    }
    return results;
  }

  private static TimesNetConfig config(CaseFile file) {
    TimesNetTask task = TimesNetTask.of(file.text("task_name"));
    boolean classifies = task == TimesNetTask.CLASSIFICATION;
    return new TimesNetConfig(
        file.integer("seq_len"),
        task.forecasts() ? file.integer("pred_len") : 0,
        file.integer("enc_in"),
        file.integer("c_out"),
        file.integer("d_model"),
        file.integer("d_ff"),
        file.integer("e_layers"),
        file.integer("top_k"),
        file.integer("num_kernels"),
        embed(file),
        file.config().path("freq").asString("h"),
        file.config().path("dropout").asDouble(0),
        classifies ? file.integer("num_class") : 0,
        task,
        TimesNetConfig.Backbone.INCEPTION,
        true);
  }

  private static TimeEmbedding embed(CaseFile file) {
    if (!file.has("input.x_mark_enc")) {
      return TimeEmbedding.NONE;
    }
    String name = file.config().path("embed").asString("timeF");
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "timef" -> TimeEmbedding.TIME_F;
      case "fixed" -> TimeEmbedding.FIXED;
      case "learned" -> TimeEmbedding.LEARNED;
      default ->
          throw new IllegalArgumentException(
              "embed is '" + name + "', expected timeF, fixed or learned");
    };
  }

  private static @Nullable Tensor optional(CaseFile file, String name) {
    return file.has(name) ? file.tensor(name) : null;
  }

  private static Map<String, Tensor> metrics(CaseFile file) {
    Map<String, Tensor> results = new LinkedHashMap<>();
    if (file.has("input.forecast")) {
      forecastMetrics(file, results);
    }
    if (file.has("input.test_energy")) {
      anomalyMetrics(file, results);
    }
    if (file.has("input.epoch_seconds")) {
      Instant[] times =
          Arrays.stream(file.input("epoch_seconds").toLongArray())
              .mapToObj(Instant::ofEpochSecond)
              .toArray(Instant[]::new);
      results.put("output.time_features", Tensor.of(TimeFeatures.of(times, file.text("freq"))));
    }
    return results;
  }

  private static void forecastMetrics(CaseFile file, Map<String, Tensor> results) {
    Tensor given = file.input("forecast");
    double[][] forecast = rows(given);
    double[][] target = rows(file.input("target"));
    double[][] insample = rows(file.input("insample"));
    double[][] naive = rows(file.input("naive2"));
    int period = file.integer("frequency");
    double smape = ForecastMetrics.smape(forecast, target);
    double mase = ForecastMetrics.mase(forecast, target, insample, period);
    put(results, "smape", smape);
    put(results, "mape", ForecastMetrics.mape(forecast, target));
    put(results, "mase", mase);
    put(
        results,
        "owa",
        ForecastMetrics.owa(
            smape,
            mase,
            ForecastMetrics.smape(naive, target),
            ForecastMetrics.mase(naive, target, insample, period)));
    Tensor actual = file.input("target");
    Tensor mask = file.input("outsample_mask");
    double[] scales =
        Arrays.stream(insample)
            .mapToDouble(series -> ForecastMetrics.seasonalScale(series, period))
            .toArray();
    Tensor loss = ForecastLosses.smape(given, actual, mask);
    results.put("output.smape_loss", loss);
    results.put("output.mape_loss", ForecastLosses.mape(given, actual, mask));
    Tensor scale = Tensor.of(scales, scales.length, 1).to(given.dtype());
    results.put("output.mase_loss", ForecastLosses.mase(given, actual, mask, scale));
    results.putAll(file.gradients(loss));
  }

  private static void anomalyMetrics(CaseFile file, Map<String, Tensor> results) {
    double[] test = file.input("test_energy").toDoubleArray();
    double threshold =
        AnomalyMetrics.threshold(
            file.input("train_energy").toDoubleArray(), test, file.number("anomaly_ratio"));
    long[] given = file.input("labels").toLongArray();
    boolean[] labels = new boolean[given.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = given[i] != 0;
    }
    boolean[] flags = AnomalyMetrics.flags(test, threshold);
    boolean[] adjusted = AnomalyMetrics.pointAdjust(flags, labels);
    AnomalyMetrics.Score score = AnomalyMetrics.score(adjusted, labels);
    put(results, "threshold", threshold);
    results.put("output.pred", whole(flags));
    results.put("output.adjusted", whole(adjusted));
    put(results, "precision", score.precision());
    put(results, "recall", score.recall());
    put(results, "f1", score.f1());
    put(results, "accuracy", score.accuracy());
    put(results, "f1_raw", AnomalyMetrics.score(flags, labels).f1());
  }

  private static void put(Map<String, Tensor> results, String name, double value) {
    results.put("output." + name, Tensor.of(new double[] {value}, 1));
  }

  private static Tensor whole(boolean[] flags) {
    return Tensor.of(flags, flags.length).to(DType.I64);
  }

  private static double[][] rows(Tensor matrix) {
    double[] flat = matrix.detach().to(DType.F64).toDoubleArray();
    int n = (int) matrix.size(1);
    double[][] rows = new double[(int) matrix.size(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * n, (i + 1) * n);
    }
    return rows;
  }
}
