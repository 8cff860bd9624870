package polyad.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Json;
import polyad.catalog.UsageException;
import polyad.data.CsvOptions;
import polyad.data.CsvTable;
import polyad.data.FormatException;
import polyad.data.SentencePairs;
import polyad.data.TextFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads files of sentences that belong together: {@code .tsv} and {@code .txt} (cells between tabs,
 * without quoting), {@code .csv}, {@code .jsonl}, each also with {@code .gz}. The names of the
 * columns tell the format:
 *
 * <ul>
 *   <li>{@code text1, text2, label}: pairs with a score; also {@code sentence1, sentence2, score},
 *       and SICK's {@code sentence_A, sentence_B, relatedness_score};
 *   <li>{@code text, positive, negative}: triples; {@code anchor} or {@code query} for {@code
 *       text};
 *   <li>{@code text, positive}: pairs that mean the same.
 * </ul>
 *
 * <p>Other columns are ignored. A table without a header whose three columns are two texts and a
 * number, as those of the STS benchmark, is read as pairs with a score.
 */
public final class PairFiles {
  private static final List<String> FIRST = List.of("text1", "sentence1", "sentence_a");
  private static final List<String> SECOND = List.of("text2", "sentence2", "sentence_b");
  private static final List<String> LABEL = List.of("label", "score", "relatedness_score");
  private static final List<String> TEXT = List.of("text", "anchor", "query");
  private static final List<String> POSITIVE = List.of("positive");
  private static final List<String> NEGATIVE = List.of("negative");
  private static final String EXPECTED =
      "text1,text2,label or text,positive,negative or text,positive";

  private PairFiles() {}

  /** A row of named cells, and the line it stands in. */
  private record Row(long line, Map<String, String> cells) {}

  /**
   * Reads a file.
   *
   * @throws UsageException when the file's name ends in nothing known
   * @throws FormatException when a column is missing, a text is empty or a label is no number,
   *     naming the line
   */
  public static SentencePairs read(Path file) throws IOException {
    return pairs(file, rows(file));
  }

  /**
   * Reads the first two texts of every row, whatever else the file has: {@code text1} and {@code
   * text2}, or {@code text} and {@code positive}, under any of their names.
   *
   * @throws FormatException when a column is missing or a text is empty
   */
  public static SentencePairs readTexts(Path file) throws IOException {
    List<Row> rows = rows(file);
    Map<String, String> head = rows.getFirst().cells();
    String first = key(head, FIRST);
    String second = key(head, SECOND);
    if (first == null || second == null) {
      first = key(head, TEXT);
      second = key(head, POSITIVE);
    }
    if (first == null || second == null) {
      throw missing(file, rows.getFirst(), "text1,text2 or text,positive");
    }
    return SentencePairs.pairs(texts(file, rows, first), texts(file, rows, second));
  }

  private static FormatException missing(Path file, Row row, String expected) {
    String found = "columns " + String.join(",", row.cells().keySet());
    return new FormatException(file, "line " + row.line(), found, expected);
  }

  private static List<Row> rows(Path file) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    List<Row> rows;
    if (name.endsWith(".jsonl")) {
      rows = jsonLines(file);
    } else if (name.endsWith(".tsv") || name.endsWith(".txt")) {
      rows = tabs(file);
    } else if (name.endsWith(".csv")) {
      rows = csv(file);
    } else {
      throw new UsageException(
          file + " is of no known kind: expected .tsv, .txt, .csv or .jsonl, .gz or not");
    }
    if (rows.isEmpty()) {
      throw new FormatException(file, "", "no rows", EXPECTED);
    }
    return rows;
  }

  private static SentencePairs pairs(Path file, List<Row> rows) throws FormatException {
    Map<String, String> head = rows.getFirst().cells();
    String first = key(head, FIRST);
    String second = key(head, SECOND);
    String label = key(head, LABEL);
    if (first != null && second != null && label != null) {
      return SentencePairs.scored(
          texts(file, rows, first), texts(file, rows, second), numbers(file, rows, label));
    }
    String text = key(head, TEXT);
    String positive = key(head, POSITIVE);
    String negative = key(head, NEGATIVE);
    if (text == null || positive == null) {
      throw missing(file, rows.getFirst(), EXPECTED);
    }
    return negative == null
        ? SentencePairs.pairs(texts(file, rows, text), texts(file, rows, positive))
        : SentencePairs.triples(
            texts(file, rows, text), texts(file, rows, positive), texts(file, rows, negative));
  }

  private static @Nullable String key(Map<String, String> cells, List<String> names) {
    return cells.keySet().stream()
        .filter(key -> names.contains(key.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse(null);
  }

  private static List<String> texts(Path file, List<Row> rows, String key) throws FormatException {
    List<String> texts = new ArrayList<>(rows.size());
    for (Row row : rows) {
      String text = row.cells().get(key);
      if (text == null || text.isBlank()) {
        String found = text == null ? "no '" + key + "'" : "an empty text";
        throw new FormatException(file, place(row, key), found, "a text");
      }
      texts.add(text);
    }
    return texts;
  }

  private static double[] numbers(Path file, List<Row> rows, String key) throws FormatException {
    double[] numbers = new double[rows.size()];
    for (int i = 0; i < numbers.length; i++) {
      String cell = rows.get(i).cells().getOrDefault(key, "");
      try {
        numbers[i] = Double.parseDouble(cell.strip());
      } catch (NumberFormatException e) {
        numbers[i] = Double.NaN;
      }
      if (!Double.isFinite(numbers[i])) {
        throw new FormatException(file, place(rows.get(i), key), "'" + cell + "'", "a number");
      }
    }
    return numbers;
  }

  private static String place(Row row, String key) {
    return "line " + row.line() + ", column '" + key + "'";
  }

  private static List<Row> tabs(Path file) throws IOException {
    List<String> lines = TextFiles.lines(file);
    List<String[]> cells = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        cells.add(lines.get(i).split("\t", -1));
        numbers.add(i + 1);
        if (cells.getLast().length != cells.getFirst().length) {
          throw new FormatException(
              file,
              "line " + (i + 1),
              cells.getLast().length + " cells",
              cells.getFirst().length + " as in the first row");
        }
      }
    }
    return named(cells, numbers);
  }

  private static List<Row> csv(Path file) throws IOException {
    CsvTable table = CsvTable.read(file, CsvOptions.DEFAULT.withoutHeader());
    List<String[]> cells = new ArrayList<>();
    for (int row = 0; row < table.size(); row++) {
      String[] values = new String[table.header().size()];
      for (int column = 0; column < values.length; column++) {
        values[column] = table.cell(row, String.valueOf(column));
      }
      cells.add(values);
    }
    return named(cells, IntStream.range(0, table.size()).map(table::line).boxed().toList());
  }

  /** Rows under the names of the first, unless that is two texts and a number. */
  private static List<Row> named(List<String[]> cells, List<Integer> lines) {
    if (cells.isEmpty()) {
      return List.of();
    }
    boolean bare = cells.getFirst().length == 3 && isNumber(cells.getFirst()[2]);
    List<String> header =
        bare ? List.of("text1", "text2", "label") : Arrays.asList(cells.getFirst());
    List<Row> rows = new ArrayList<>();
    for (int i = bare ? 0 : 1; i < cells.size(); i++) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int column = 0; column < header.size(); column++) {
        row.put(header.get(column).strip(), cells.get(i)[column]);
      }
      rows.add(new Row(lines.get(i), row));
    }
    return rows;
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text.strip()));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static List<Row> jsonLines(Path file) throws IOException {
    List<String> lines = TextFiles.lines(file);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      JsonNode json;
      try {
        json = Json.mapper().readTree(lines.get(i));
      } catch (JacksonException e) {
        throw new FormatException(file, "line " + (i + 1), "no JSON", "an object a line");
      }
      if (!json.isObject()) {
        throw new FormatException(file, "line " + (i + 1), "no JSON object", "an object a line");
      }
      Map<String, String> cells = new LinkedHashMap<>();
      json.properties().forEach(e -> cells.put(e.getKey(), e.getValue().asString("")));
      rows.add(new Row(i + 1, cells));
    }
    return rows;
  }
}
