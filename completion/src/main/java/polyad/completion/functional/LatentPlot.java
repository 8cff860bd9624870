package polyad.completion.functional;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import polyad.catalog.report.Plot;

/** A mode's functions with bands of two standard deviations. */
final class LatentPlot {
  private static final int POINTS = 241;
  private static final double MARGIN = 0.05;

  private LatentPlot() {}

  /** Over the range of the indexes and a little beyond it. */
  static Plot of(FunBatModel model, int mode, String title) {
    double[] index = model.index(mode);
    double range = index[index.length - 1] - index[0];
    double low = index[0] - MARGIN * range;
    double step = range * (1 + 2 * MARGIN) / (POINTS - 1);
    double[] t = IntStream.range(0, POINTS).mapToDouble(i -> low + i * step).toArray();
    FunBatModel.Latent latent = model.latent(mode, t);
    int rank = latent.mean()[0].length;
    List<Plot.Curve> curves = new ArrayList<>();
    for (int r = 0; r < rank; r++) {
      double[] mean = new double[POINTS];
      double[] below = new double[POINTS];
      double[] above = new double[POINTS];
      for (int i = 0; i < POINTS; i++) {
        double band = 2 * Math.sqrt(latent.covariance()[i][r * rank + r]);
        mean[i] = latent.mean()[i][r];
        below[i] = mean[i] - band;
        above[i] = mean[i] + band;
      }
      curves.add(Plot.Curve.banded("function " + (r + 1), t, mean, below, above));
    }
    return new Plot.Lines(title, Plot.Axis.linear("index"), Plot.Axis.linear("value"), curves);
  }
}
