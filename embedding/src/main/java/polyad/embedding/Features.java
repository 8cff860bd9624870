package polyad.embedding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import polyad.catalog.FeatureFiles;
import polyad.catalog.UsageException;
import polyad.data.CsvTable;
import polyad.data.Idx;
import polyad.data.IdxArray;
import polyad.data.ImageShape;
import polyad.data.Missing;
import polyad.data.TextFiles;

/**
 * Rows of features from a user's file, as {@link FeatureFiles} reads them, and their labels.
 *
 * @param rows [N, d], finite, in the file's units
 * @param labels one text a row, or null when there are none
 * @param image the shape when rows are idx images, else null
 */
public record Features(float[][] rows, @Nullable List<String> labels, @Nullable ImageShape image) {
  /** Checks that rows are there, finite, and as many as labels. */
  public Features {
    if (rows.length == 0) {
      throw new UsageException("the data has no rows");
    }
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        if (!Float.isFinite(rows[i][j])) {
          throw new UsageException(
              "row " + (i + 1) + " column " + (j + 1) + " is " + rows[i][j] + ", not finite");
        }
      }
    }
    if (labels != null) {
      labels = List.copyOf(labels);
      if (labels.size() != rows.length) {
        throw new UsageException(
            "there are " + labels.size() + " labels for " + rows.length + " rows");
      }
    }
  }

  /** The number of features of a row. */
  public int dimension() {
    return rows[0].length;
  }

  /**
   * Reads features and labels.
   *
   * @param file the features
   * @param labelFile labels, one a line, or idx; null when a csv has them in a column
   * @param labelColumn the csv column that holds labels; empty for none
   * @throws IOException when a file is malformed
   * @throws UsageException when it holds something else than rows of numbers
   */
  public static Features read(Path file, @Nullable Path labelFile, String labelColumn)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UsageException(file + ": no such file");
    }
    Features features = read(file, labelColumn);
    return labelFile == null
        ? features
        : new Features(features.rows, labels(labelFile), features.image);
  }

  private static Features read(Path file, String labelColumn) throws IOException {
    String name = name(file);
    if (name.contains(".csv") && !labelColumn.isEmpty()) {
      CsvTable table = CsvTable.read(file);
      if (table.has(labelColumn)) {
        return labelled(file, table, labelColumn);
      }
    }
    return new Features(FeatureFiles.read(file), null, image(file, name));
  }

  private static Features labelled(Path file, CsvTable table, String labelColumn)
      throws IOException {
    List<String> columns = new ArrayList<>(table.header());
    columns.remove(labelColumn);
    if (columns.isEmpty()) {
      throw new UsageException(file + ": has no column of features");
    }
    double[][] values = table.numeric(columns, Missing.REJECT);
    float[][] rows = new float[values.length][columns.size()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = (float) values[i][j];
      }
    }
    return new Features(rows, table.text(labelColumn), null);
  }

  private static @Nullable ImageShape image(Path file, String name) throws IOException {
    if (!name.contains("idx")) {
      return null;
    }
    int[] shape = Idx.read(file).shape();
    return shape.length == 3 ? new ImageShape(1, shape[1], shape[2]) : null;
  }

  private static List<String> labels(Path file) throws IOException {
    if (!name(file).contains("idx")) {
      return TextFiles.lines(file);
    }
    IdxArray array = Idx.read(file);
    if (array.shape().length != 1) {
      throw new UsageException(file + ": needs idx labels of 1 dimension");
    }
    List<String> labels = new ArrayList<>();
    for (float label : array.floats()) {
      labels.add(String.valueOf((int) label));
    }
    return labels;
  }

  private static String name(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }
}
