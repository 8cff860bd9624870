package polyad.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import polyad.catalog.AtomicFiles;
import polyad.catalog.Json;
import polyad.catalog.UsageException;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.ReportWriter;
import polyad.catalog.report.Table;
import polyad.data.CsvTable;
import polyad.tensor.NpyArray;
import polyad.tensor.NpyFile;

/** Writes tables where the user asked: {@code .csv}, {@code .json}, {@code .md} or {@code .npy}. */
final class TableFiles {
  private enum Kind {
    CSV,
    JSON,
    MD,
    NPY
  }

  private TableFiles() {}

  /**
   * Says before the work whether the result can be written there.
   *
   * @throws UsageException when the name ends in nothing known
   */
  static void requireKind(Path file) {
    kind(file);
  }

  static void write(Path file, Table table) throws IOException {
    switch (kind(file)) {
      case CSV -> csv(file, table);
      case JSON -> AtomicFiles.write(file, Json.write(ReportWriter.json(table)).getBytes(UTF_8));
      case MD -> AtomicFiles.write(file, ReportWriter.markdown(table).getBytes(UTF_8));
      case NPY -> npy(file, table);
    }
  }

  private static Kind kind(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    for (Kind kind : Kind.values()) {
      if (name.endsWith("." + kind.name().toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw new UsageException(
        "--out " + file + " is of no known kind: expected a name in .csv, .json, .md or .npy");
  }

  private static void csv(Path file, Table table) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : table.rows()) {
      List<Object> cells = new ArrayList<>();
      for (Object cell : row) {
        cells.add(cell == null ? "" : cell instanceof Measurement m ? m.mean() : cell);
      }
      rows.add(cells);
    }
    CsvTable.write(file, table.columns().stream().map(Table.Column::name).toList(), rows);
  }

  private static void npy(Path file, Table table) throws IOException {
    int width = table.columns().size();
    double[] values = new double[table.rows().size() * width];
    for (int i = 0; i < values.length; i++) {
      Object cell = table.rows().get(i / width).get(i % width);
      values[i] =
          switch (cell) {
            case Number number -> number.doubleValue();
            case Measurement measurement -> measurement.mean();
            case null, default ->
                throw new UsageException(
                    "column '%s' is not of numbers: write %s as .csv or .json"
                        .formatted(table.columns().get(i % width).name(), file));
          };
    }
    NpyFile.write(file, NpyArray.of(values, table.rows().size(), width));
  }
}
