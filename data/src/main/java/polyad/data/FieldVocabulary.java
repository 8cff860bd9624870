package polyad.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the values of a click log's fields, as they were seen in training.
 *
 * <p>Each field's first id stands for whatever is not in the vocabulary: values seen less than
 * {@code minCount} times, and values met later for the first time. A missing value (an empty cell)
 * is the value "", numbered like any other. Fields with more values than {@code buckets} are hashed
 * instead: any text has a bucket, and nothing is unknown.
 */
public final class FieldVocabulary {
  private static final List<String> HEADER = List.of("field", "kind", "value");

  private final List<Field> fields;
  private final FieldLayout layout;

  /**
   * How to number.
   *
   * @param minCount values seen less often share their field's first id, at least 1
   * @param buckets fields with more values are hashed into so many, at least 2; 0 for no hashing
   * @param numeric fields of whole numbers that are put into classes first: floor(ln(v)²) above 2,
   *     the number itself up to 2, as for Criteo's counts
   */
  public record Options(int minCount, int buckets, List<String> numeric) {
    /** Checks the numbers. */
    public Options {
      numeric = List.copyOf(numeric);
      if (minCount < 1) {
        throw new IllegalArgumentException("minCount is " + minCount + ", allowed: 1 or more");
      }
      if (buckets < 0 || buckets == 1) {
        throw new IllegalArgumentException("buckets is " + buckets + ", allowed: 0, or 2 or more");
      }
    }
  }

  /** One field: hashed when {@code buckets} is above 0, else numbered from 1. */
  private record Field(String name, boolean numeric, int buckets, Map<String, Integer> ids) {
    int size() {
      return buckets > 0 ? buckets : ids.size() + 1;
    }

    int id(String value) {
      return buckets > 0 ? bucket(value, buckets) : ids.getOrDefault(value, 0);
    }
  }

  private FieldVocabulary(List<Field> fields) {
    this.fields = List.copyOf(fields);
    layout =
        new FieldLayout(
            fields.stream().map(Field::name).toList(), fields.stream().map(Field::size).toList());
  }

  /**
   * Takes up the values of a log, frequent ones first.
   *
   * @throws FormatException when a value of a numeric field is no number
   * @throws IllegalArgumentException when a numeric field is not one of the log's
   */
  public static FieldVocabulary fit(ClickTable table, Options options) throws FormatException {
    for (String name : options.numeric()) {
      if (!table.fields().contains(name)) {
        throw new IllegalArgumentException(
            "numeric: no field '" + name + "'; the fields are " + table.fields());
      }
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < table.fields().size(); i++) {
      fields.add(fit(table, i, options));
    }
    return new FieldVocabulary(fields);
  }

  private static Field fit(ClickTable table, int field, Options options) throws FormatException {
    String name = table.fields().get(field);
    boolean numeric = options.numeric().contains(name);
    Map<String, Integer> counts = new HashMap<>();
    for (int r = 0; r < table.size(); r++) {
      counts.merge(value(table, r, field, numeric), 1, Integer::sum);
    }
    List<String> values = new ArrayList<>();
    counts.forEach(
        (value, count) -> {
          if (count >= options.minCount() || numeric) {
            values.add(value);
          }
        });
    if (options.buckets() > 0 && values.size() > options.buckets()) {
      return new Field(name, numeric, options.buckets(), Map.of());
    }
    values.sort(
        Comparator.comparingInt((String v) -> -counts.getOrDefault(v, 0))
            .thenComparing(Comparator.naturalOrder()));
    return new Field(name, numeric, 0, number(values));
  }

  private static Map<String, Integer> number(List<String> values) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    values.forEach(value -> ids.put(value, ids.size() + 1));
    return ids;
  }

  /** The value that is numbered: a class where the field is numeric. */
  private static String value(ClickTable table, int row, int field, boolean numeric)
      throws FormatException {
    String text = table.value(row, field);
    if (!numeric || text.isEmpty()) {
      return text;
    }
    double v = CsvTable.parse(text);
    if (Double.isNaN(v)) {
      throw table.error(row, field, "a number, since the field is numeric");
    }
    double log = Math.log(v);
    return Long.toString(v > 2 ? (long) Math.floor(log * log) : (long) v);
  }

  /** FNV-1a of the characters, mixed (Murmur's finaliser): the same on every machine. */
  private static int bucket(String value, int buckets) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < value.length(); i++) {
      hash = (hash ^ value.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    return (int) Long.remainderUnsigned(hash ^ (hash >>> 33), buckets);
  }

  /** The fields and their sizes, unknown included. */
  public FieldLayout layout() {
    return layout;
  }

  /** The global ids that stand for unknown values: one a field that is not hashed. */
  public int[] unknown() {
    int[] offsets = layout.offsets();
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).buckets() == 0) {
        ids.add(offsets[i]);
      }
    }
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Numbers a log with the same fields.
   *
   * @throws FormatException when a value of a numeric field is no number
   */
  public CtrDataset encode(ClickTable table) throws FormatException {
    if (!table.fields().equals(layout.names())) {
      throw new IllegalArgumentException(
          table.source() + ": fields are " + table.fields() + ", expected " + layout.names());
    }
    int m = fields.size();
    int[] offsets = layout.offsets();
    int[] ids = new int[table.size() * m];
    for (int r = 0; r < table.size(); r++) {
      for (int i = 0; i < m; i++) {
        Field field = fields.get(i);
        ids[r * m + i] = offsets[i] + field.id(value(table, r, i, field.numeric()));
      }
    }
    return new CtrDataset(layout, ids, table.labels());
  }

  /** Writes a csv of field, kind and value, whole or not at all. */
  public void save(Path file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (Field field : fields) {
      String kind = field.numeric() ? "numeric" : "text";
      rows.add(List.of(field.name(), kind, field.buckets() > 0 ? "" + field.buckets() : ""));
      field.ids().keySet().forEach(value -> rows.add(List.of(field.name(), "value", value)));
    }
    CsvTable.write(file, HEADER, rows);
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws FormatException when it is something else
   */
  public static FieldVocabulary load(Path file) throws IOException {
    CsvTable table = CsvTable.read(file);
    if (!table.header().equals(HEADER)) {
      throw new FormatException(file, "line 1", table.header().toString(), HEADER.toString());
    }
    List<Field> fields = new ArrayList<>();
    for (int r = 0; r < table.size(); r++) {
      String name = table.cell(r, "field");
      String value = table.cell(r, "value");
      switch (table.cell(r, "kind")) {
        case "text", "numeric" -> {
          int buckets = value.isEmpty() ? 0 : buckets(table, r, value);
          boolean numeric = table.cell(r, "kind").equals("numeric");
          fields.add(new Field(name, numeric, buckets, new LinkedHashMap<>()));
        }
        case "value" -> {
          Map<String, Integer> ids = fields.isEmpty() ? Map.of() : fields.getLast().ids();
          if (fields.isEmpty()
              || !fields.getLast().name().equals(name)
              || ids.putIfAbsent(value, ids.size() + 1) != null) {
            throw table.error(r, "value", "a new value of the field above");
          }
        }
        default -> throw table.error(r, "kind", "text, numeric or value");
      }
    }
    return new FieldVocabulary(fields);
  }

  private static int buckets(CsvTable table, int row, String text) throws FormatException {
    double buckets = CsvTable.parse(text);
    if (!(buckets >= 2 && buckets <= Integer.MAX_VALUE && buckets == Math.rint(buckets))) {
      throw table.error(row, "value", "a number of buckets");
    }
    return (int) buckets;
  }
}
