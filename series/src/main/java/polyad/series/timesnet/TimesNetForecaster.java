package polyad.series.timesnet;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.catalog.task.Forecaster;
import polyad.data.RowRange;
import polyad.data.Windows;
import polyad.series.WindowBatches;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** A trained model that continues series, in their units. */
public final class TimesNetForecaster extends TrainedTimesNet implements Forecaster {
  TimesNetForecaster(TimesNet model, TimesNetFacts facts) {
    super(model, facts);
  }

  @Override
  public int context() {
    return window();
  }

  @Override
  public int horizon() {
    return network().config().predLen();
  }

  @Override
  public double[][] forecast(double[][] history, int steps) {
    return forecast(history, null, steps);
  }

  /**
   * Forecasts with a clock.
   *
   * @param history {@code [t, N]} with {@code t >= context}; the latest steps count
   * @param times one for each step; null for a model without a clock
   * @param steps 1 to {@link #horizon()}
   * @return {@code [steps, N]}
   */
  public double[][] forecast(double[][] history, @Nullable List<LocalDateTime> times, int steps) {
    if (steps < 1 || steps > horizon()) {
      throw new IllegalArgumentException("steps is " + steps + ", allowed: 1 to " + horizon());
    }
    if (history.length < context()) {
      throw new IllegalArgumentException(
          "history has " + history.length + " steps, the model reads " + context());
    }
    int from = history.length - context();
    requireRows(history, from, false);
    double[][] window = Arrays.copyOfRange(history, from, history.length);
    double[][] clock = marks(network().config(), times, history.length);
    Windows last = new Windows(new RowRange(0, context()), context(), 0, 1);
    double[][] scaled = scaler().transform(window);
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor x = new WindowBatches(scaled, last).inputs(new int[] {0});
      Tensor marks =
          clock == null
              ? null
              : new WindowBatches(Arrays.copyOfRange(clock, from, clock.length), last)
                  .inputs(new int[] {0});
      double[] flat = network().forward(x, marks, null).contiguous().toDoubleArray();
      double[][] forecast = new double[steps][];
      int n = variates().size();
      Arrays.setAll(forecast, s -> Arrays.copyOfRange(flat, s * n, (s + 1) * n));
      return scaler().inverse(forecast);
    }
  }
}
