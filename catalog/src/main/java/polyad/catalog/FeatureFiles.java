package polyad.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import polyad.data.CsvOptions;
import polyad.data.CsvTable;
import polyad.data.Idx;
import polyad.data.IdxArray;
import polyad.data.Missing;
import polyad.tensor.NpyFile;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/**
 * The rows of features that training, encoding, indexing and searching take: {@code .npy} of two
 * axes, {@code .safetensors} with one matrix, {@code .csv} of numbers with or without a header, idx
 * images with one row an image. Values are as in the file; idx bytes are 0 to 255.
 */
public final class FeatureFiles {
  private static final Pattern IDX = Pattern.compile(".*idx\\d(-ubyte)?(\\.gz)?");
  private static final Pattern CSV = Pattern.compile(".*\\.(csv|tsv|txt)(\\.gz)?");

  private FeatureFiles() {}

  /**
   * Reads a file.
   *
   * @return {@code [n, d]}
   * @throws UsageException when the name ends in nothing known
   * @throws IOException when the file is missing or malformed
   */
  public static float[][] read(Path file) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npy")) {
      NpyFile.FloatMatrix matrix = NpyFile.readFloats(file);
      return rows(matrix.data(), matrix.rows(), matrix.cols());
    }
    if (name.endsWith(".safetensors")) {
      return safetensors(file);
    }
    if (IDX.matcher(name).matches()) {
      IdxArray images = Idx.read(file);
      int count = images.shape()[0];
      return rows(images.floats(), count, count == 0 ? 0 : images.size() / count);
    }
    if (CSV.matcher(name).matches()) {
      return csv(file, name.contains(".tsv") ? CsvOptions.TAB : CsvOptions.DEFAULT);
    }
    throw new UsageException(
        file
            + " is of no known kind: expected .npy, .safetensors, .csv, .tsv or an idx file such as"
            + " images-idx3-ubyte.gz");
  }

  private static float[][] safetensors(Path file) throws IOException {
    try (var _ = TensorScope.open()) {
      List<Tensor> matrices =
          TensorFiles.readSafetensors(file).values().stream().filter(t -> t.dim() == 2).toList();
      if (matrices.size() != 1) {
        throw new UsageException(
            file + " holds " + matrices.size() + " matrices [n, d], expected exactly one");
      }
      return matrices.get(0).toFloatMatrix();
    }
  }

  private static float[][] rows(float[] values, int n, int d) {
    float[][] rows = new float[n][d]; // [n, d]
    for (int i = 0; i < n; i++) {
      System.arraycopy(values, i * d, rows[i], 0, d);
    }
    return rows;
  }

  private static float[][] csv(Path file, CsvOptions options) throws IOException {
    CsvTable plain = CsvTable.read(file, options.withoutHeader());
    CsvTable table = startsWithNumbers(plain) ? plain : CsvTable.read(file, options);
    double[][] values = table.numeric(table.header(), Missing.REJECT); // [n, d]
    float[][] rows = new float[values.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[values[i].length];
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = (float) values[i][j];
      }
    }
    return rows;
  }

  /** A header has a word in some column; a bad cell in a row of numbers is not one. */
  private static boolean startsWithNumbers(CsvTable table) {
    List<String> columns = table.header();
    return columns.stream().anyMatch(column -> isNumber(table.cell(0, column)));
  }

  private static boolean isNumber(String text) {
    try {
      return !Double.isNaN(Double.parseDouble(text.strip()));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
