package polyad.completion.functional;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import polyad.catalog.Monitor;
import polyad.catalog.Progress;
import polyad.catalog.StopException;

/**
 * Searches the lengthscale of each mode in turn, then a common factor of the variances, by golden
 * section over their logarithms for the least held-out error.
 */
final class Tuner {
  private static final int EVALUATIONS = 9;
  private static final int SWEEPS = 25;
  private static final double DECADES = 1;

  private final Observations train;
  private final Observations held;
  private final long seed;
  private final Monitor monitor;

  Tuner(Observations train, Observations held, long seed, Monitor monitor) {
    this.train = train;
    this.held = held;
    this.seed = seed;
    this.monitor = monitor;
  }

  /** The configuration with the kernels found; its own where none is better. */
  FunBatConfig tune(FunBatConfig config) {
    List<MaternKernel> kernels = config.kernels();
    int searches = config.modes() + 1;
    try (Progress progress = monitor.progress("tuning", (long) searches * EVALUATIONS + 1)) {
      double least = error(config, kernels, progress);
      for (int search = 0; search < searches; search++) {
        int mode = search;
        List<MaternKernel> present = kernels;
        DoubleFunction<List<MaternKernel>> at =
            mode < config.modes()
                ? decade -> stretched(present, mode, Math.pow(10, decade))
                : decade -> scaled(present, Math.pow(10, decade));
        GoldenSection.Minimum found =
            GoldenSection.minimum(
                decade -> error(config, at.apply(decade), progress),
                -DECADES,
                DECADES,
                EVALUATIONS);
        if (found.value() < least) {
          least = found.value();
          kernels = at.apply(found.at());
        }
      }
    }
    monitor.info(
        "tuned: lengthscales %s, variances %s, of the scaled indexes and values"
            .formatted(
                kernels.stream().map(k -> "%.4g".formatted(k.lengthscale())).toList(),
                kernels.stream().map(k -> "%.4g".formatted(k.variance())).toList()));
    return config.withKernels(kernels);
  }

  private double error(FunBatConfig config, List<MaternKernel> kernels, Progress progress) {
    if (monitor.stopRequested()) {
      throw new StopException();
    }
    FunBatConfig tried = config.withKernels(kernels).withSweeps(Math.min(SWEEPS, config.sweeps()));
    FunBatModel model = FunBat.fit(train, held, tried, seed, sweep -> {});
    double error = held.rmse(model.values(held.t()));
    progress.step(error);
    return error;
  }

  private static List<MaternKernel> stretched(List<MaternKernel> kernels, int mode, double factor) {
    List<MaternKernel> others = new ArrayList<>(kernels);
    MaternKernel k = kernels.get(mode);
    others.set(mode, new MaternKernel(k.order(), factor * k.lengthscale(), k.variance()));
    return others;
  }

  private static List<MaternKernel> scaled(List<MaternKernel> kernels, double factor) {
    return kernels.stream()
        .map(k -> new MaternKernel(k.order(), k.lengthscale(), factor * k.variance()))
        .toList();
  }
}
