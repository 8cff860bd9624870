package polyad.catalog.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Typed rows under named columns. A cell is a text, a whole or real number, a yes or no, a {@link
 * Measurement}, or null where there is nothing.
 *
 * @param title what it shows
 * @param columns at least one
 * @param rows each as long as the columns
 * @param note such as the data it was measured on and whether they are synthetic; may be empty
 */
public record Table(
    String title, List<Column> columns, List<List<@Nullable Object>> rows, String note)
    implements Block {
  /** Which values of a column are better. */
  public enum Better {
    /** Neither: no value is marked. */
    NONE,
    /** The lowest is marked. */
    LOWER,
    /** The highest is marked. */
    HIGHER
  }

  /** A column, with its unit in the name where there is one. */
  public record Column(String name, Better better) {}

  /** Checks lengths and types. */
  public Table {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("table '" + title + "' has no columns");
    }
    columns = List.copyOf(columns);
    List<List<@Nullable Object>> copies = new ArrayList<>(rows.size());
    for (List<@Nullable Object> row : rows) {
      copies.add(checked(title, columns, row));
    }
    rows = Collections.unmodifiableList(copies);
  }

  private static List<@Nullable Object> checked(
      String title, List<Column> columns, List<@Nullable Object> row) {
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException(
          "table '%s': a row has %d cells, expected %d"
              .formatted(title, row.size(), columns.size()));
    }
    for (Object cell : row) {
      if (!isCell(cell)) {
        throw new IllegalArgumentException(
            "table '%s': a cell is a %s, expected text, number, boolean or Measurement"
                .formatted(title, cell == null ? "null" : cell.getClass().getName()));
      }
    }
    return Collections.unmodifiableList(new ArrayList<>(row));
  }

  private static boolean isCell(@Nullable Object cell) {
    return cell == null
        || cell instanceof String
        || cell instanceof Integer
        || cell instanceof Long
        || cell instanceof Float
        || cell instanceof Double
        || cell instanceof Boolean
        || cell instanceof Measurement;
  }

  /** Starts a table. */
  public static Builder of(String title) {
    return new Builder(title);
  }

  /** Whether the cell holds the best number of its column; false for NaN and in plain columns. */
  public boolean isBest(int row, int column) {
    Better better = columns.get(column).better();
    double value = number(rows.get(row).get(column));
    if (better == Better.NONE || Double.isNaN(value)) {
      return false;
    }
    for (List<@Nullable Object> other : rows) {
      double rival = number(other.get(column));
      if (better == Better.LOWER ? rival < value : rival > value) {
        return false;
      }
    }
    return true;
  }

  /** The cell as people read it. */
  public String text(int row, int column) {
    return Numbers.cell(rows.get(row).get(column));
  }

  /** Whether the column holds numbers only, so that it is set flush right. */
  boolean isNumeric(int column) {
    return !rows.isEmpty()
        && rows.stream()
            .map(row -> row.get(column))
            .allMatch(
                cell -> cell == null || cell instanceof Number || cell instanceof Measurement);
  }

  private static double number(@Nullable Object cell) {
    return switch (cell) {
      case Number number -> number.doubleValue();
      case Measurement measurement -> measurement.mean();
      case null, default -> Double.NaN;
    };
  }

  /** Names columns, then takes rows. */
  public static final class Builder {
    private final String title;
    private final List<Column> columns = new ArrayList<>();
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private String note = "";

    private Builder(String title) {
      this.title = title;
    }

    /** Plain columns. */
    public Builder columns(String... names) {
      for (String name : names) {
        columns.add(new Column(name, Better.NONE));
      }
      return this;
    }

    /** A column whose lowest value is best. */
    public Builder lower(String name) {
      columns.add(new Column(name, Better.LOWER));
      return this;
    }

    /** A column whose highest value is best. */
    public Builder higher(String name) {
      columns.add(new Column(name, Better.HIGHER));
      return this;
    }

    /** A row, one cell a column. */
    public Builder row(@Nullable Object... cells) {
      rows.add(Arrays.asList(cells));
      return this;
    }

    /** Says on which data it was measured. */
    public Builder note(String text) {
      note = text;
      return this;
    }

    /**
     * The table.
     *
     * @throws IllegalArgumentException when a row's length or a cell's type is wrong
     */
    public Table build() {
      return new Table(title, columns, rows, note);
    }
  }
}
