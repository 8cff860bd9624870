package polyad.data;

import java.util.List;

/**
 * How a file of cells is to be understood.
 *
 * @param baseIndex what the file calls the first entity, 0 or 1; {@link #AUTO} for the format's own
 * @param modes columns of a table that are modes; empty for all but the value
 * @param value column of a table that holds the values; empty for the last
 * @param duplicates what becomes of several values at one position
 */
public record SparseTensorOptions(
    int baseIndex, List<String> modes, String value, SparseTensor.Duplicates duplicates) {
  /** The base of the format: 1 for {@code .tns}, else 0. */
  public static final int AUTO = -1;

  /** The format's base, all columns but the last as modes, no duplicates. */
  public static final SparseTensorOptions DEFAULT =
      new SparseTensorOptions(AUTO, List.of(), "", SparseTensor.Duplicates.ERROR);

  /** Checks base and modes. */
  public SparseTensorOptions {
    modes = List.copyOf(modes);
    if (baseIndex < AUTO || baseIndex > 1) {
      throw new IllegalArgumentException(
          "baseIndex is " + baseIndex + ", allowed: 0, 1, or -1 for the format's own");
    }
    if (modes.size() == 1) {
      throw new IllegalArgumentException("modes is " + modes + ", allowed: 2 or more columns");
    }
  }

  /** The same with another base. */
  public SparseTensorOptions withBaseIndex(int base) {
    return new SparseTensorOptions(base, modes, value, duplicates);
  }

  /** The same with these columns. */
  public SparseTensorOptions withColumns(List<String> modeColumns, String valueColumn) {
    return new SparseTensorOptions(baseIndex, modeColumns, valueColumn, duplicates);
  }

  /** The same with another rule for duplicates. */
  public SparseTensorOptions withDuplicates(SparseTensor.Duplicates rule) {
    return new SparseTensorOptions(baseIndex, modes, value, rule);
  }
}
