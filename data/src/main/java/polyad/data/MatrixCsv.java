package polyad.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Matrices as comma-separated numbers without a header, one row a line. */
public final class MatrixCsv {
  private MatrixCsv() {}

  /**
   * Reads a matrix, {@code [rows][columns]}, {@code .gz} or not.
   *
   * @throws FormatException when the file is empty or ragged, or a cell is missing or no number
   */
  public static double[][] read(Path file) throws IOException {
    CsvTable table = CsvTable.read(file, CsvOptions.DEFAULT.withoutHeader());
    return table.numeric(table.header(), Missing.REJECT);
  }

  /** Writes a matrix so that reading it gives the same doubles, whole or not at all. */
  public static void write(Path file, double[][] matrix) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          for (double[] row : matrix) {
            String line =
                Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(","));
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
          }
        });
  }
}
