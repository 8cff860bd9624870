package polyad.series.olinear;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.catalog.task.Forecaster;
import polyad.data.StandardScaler;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/**
 * A trained OLinear with its scaler: history in, forecast out, both in the units of the series.
 *
 * <pre>{@code
 * try (var model = OLinearForecaster.load(ModelDirectory.open(path))) {
 *   double[][] next = model.forecast(history, 24); // [24, N]
 * }
 * }</pre>
 */
public final class OLinearForecaster implements Forecaster {
  private static final String FACTS = "series.json";

  private final OLinear model;
  private final Facts facts;
  private final StandardScaler scaler;

  /**
   * What a model has to know of its series.
   *
   * @param variates their names, in order
   * @param mean of each variate's training rows
   * @param sd of each variate's training rows, above 0
   */
  public record Facts(List<String> variates, double[] mean, double[] sd) {
    /** Copies the names. */
    public Facts {
      variates = List.copyOf(variates);
    }
  }

  /** Takes over a trained model, which is closed with this. */
  public OLinearForecaster(OLinear model, Facts facts) {
    if (facts.variates().size() != model.config().encIn()) {
      throw new IllegalArgumentException(
          "variates: %d names for a model of %d"
              .formatted(facts.variates().size(), model.config().encIn()));
    }
    this.model = model;
    this.facts = facts;
    scaler = new StandardScaler(facts.mean(), facts.sd());
    model.eval();
  }

  /**
   * Reads a model.
   *
   * @throws UsageException when a part is missing or does not fit
   */
  public static OLinearForecaster load(ModelDirectory directory) throws IOException {
    OLinearConfig config = directory.config(OLinearConfig.class);
    Facts facts = directory.json(FACTS, Facts.class);
    try (var _ = TensorScope.open()) {
      OLinear model = new OLinear(config, null, null, new Generator(0));
      OLinearCheckpoint.load(model, TensorFiles.readSafetensors(directory.weights()));
      return new OLinearForecaster(model, facts);
    } catch (IllegalArgumentException e) {
      throw new UsageException(directory.path() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes the model; the caller commits.
   *
   * @param officialNames whether the encoder is also written under {@code ortho_trans.1.*}
   */
  public void write(ModelDirectory.Writer writer, boolean officialNames) throws IOException {
    Map<String, Tensor> state = new LinkedHashMap<>(model.stateDict());
    if (officialNames) {
      state.putAll(OLinearCheckpoint.official(model));
    }
    writer.config(model.config()).json(FACTS, facts);
    TensorFiles.writeSafetensors(writer.weights(), state, Map.of("method", OLinearMethod.SLUG));
  }

  /** The variates, in order. */
  public List<String> variates() {
    return facts.variates();
  }

  @Override
  public int context() {
    return model.context();
  }

  @Override
  public int horizon() {
    return model.horizon();
  }

  @Override
  public double[][] forecast(double[][] history, int steps) {
    int n = facts.variates().size();
    if (steps < 1 || steps > horizon()) {
      throw new IllegalArgumentException("steps is " + steps + ", allowed: 1 to " + horizon());
    }
    if (history.length < context()) {
      throw new IllegalArgumentException(
          "history has " + history.length + " steps, the model reads " + context());
    }
    float[] window = new float[context() * n];
    for (int t = 0; t < context(); t++) {
      int step = history.length - context() + t;
      requireNumbers(history[step], step, n);
      double[] row = scaler.transform(history[step]);
      for (int j = 0; j < n; j++) {
        window[t * n + j] = (float) row[j];
      }
    }
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      double[] flat =
          model.forward(Tensor.of(window, 1, context(), n)).contiguous().toDoubleArray();
      double[][] forecast = new double[steps][n];
      for (int s = 0; s < steps; s++) {
        System.arraycopy(flat, s * n, forecast[s], 0, n);
      }
      return scaler.inverse(forecast);
    }
  }

  private void requireNumbers(double[] row, int step, int n) {
    if (row.length != n) {
      throw new IllegalArgumentException("history has " + row.length + " variates, the model " + n);
    }
    for (int j = 0; j < n; j++) {
      if (!Double.isFinite(row[j])) {
        throw new IllegalArgumentException(
            "row %d of the history, '%s': %s in the window that the forecast reads; fill the gap first"
                .formatted(step + 1, facts.variates().get(j), row[j]));
      }
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
