package polyad.series;

import java.util.function.Function;
import java.util.stream.IntStream;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Mean errors of forecasts over all windows, steps and variates, in the units of the windows.
 *
 * @param mse mean squared error
 * @param mae mean absolute error
 */
public record ForecastScore(double mse, double mae) {
  private static final int BATCH = 64;

  /** Of a network in evaluation mode on every window; no window is dropped. */
  public static ForecastScore of(ForecastNetwork network, WindowBatches windows) {
    return of(windows, batch -> network.forward(windows.inputs(batch)));
  }

  /**
   * Of forecasts [B, τ, N] of some windows, given by number; computed without derivatives, inside a
   * scope.
   */
  public static ForecastScore of(WindowBatches windows, Function<int[], Tensor> forecast) {
    double squares = 0;
    double magnitudes = 0;
    long count = 0;
    for (int from = 0; from < windows.count(); from += BATCH) {
      int[] batch = IntStream.range(from, Math.min(windows.count(), from + BATCH)).toArray();
      try (var _ = TensorScope.open();
          var _ = Autograd.noGrad()) {
        Tensor error = forecast.apply(batch).sub(windows.targets(batch));
        squares += error.square().sum().item();
        magnitudes += error.abs().sum().item();
        count += error.numel();
      }
    }
    return new ForecastScore(squares / count, magnitudes / count);
  }
}
