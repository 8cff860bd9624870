package polyad.completion.functional;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import polyad.catalog.ModelDirectory;

/**
 * How a file's columns become a model's indexes and values: (index − offset)/unit and (value −
 * mean)/sd.
 *
 * @param modes their columns
 * @param value column of the values
 * @param time those of the modes that are dates or times, taken as days since 1970
 * @param offset [K]
 * @param unit above 0, [K]
 * @param mean of the values
 * @param sd of the values, above 0
 */
record Columns(
    List<String> modes,
    String value,
    List<String> time,
    double[] offset,
    double[] unit,
    double mean,
    double sd) {
  private static final String FILE = "columns.json";

  Columns {
    modes = List.copyOf(modes);
    time = List.copyOf(time);
  }

  /** Numbers as they are. */
  static Columns of(List<String> modes, String value) {
    double[] unit = new double[modes.size()];
    Arrays.fill(unit, 1);
    return new Columns(modes, value, List.of(), new double[modes.size()], unit, 0, 1);
  }

  void write(ModelDirectory.Writer writer) throws IOException {
    writer.json(FILE, this);
  }

  static Columns read(ModelDirectory directory) throws IOException {
    return directory.json(FILE, Columns.class);
  }

  /** The model's index of mode k. */
  double index(int k, double coordinate) {
    return (coordinate - offset[k]) / unit[k];
  }

  /** How a file writes the coordinate of a model's index. */
  String label(int k, double index) {
    double coordinate = offset[k] + unit[k] * index;
    return time.contains(modes.get(k))
        ? CoordinateTable.moment(coordinate).toString()
        : Double.toString(coordinate);
  }

  /** The model's indexes. */
  double[][] indexes(double[][] coordinates) {
    double[][] t = new double[coordinates.length][modes.size()];
    for (int i = 0; i < t.length; i++) {
      for (int k = 0; k < modes.size(); k++) {
        t[i][k] = index(k, coordinates[i][k]);
      }
    }
    return t;
  }

  /** The model's values. */
  double[] standardised(double[] values) {
    return Arrays.stream(values).map(y -> (y - mean) / sd).toArray();
  }
}
