package polyad.text.matryoshka2d;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Table;
import polyad.data.SentencePairs;
import polyad.nn.evaluate.Correlation;
import polyad.tensor.Autograd;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.text.SentenceEncoder;
import polyad.text.TokenizedTexts;

/**
 * A score for every depth and width.
 *
 * @param layers n, rising
 * @param dims d, rising
 * @param scores 100·Spearman, [layers][dims]
 */
public record Grid(int[] layers, int[] dims, double[][] scores) {
  /** Checks the shape. */
  public Grid {
    int width = dims.length;
    if (layers.length == 0
        || width == 0
        || scores.length != layers.length
        || Arrays.stream(scores).anyMatch(row -> row.length != width)) {
      throw new IllegalArgumentException(
          "scores have another shape than %d layers and %d dims".formatted(layers.length, width));
    }
  }

  /**
   * Spearman's correlation of the cosine of pairs with their scores, at every depth and width. The
   * encoder is run once.
   *
   * @param pairs with scores
   * @throws IllegalArgumentException when a layer or dim is out of range, or the pairs have no
   *     scores
   */
  public static Grid evaluate(
      SentenceEncoder encoder, SentencePairs pairs, int[] layers, int[] dims) {
    Arrays.stream(dims).forEach(encoder::requireDimension);
    if (pairs.format() != SentencePairs.Format.SCORED) {
      throw new IllegalArgumentException(
          "an evaluation takes pairs with scores: text1,text2,label");
    }
    try (var _ = TensorScope.open()) {
      TokenizedTexts texts = encoder.tokenize(pairs.sentences());
      List<Tensor> vectors = encoder.pooledAll(texts, layers);
      double[][] scores = new double[layers.length][dims.length];
      for (int i = 0; i < layers.length; i++) {
        for (int j = 0; j < dims.length; j++) {
          int d = dims[j];
          scores[i][j] = score(vectors.get(i), x -> x.narrow(1, 0, d), pairs.labels());
        }
      }
      return new Grid(layers, dims, scores);
    }
  }

  /**
   * The score of pooled vectors after a map.
   *
   * @param pooled sentences in turns, [2P, D]
   * @param map to vectors whose cosine is taken
   */
  static double score(Tensor pooled, UnaryOperator<Tensor> map, double[] labels) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor unit = Functional.normalize(map.apply(pooled), 1, 1e-12).view(labels.length, 2, -1);
      Tensor cosine = unit.select(1, 0).mul(unit.select(1, 1)).sum(1); // [P]
      return 100 * Correlation.spearman(cosine.toDoubleArray(), labels);
    }
  }

  /** The score of the deepest layer at the largest width. */
  public double full() {
    return scores[layers.length - 1][dims.length - 1];
  }

  /** The score of the deepest layer at the smallest width. */
  public double lastSmallest() {
    return scores[layers.length - 1][0];
  }

  /** The score of the deepest layer at the second largest width. */
  double lastHalf() {
    return scores[layers.length - 1][Math.max(0, dims.length - 2)];
  }

  /** The score at the largest width of the layer in the middle. */
  double halfDepth() {
    return scores[Math.max(0, layers.length / 2 - 1)][dims.length - 1];
  }

  /** The mean over all layers at the smallest width. */
  double meanSmallest() {
    return Arrays.stream(scores).mapToDouble(row -> row[0]).average().orElse(Double.NaN);
  }

  /** The mean at the largest width of all layers but the deepest; NaN when there are none. */
  double meanBelowLastFullWidth() {
    return Arrays.stream(scores, 0, layers.length - 1)
        .mapToDouble(row -> row[dims.length - 1])
        .average()
        .orElse(Double.NaN);
  }

  /** The mean over all widths of all layers but the deepest; NaN when there are none. */
  public double meanBelowLast() {
    return Arrays.stream(scores, 0, layers.length - 1)
        .flatMapToDouble(Arrays::stream)
        .average()
        .orElse(Double.NaN);
  }

  /** The largest loss from one layer to the next at the same width; 0 when there is none. */
  public double largestDrop() {
    double drop = 0;
    for (int i = 1; i < layers.length; i++) {
      for (int j = 0; j < dims.length; j++) {
        drop = Math.max(drop, scores[i - 1][j] - scores[i][j]);
      }
    }
    return drop;
  }

  /** The mean of grids of one shape. */
  static Grid mean(List<Grid> grids) {
    Grid first = grids.getFirst();
    double[][] mean = new double[first.layers.length][first.dims.length];
    for (Grid grid : grids) {
      for (int i = 0; i < mean.length; i++) {
        for (int j = 0; j < mean[i].length; j++) {
          mean[i][j] += grid.scores[i][j] / grids.size();
        }
      }
    }
    return new Grid(first.layers, first.dims, mean);
  }

  /** One row a layer, one column a width. */
  public Table table(String title) {
    Table.Builder table = Table.of(title).columns("layer n");
    Arrays.stream(dims).forEach(d -> table.higher("d=" + d));
    for (int i = 0; i < layers.length; i++) {
      Object[] row = new Object[dims.length + 1];
      row[0] = layers[i];
      for (int j = 0; j < dims.length; j++) {
        row[j + 1] = scores[i][j];
      }
      table.row(row);
    }
    return table.build();
  }

  /** Colours for scores; layers downwards, widths to the right. */
  public Plot heatmap(String title) {
    return new Plot.Heatmap(title, "width d", "layer n", names(dims), names(layers), rows());
  }

  private static List<String> names(int[] numbers) {
    return Arrays.stream(numbers).mapToObj(String::valueOf).toList();
  }

  private List<List<Double>> rows() {
    return Arrays.stream(scores).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }
}
