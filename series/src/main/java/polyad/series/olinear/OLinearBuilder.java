package polyad.series.olinear;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.series.OrthoTrans;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Fits what an OLinear takes from training rows before it is trained: bases and correlations. */
public final class OLinearBuilder {
  private OLinearBuilder() {}

  /**
   * An untrained model with matrices of the training rows.
   *
   * @param trainRows scaled training rows [n, N], n above T and τ
   * @throws IllegalArgumentException when rows are too few or do not vary
   */
  public static OLinear build(
      OLinearConfig config, double[][] trainRows, OrthoTrans.Normalise normalise, Generator rng) {
    if (trainRows[0].length != config.encIn()) {
      throw new IllegalArgumentException(
          "rows have " + trainRows[0].length + " variates, encIn is " + config.encIn());
    }
    boolean fixed = config.variant() == OLinearConfig.Variant.OLINEAR_C;
    @Nullable Tensor correlation = fixed ? Tensor.of(channelCorrelation(trainRows)) : null;
    return new OLinear(config, basis(config, trainRows, normalise), correlation, rng);
  }

  private static @Nullable WindowBasis basis(
      OLinearConfig config, double[][] rows, OrthoTrans.Normalise normalise) {
    if (!config.usesOrthoTrans()) {
      return null;
    }
    if (!config.qChanIndep()) {
      return WindowBasis.ortho(
          OrthoTrans.fit(rows, config.seqLen(), normalise),
          OrthoTrans.fit(rows, config.predLen(), normalise));
    }
    List<OrthoTrans> in = new ArrayList<>();
    List<OrthoTrans> out = new ArrayList<>();
    for (int j = 0; j < config.encIn(); j++) {
      double[][] column = column(rows, j);
      in.add(OrthoTrans.fit(column, config.seqLen(), normalise));
      out.add(OrthoTrans.fit(column, config.predLen(), normalise));
    }
    return WindowBasis.ortho(in, out);
  }

  private static double[][] column(double[][] rows, int j) {
    double[][] column = new double[rows.length][1];
    for (int i = 0; i < rows.length; i++) {
      column[i][0] = rows[i][j];
    }
    return column;
  }

  /** Pearson correlations of the columns, [N, N]; a constant column correlates with itself only. */
  public static double[][] channelCorrelation(double[][] rows) {
    int n = rows[0].length;
    double[] mean = new double[n];
    for (double[] row : rows) {
      for (int j = 0; j < n; j++) {
        mean[j] += row[j] / rows.length;
      }
    }
    double[][] products = new double[n][n];
    for (double[] row : rows) {
      for (int a = 0; a < n; a++) {
        for (int b = 0; b <= a; b++) {
          products[a][b] += (row[a] - mean[a]) * (row[b] - mean[b]);
        }
      }
    }
    double[][] correlation = new double[n][n];
    for (int a = 0; a < n; a++) {
      correlation[a][a] = 1;
      for (int b = 0; b < a; b++) {
        double scale = Math.sqrt(products[a][a] * products[b][b]);
        correlation[a][b] = scale > 0 ? products[a][b] / scale : 0;
        correlation[b][a] = correlation[a][b];
      }
    }
    return correlation;
  }
}
