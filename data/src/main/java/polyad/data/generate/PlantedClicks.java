package polyad.data.generate;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import polyad.data.CtrDataset;
import polyad.data.FieldLayout;
import polyad.data.Splits;

/**
 * A click log whose fields need known numbers of dimensions. Ids of large fields (above 50 values)
 * are min(Zipf(1.3) − 1, size − 1) under a random permutation, others are uniform. A value has a
 * vector N(0, 0.9²) in its field's first planted dimensions and a bias N(0, 0.5²) where there are
 * any; the logit of a row is Σ b + 0.225 Σ_dims [(Σ v)² − Σ v²], less the median of all rows, and
 * the label is drawn from it. Fields with no dimension are noise.
 *
 * @param sizes values of each field
 * @param dims planted dimensions of each field, as many
 */
public record PlantedClicks(List<Integer> sizes, List<Integer> dims) {
  private static final double ZIPF = 1.3;
  private static final double ZETA = 3.931949211809544; // ζ(1.3)
  private static final int LARGE = 50;

  /** The ten fields of OptEmbed's check. */
  public static final PlantedClicks DEFAULT =
      new PlantedClicks(
          List.of(8000, 3000, 3000, 1000, 300, 100, 50, 20, 10, 5),
          List.of(2, 4, 0, 2, 1, 0, 4, 2, 0, 1));

  /** Checks the lengths. */
  public PlantedClicks {
    sizes = List.copyOf(sizes);
    dims = List.copyOf(dims);
    if (sizes.isEmpty() || sizes.size() != dims.size() || dims.stream().anyMatch(d -> d < 0)) {
      throw new IllegalArgumentException(
          "sizes, dims: %s and %s, expected one length, and no dims below 0"
              .formatted(sizes, dims));
    }
  }

  /** Rows of one world, and the probabilities behind the labels [N]. */
  public record Sample(CtrDataset clicks, double[] probabilities) {}

  /** Draws a world and rows of it. */
  public Sample draw(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int m = sizes.size();
    FieldLayout layout = FieldLayout.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    int width = Math.max(1, dims.stream().mapToInt(Integer::intValue).max().orElse(1));
    double[][] vectors = new double[layout.total()][width];
    double[] biases = new double[layout.total()];
    int[] offsets = layout.offsets();
    int[] ids = new int[rows * m];
    for (int i = 0; i < m; i++) {
      plant(vectors, biases, offsets[i], offsets[i + 1], dims.get(i), random);
      drawIds(ids, i, m, offsets[i], sizes.get(i), random);
    }
    double[] logits = new double[rows];
    for (int r = 0; r < rows; r++) {
      logits[r] = logit(Arrays.copyOfRange(ids, r * m, (r + 1) * m), vectors, biases);
    }
    double[] sorted = logits.clone();
    Arrays.sort(sorted);
    double median = 0.5 * (sorted[(rows - 1) / 2] + sorted[rows / 2]);
    double[] probabilities = new double[rows];
    float[] labels = new float[rows];
    for (int r = 0; r < rows; r++) {
      probabilities[r] = 1 / (1 + Math.exp(median - logits[r]));
      labels[r] = random.nextDouble() < probabilities[r] ? 1 : 0;
    }
    return new Sample(new CtrDataset(layout, ids, labels), probabilities);
  }

  private static void plant(
      double[][] vectors, double[] biases, int from, int to, int dims, SplittableRandom random) {
    for (int v = from; v < to && dims > 0; v++) {
      for (int j = 0; j < dims; j++) {
        vectors[v][j] = 0.9 * random.nextGaussian();
      }
      biases[v] = 0.5 * random.nextGaussian();
    }
  }

  private static void drawIds(
      int[] ids, int field, int m, int offset, int size, SplittableRandom random) {
    double[] cumulative = new double[size];
    double sum = 0;
    for (int k = 0; k < size; k++) {
      sum += size > LARGE ? Math.pow(k + 1, -ZIPF) / ZETA : 1.0 / size;
      cumulative[k] = sum;
    }
    int[] places = Splits.shuffled(size, random.nextLong(), 1)[0];
    for (int at = field; at < ids.length; at += m) {
      int found = Arrays.binarySearch(cumulative, random.nextDouble());
      int rank = Math.min(size - 1, found < 0 ? -found - 1 : found + 1);
      ids[at] = offset + places[rank];
    }
  }

  private static double logit(int[] row, double[][] vectors, double[] biases) {
    double logit = 0;
    for (int id : row) {
      logit += biases[id];
    }
    for (int j = 0; j < vectors[0].length; j++) {
      double sum = 0;
      double squares = 0;
      for (int id : row) {
        sum += vectors[id][j];
        squares += vectors[id][j] * vectors[id][j];
      }
      logit += 0.225 * (sum * sum - squares);
    }
    return logit;
  }
}
