package polyad.geometry.rotation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import polyad.algebra.RotationOptions;
import polyad.algebra.RotationRepresentation;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.CsvOptions;
import polyad.data.CsvTable;
import polyad.data.Missing;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Rewrites rotations in a CSV file, one a row, from one form to another. */
final class ConvertTool implements Tool<ConvertTool.Options> {
  /** What rows hold: a representation's numbers, or the matrix itself. */
  enum Form {
    ORTHO6D,
    ORTHO5D,
    QUATERNION,
    AXIS_ANGLE,
    RODRIGUEZ,
    EULER,
    EULER_SIN_COS,
    HOPF,
    SVD,
    MATRIX;

    /** Matrices are read as they are: one that is no rotation is refused, not projected. */
    boolean isMatrix() {
      return this == MATRIX;
    }

    RotationRepresentation representation() {
      return isMatrix()
          ? RotationRepresentation.MATRIX_GRAM_SCHMIDT
          : RotationRepresentation.valueOf(name());
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  record Options(
      @Describe("form of the file's rows; quaternions are w, x, y, z; matrices by rows") Form from,
      @Describe("form to write") Form to,
      @Describe("whether ortho5d is scaled as in the released code") boolean scale,
      @Describe("whether a rodriguez vector's length is the angle, not half of it")
          boolean fullAngle,
      @Describe("whether the file has a line of names first") boolean header) {}

  @Override
  public String name() {
    return "convert";
  }

  @Override
  public String summary() {
    return "Rewrites the rotations of a CSV file, one a row, in another representation.";
  }

  @Override
  public Options options() {
    return new Options(Form.QUATERNION, Form.ORTHO6D, true, false, false);
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    Path file = job.file();
    CsvOptions csv = options.header() ? CsvOptions.DEFAULT : CsvOptions.DEFAULT.withoutHeader();
    CsvTable rows = CsvTable.read(file, csv);
    double[][] numbers = rows.numeric(rows.header(), Missing.REJECT);
    double[][] converted;
    try {
      converted = convert(numbers, options);
    } catch (IllegalArgumentException e) {
      throw new UsageException(file + ": " + e.getMessage() + " (rows count from 0)", e);
    }
    return table(converted, options.to());
  }

  static double[][] convert(double[][] numbers, Options options) {
    RotationRepresentation from = options.from().representation();
    RotationRepresentation to = options.to().representation();
    RotationOptions how =
        new RotationOptions(options.from().isMatrix(), options.scale(), options.fullAngle(), true);
    try (var _ = TensorScope.open()) {
      Tensor matrix = from.toMatrix(Tensor.of(numbers), how);
      return toRows(to.fromMatrix(matrix, how));
    }
  }

  private static double[][] toRows(Tensor tensor) {
    double[] flat = tensor.reshape(-1).toDoubleArray();
    int columns = (int) tensor.size(-1);
    double[][] rows = new double[(int) tensor.size(0)][columns];
    for (int i = 0; i < flat.length; i++) {
      rows[i / columns][i % columns] = flat[i];
    }
    return rows;
  }

  private static Table table(double[][] rows, Form form) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < form.representation().dim(); i++) {
      names.add(form.label() + "_" + i);
    }
    Table.Builder table =
        Table.of("Rotations as " + form.label()).columns(names.toArray(String[]::new));
    for (double[] row : rows) {
      Object[] cells = new Object[row.length];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = row[i];
      }
      table.row(cells);
    }
    return table.build();
  }
}
