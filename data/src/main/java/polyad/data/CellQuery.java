package polyad.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Cells whose values are asked for, named as a tensor's file names them.
 *
 * @param names what the query calls the entities, {@code [n][K]}
 * @param entities their indexes, {@code [n][K]}; {@link #UNKNOWN} where the tensor has none of that
 *     name
 * @param lines line of each cell in the file
 */
public record CellQuery(List<String[]> names, int[][] entities, int[] lines) {
  /** The index of an entity that the tensor does not have. */
  public static final int UNKNOWN = -1;

  /**
   * Reads a query: a table with the modes' columns when the modes have labels, else lines of K
   * indexes; what follows them, such as a value, is ignored.
   *
   * @throws FormatException naming the place of what is no index
   */
  public static CellQuery read(Path file, List<TensorMode> modes) throws IOException {
    String name = FileInput.unpackedName(file);
    boolean table = name.endsWith(".csv") || !modes.getFirst().labels().isEmpty();
    return table ? table(file, name, modes) : lines(file, modes);
  }

  private static CellQuery table(Path file, String name, List<TensorMode> modes)
      throws IOException {
    CsvTable table = SparseTensorFile.openTable(file, name);
    List<String[]> names = new ArrayList<>();
    int[][] entities = new int[table.size()][modes.size()];
    int[] lines = new int[table.size()];
    for (int i = 0; i < entities.length; i++) {
      names.add(new String[modes.size()]);
      lines[i] = table.line(i);
    }
    for (int k = 0; k < modes.size(); k++) {
      TensorMode mode = modes.get(k);
      Map<String, Integer> dictionary = mode.dictionary();
      List<String> cells = table.text(mode.name());
      for (int i = 0; i < entities.length; i++) {
        String word = cells.get(i).strip();
        names.get(i)[k] = word;
        entities[i][k] =
            mode.labels().isEmpty()
                ? inside(CellLines.index(file, lines[i], k, word, mode.base()), mode)
                : dictionary.getOrDefault(word, UNKNOWN);
      }
    }
    return new CellQuery(names, entities, lines);
  }

  private static CellQuery lines(Path file, List<TensorMode> modes) throws IOException {
    List<String[]> names = new ArrayList<>();
    List<int[]> entities = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    try (BufferedReader reader = FileInput.reader(file, StandardCharsets.UTF_8)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        String text = line.strip();
        if (!text.isEmpty() && text.charAt(0) != '#') {
          String[] words = words(file, number, text, modes.size());
          names.add(words);
          entities.add(entities(file, number, words, modes));
          lines.add(number);
        }
      }
    } catch (IOException e) {
      throw FileInput.named(file, StandardCharsets.UTF_8, e);
    }
    return new CellQuery(
        names,
        entities.toArray(int[][]::new),
        lines.stream().mapToInt(Integer::intValue).toArray());
  }

  private static String[] words(Path file, int line, String text, int order)
      throws FormatException {
    String[] words = text.split("\\s+", -1);
    if (words.length < order || words.length > order + 1) {
      throw new FormatException(
          file,
          "line " + line,
          words.length + " columns",
          order + " indexes, and perhaps a value that is ignored");
    }
    return Arrays.copyOf(words, order);
  }

  private static int[] entities(Path file, int line, String[] words, List<TensorMode> modes)
      throws FormatException {
    int[] entities = new int[words.length];
    for (int k = 0; k < entities.length; k++) {
      TensorMode mode = modes.get(k);
      entities[k] = inside(CellLines.index(file, line, k, words[k], mode.base()), mode);
    }
    return entities;
  }

  private static int inside(int entity, TensorMode mode) {
    return entity < mode.size() ? entity : UNKNOWN;
  }
}
