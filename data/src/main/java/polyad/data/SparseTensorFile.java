package polyad.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyad.data.SparseTensor.Duplicates;

/**
 * Files of cells, {@code .gz} or not; the name says of which kind:
 *
 * <ul>
 *   <li>{@code .tns}, FROSTT: indexes from 1 on and the value, separated by blanks; {@code #}
 *       comments
 *   <li>{@code .tensor}, or {@code .tsv} without a header: the same with indexes from 0 on
 *   <li>{@code .csv}, or {@code .tsv} with a header: a table whose cells are labels; entities are
 *       numbered as they first appear
 *   <li>{@code .txt}, GenTen: {@code sptensor} or {@code tensor}, the order, the dims, then cells
 *       (from 0 on, after their number) or all values, the first index running fastest
 * </ul>
 */
public final class SparseTensorFile {
  private SparseTensorFile() {}

  /** Reads a file as its format has it, refusing duplicates. */
  public static NamedTensor read(Path file) throws IOException {
    return read(file, SparseTensorOptions.DEFAULT);
  }

  /**
   * Reads a file.
   *
   * @throws FormatException naming file and line of an index that is no whole number or below the
   *     base, a row of another length, a value that is not finite, fewer than two modes, or the
   *     first two cells at one position when duplicates are refused
   * @throws IllegalArgumentException when the table lacks a column that the options name
   */
  public static NamedTensor read(Path file, SparseTensorOptions options) throws IOException {
    String name = FileInput.unpackedName(file);
    if (name.endsWith(".txt")) {
      return merged(file, GenTenFile.read(file, options), options);
    }
    if (isTable(file, name)) {
      return merged(file, table(file, name, options), options);
    }
    int base =
        options.baseIndex() != SparseTensorOptions.AUTO
            ? options.baseIndex()
            : name.endsWith(".tns") ? 1 : 0;
    CellLines cells = new CellLines(file, base);
    cells.readAll();
    return merged(file, numbered(cells, base), options);
  }

  /** A tensor and the line of each cell. */
  record Parsed(NamedTensor named, int[] lines) {}

  static Parsed numbered(CellLines cells, int base) {
    int[][] indexes = cells.indexes();
    int[] dims =
        Arrays.stream(indexes).mapToInt(i -> 1 + Arrays.stream(i).max().orElse(0)).toArray();
    return new Parsed(
        numbered(SparseTensor.of(dims, indexes, cells.values()), base), cells.lines());
  }

  /** A tensor whose modes and entities have numbers only. */
  public static NamedTensor numbered(SparseTensor tensor, int base) {
    List<TensorMode> modes = new ArrayList<>();
    for (int k = 0; k < tensor.order(); k++) {
      modes.add(TensorMode.numbered("mode" + (k + 1), base, tensor.dim(k)));
    }
    return new NamedTensor(tensor, modes, "value");
  }

  private static NamedTensor merged(Path file, Parsed parsed, SparseTensorOptions options)
      throws FormatException {
    SparseTensor tensor = parsed.named().tensor();
    if (options.duplicates() == Duplicates.ERROR) {
      CellIndex seen = new CellIndex(tensor);
      for (int c = 0; c < tensor.nnz(); c++) {
        int first = seen.firstAt(c);
        if (first != c) {
          throw duplicate(file, parsed, first, c);
        }
      }
      return parsed.named();
    }
    return parsed.named().with(tensor.merge(options.duplicates()));
  }

  private static FormatException duplicate(Path file, Parsed parsed, int first, int second) {
    StringBuilder labels = new StringBuilder();
    for (int k = 0; k < parsed.named().modes().size(); k++) {
      labels
          .append(k == 0 ? "" : ", ")
          .append(parsed.named().modes().get(k).label(parsed.named().tensor().index(k, second)));
    }
    return new FormatException(
        file,
        "line " + parsed.lines()[second],
        "cell (" + labels + ") again after line " + parsed.lines()[first],
        "each cell once, or duplicates to be merged (mean, last)");
  }

  private static boolean isTable(Path file, String name) throws IOException {
    if (name.endsWith(".csv")) {
      return true;
    }
    if (!name.endsWith(".tsv")) {
      return false;
    }
    try (BufferedReader reader = FileInput.reader(file, StandardCharsets.UTF_8)) {
      String line = reader.readLine();
      while (line != null && (line.isBlank() || line.startsWith("#"))) {
        line = reader.readLine();
      }
      return line != null
          && Arrays.stream(line.strip().split("\\s+", -1))
              .anyMatch(word -> Double.isNaN(CsvTable.parse(word)));
    } catch (IOException e) {
      throw FileInput.named(file, StandardCharsets.UTF_8, e);
    }
  }

  private static Parsed table(Path file, String name, SparseTensorOptions options)
      throws IOException {
    CsvTable table = openTable(file, name);
    String value = options.value().isEmpty() ? table.header().getLast() : options.value();
    List<String> columns =
        options.modes().isEmpty()
            ? table.header().stream().filter(c -> !c.equals(value)).toList()
            : options.modes();
    if (columns.size() < 2) {
      throw new FormatException(
          file, "line 1", "columns " + table.header(), "2 or more modes and a value");
    }
    double[] values = table.numeric(value, Missing.REJECT);
    if (values.length == 0) {
      throw new FormatException(file, "line 2", "no row", "at least one cell");
    }
    int[][] indexes = new int[columns.size()][values.length];
    List<TensorMode> modes = new ArrayList<>();
    for (int k = 0; k < columns.size(); k++) {
      modes.add(mode(file, table, columns.get(k), indexes[k]));
    }
    int[] dims = modes.stream().mapToInt(TensorMode::size).toArray();
    int[] lines = new int[values.length];
    Arrays.setAll(lines, table::line);
    return new Parsed(new NamedTensor(SparseTensor.of(dims, indexes, values), modes, value), lines);
  }

  static CsvTable openTable(Path file, String name) throws IOException {
    CsvTable table =
        CsvTable.read(file, name.endsWith(".tsv") ? CsvOptions.TAB : CsvOptions.DEFAULT);
    if (table.header().stream().allMatch(c -> !Double.isNaN(CsvTable.parse(c)))) {
      throw new FormatException(
          file, "line 1", "a row of numbers", "the names of the columns, as the first row");
    }
    return table;
  }

  private static TensorMode mode(Path file, CsvTable table, String column, int[] indexes)
      throws FormatException {
    Map<String, Integer> dictionary = new LinkedHashMap<>();
    List<String> cells = table.text(column);
    for (int c = 0; c < indexes.length; c++) {
      String label = cells.get(c).strip();
      if (label.isEmpty()) {
        throw new FormatException(
            file, "line " + table.line(c) + ", column '" + column + "'", "no label", "a label");
      }
      indexes[c] = dictionary.computeIfAbsent(label, any -> dictionary.size());
    }
    return new TensorMode(column, 0, dictionary.size(), List.copyOf(dictionary.keySet()));
  }

  /**
   * Writes the cells under their names, whole or not at all: a table for {@code .csv}, else numbers
   * separated by blanks ({@code .tns} from 1 on, else from the modes' base on).
   */
  public static void write(Path file, NamedTensor named) throws IOException {
    if (FileInput.unpackedName(file).endsWith(".csv")) {
      writeTable(file, named);
      return;
    }
    boolean frostt = FileInput.unpackedName(file).endsWith(".tns");
    SparseTensor tensor = named.tensor();
    AtomicFile.write(
        file,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          for (int c = 0; c < tensor.nnz(); c++) {
            for (int k = 0; k < tensor.order(); k++) {
              int base = frostt ? 1 : named.modes().get(k).base();
              writer.write(Integer.toString(tensor.index(k, c) + base));
              writer.write(' ');
            }
            writer.write(Double.toString(tensor.value(c)));
            writer.write('\n');
          }
          writer.flush();
        });
  }

  private static void writeTable(Path file, NamedTensor named) throws IOException {
    List<String> header = new ArrayList<>(named.modes().stream().map(TensorMode::name).toList());
    header.add(named.value());
    List<List<Object>> rows = new ArrayList<>(named.tensor().nnz());
    for (int c = 0; c < named.tensor().nnz(); c++) {
      List<Object> row = new ArrayList<>(header.size());
      for (int k = 0; k < named.modes().size(); k++) {
        row.add(named.modes().get(k).label(named.tensor().index(k, c)));
      }
      row.add(named.tensor().value(c));
      rows.add(row);
    }
    CsvTable.write(file, header, rows);
  }
}
