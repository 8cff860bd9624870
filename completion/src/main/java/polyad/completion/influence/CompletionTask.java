package polyad.completion.influence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import polyad.completion.CompletionFile;
import polyad.data.CsvTable;
import polyad.data.DataSets;
import polyad.data.Missing;
import polyad.data.SparseTensor;
import polyad.data.SparseTensor.Duplicates;
import polyad.data.SparseTensorFile;
import polyad.data.SparseTensorOptions;
import polyad.data.Splits;
import polyad.data.generate.ZipfEffects;

/**
 * Tensors on which methods are compared, one a seed.
 *
 * @param slug in names of results
 * @param note on which data, and whether they are synthetic
 * @param cells the tensor of a seed
 */
record CompletionTask(String slug, String note, Cells cells) {
  /** Gives a seed its tensor. */
  @FunctionalInterface
  interface Cells {
    SparseTensor of(long seed);
  }

  private static final double TEST = 0.1;
  private static final double VALIDATION = 0.2;
  private static final int[] AIR_BINS = {50, 50, 150};
  private static final double AIR_WIDTH = 10;

  /** 10 % of the cells for testing, 20 % of the rest for validation, by the seed. */
  SparseTensor.Split split(long seed) {
    return cells.of(seed).split(TEST, VALIDATION, seed);
  }

  /** Generated cells, a new world a seed. */
  static CompletionTask generated(int count) {
    return new CompletionTask(
        "zipf-effects",
        "synthetic: zipf-effects 400 x 300 x 200, %d cells, a new tensor a seed".formatted(count),
        seed -> ZipfEffects.DEFAULT.draw(count, seed));
  }

  /** The user's own tensor. */
  static CompletionTask ofFile(Path file) throws IOException {
    SparseTensor tensor = CompletionFile.read(file, SparseTensorOptions.DEFAULT).tensor();
    return new CompletionTask("own", file.toString(), seed -> tensor);
  }

  /** Air quality of Beijing by temperature, pressure and day, in 50 x 50 x 150 bins. */
  static Optional<CompletionTask> beijing(@Nullable Path data) throws IOException {
    Optional<Path> file = DataSets.open(data).file("funbat", "beijing_pm25.csv.gz");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    CsvTable table = CsvTable.read(file.get());
    double[][] rows = table.numeric(List.of("temp", "pres", "time"), Missing.REJECT);
    int[][] indexes = new int[AIR_BINS.length][rows.length];
    for (int c = 0; c < rows.length; c++) {
      for (int k = 0; k < AIR_BINS.length; k++) {
        int bin = (int) (rows[c][k] / AIR_WIDTH * AIR_BINS[k]);
        indexes[k][c] = Math.min(bin, AIR_BINS[k] - 1);
      }
    }
    SparseTensor tensor =
        SparseTensor.of(AIR_BINS, indexes, table.numeric("value", Missing.REJECT))
            .merge(Duplicates.MEAN);
    return Optional.of(
        new CompletionTask(
            "beijing-pm25",
            "real: Beijing PM2.5 in 50 x 50 x 150 bins, %d cells".formatted(tensor.nnz()),
            seed -> tensor));
  }

  /** Ratings of three modes, of which some are drawn by the seed. */
  static Optional<CompletionTask> ratings(@Nullable Path data, int count) throws IOException {
    return file(data, "tensors", "med.tns.gz", "med", "real: med.tns ratings", count);
  }

  /** Check-ins of users at places in time slots, of which some are drawn by the seed. */
  static Optional<CompletionTask> checkIns(@Nullable Path data, int count) throws IOException {
    return file(data, "dain", "sg_train.tns.gz", "sg", "real: SG check-ins", count);
  }

  private static Optional<CompletionTask> file(
      @Nullable Path data, String set, String name, String slug, String note, int count)
      throws IOException {
    Optional<Path> file = DataSets.open(data).file(set, name);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    SparseTensor tensor = SparseTensorFile.read(file.get()).tensor();
    int kept = Math.min(count, tensor.nnz());
    return Optional.of(
        new CompletionTask(
            slug,
            "%s, %d cells".formatted(note, kept),
            seed -> {
              int[] order = Splits.permutation(tensor.nnz(), new SplittableRandom(seed));
              return tensor.select(Arrays.copyOf(order, kept));
            }));
  }
}
