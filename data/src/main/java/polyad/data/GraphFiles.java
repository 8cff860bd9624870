package polyad.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads sets of graphs:
 *
 * <ul>
 *   <li>{@code .g6}: {@link Graph6}, without labels;
 *   <li>{@code .smi}: {@link Smiles}, without labels;
 *   <li>node lists, the text form of the TU collection and of EXP: the number of graphs; for each
 *       {@code nodes label}, then a line a node, {@code tag degree neighbours...} and real features
 *       behind them, if any; also {@code NAME.zip} with {@code NAME.txt} in it;
 *   <li>edge lists, the form of CSL: a graph a line, {@code label nodes i-j i-j ...}.
 * </ul>
 *
 * <p>Which of the two text forms a file has is seen from its first line. {@code .gz} is unpacked.
 */
public final class GraphFiles {
  private GraphFiles() {}

  /**
   * Reads by name and content.
   *
   * @throws FormatException naming the line of what does not fit
   */
  public static LabelledGraphs read(Path file) throws IOException {
    String name = FileInput.unpackedName(file);
    String stem = stem(file);
    if (name.endsWith(".g6")) {
      return LabelledGraphs.unlabelled(stem, Graph6.read(file));
    }
    if (name.endsWith(".smi")) {
      return LabelledGraphs.unlabelled(stem, Smiles.read(file));
    }
    List<String> lines =
        name.endsWith(".zip")
            ? ZipMember.lines(file, stem + ".txt", StandardCharsets.UTF_8)
            : TextFiles.lines(file);
    boolean edgeLists = !lines.isEmpty() && lines.getFirst().strip().contains(" ");
    return edgeLists ? edgeLists(file, stem, lines) : new NodeLists(file, lines).read(stem);
  }

  /**
   * The folds of a TU archive: for each of {@code 10fold_idx/test_idx-1.txt} to {@code -10} the
   * graphs that are tested on, from 0.
   *
   * @throws FormatException when the archive lacks one
   */
  public static int[][] testFolds(Path archive) throws IOException {
    int[][] folds = new int[10][];
    for (int k = 0; k < folds.length; k++) {
      String member = "test_idx-%d.txt".formatted(k + 1);
      List<String> lines = ZipMember.lines(archive, member, StandardCharsets.UTF_8);
      List<Integer> fold = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          String where = member + ", line " + (i + 1);
          fold.add(integer(archive, where, lines.get(i).strip(), "the number of a graph", 0));
        }
      }
      folds[k] = fold.stream().mapToInt(Integer::intValue).toArray();
    }
    return folds;
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static int integer(Path file, String where, String text, String expected, int least)
      throws FormatException {
    try {
      int value = Integer.parseInt(text);
      if (value >= least) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the one error below
    }
    throw new FormatException(file, where, FormatException.quote(text), expected);
  }

  private static Graph checked(Path file, String where, int[][] lists, int[] tags, double[][] real)
      throws FormatException {
    try {
      return new Graph(lists, tags, real);
    } catch (IllegalArgumentException e) {
      throw new FormatException(file, where, String.valueOf(e.getMessage()), "an undirected graph");
    }
  }

  private static LabelledGraphs edgeLists(Path file, String name, List<String> lines)
      throws FormatException {
    List<Graph> graphs = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        String where = "line " + (i + 1);
        String[] words = lines.get(i).strip().split("\\s+", -1);
        labels.add(integer(file, where, words[0], "a whole number as label", Integer.MIN_VALUE));
        graphs.add(edgeList(file, where, words));
      }
    }
    int[] all = labels.stream().mapToInt(Integer::intValue).toArray();
    return LabelledGraphs.classified(name, graphs, all);
  }

  private static Graph edgeList(Path file, String where, String[] words) throws FormatException {
    if (words.length < 2) {
      throw new FormatException(file, where, "one word", "label nodes i-j i-j ...");
    }
    int nodes = integer(file, where, words[1], "a number of nodes, 1 or more", 1);
    int[][] edges = new int[words.length - 2][];
    for (int e = 0; e < edges.length; e++) {
      String word = words[e + 2];
      String[] ends = word.split("-", -1);
      if (ends.length != 2) {
        throw new FormatException(file, where, FormatException.quote(word), "an edge i-j");
      }
      edges[e] =
          new int[] {
            integer(file, where, ends[0], "a node of an edge i-j", 0),
            integer(file, where, ends[1], "a node of an edge i-j", 0)
          };
    }
    try {
      return Graph.of(nodes, edges);
    } catch (IllegalArgumentException e) {
      throw new FormatException(
          file, where, String.valueOf(e.getMessage()), "an undirected graph without loops");
    }
  }

  /** The TU collection's text on its way to graphs. */
  private static final class NodeLists {
    private final Path file;
    private final List<String> lines;
    private int line;

    NodeLists(Path file, List<String> lines) {
      this.file = file;
      this.lines = lines;
    }

    LabelledGraphs read(String name) throws FormatException {
      int count = number(next("the number of graphs", 1)[0], "the number of graphs", 1);
      List<Graph> graphs = new ArrayList<>();
      int[] labels = new int[count];
      int width = -1;
      for (int g = 0; g < count; g++) {
        String[] header = next("'nodes label' of graph " + g, 2);
        int nodes = number(header[0], "a number of nodes, 1 or more", 1);
        labels[g] = number(header[1], "a whole number as label", Integer.MIN_VALUE);
        Graph graph = graph(nodes);
        int own = graph.features().length == 0 ? 0 : graph.features()[0].length;
        if (width >= 0 && own != width) {
          throw error(own + " real features", width + " as in the first graph");
        }
        width = own;
        graphs.add(graph);
      }
      if (line < lines.size()
          && lines.subList(line, lines.size()).stream().anyMatch(l -> !l.isBlank())) {
        line++;
        throw error("more lines", "the end after " + count + " graphs");
      }
      return LabelledGraphs.classified(name, graphs, labels);
    }

    private Graph graph(int nodes) throws FormatException {
      int first = line + 1;
      int[] tags = new int[nodes];
      int[][] lists = new int[nodes][];
      double[][] real = new double[nodes][];
      for (int i = 0; i < nodes; i++) {
        String[] words = next("'tag degree neighbours' of node " + i, 2);
        tags[i] = number(words[0], "a whole number as tag", Integer.MIN_VALUE);
        int degree = number(words[1], "a degree, 0 or more", 0);
        if (words.length < 2 + degree) {
          throw error(words.length - 2 + " numbers", degree + " neighbours");
        }
        int[] list = new int[degree];
        for (int k = 0; k < degree; k++) {
          list[k] = number(words[2 + k], "a node of 0.." + (nodes - 1), 0);
          if (list[k] >= nodes) {
            throw error("node " + list[k], "a node of 0.." + (nodes - 1));
          }
        }
        lists[i] = Arrays.stream(list).sorted().toArray();
        real[i] = reals(Arrays.copyOfRange(words, 2 + degree, words.length));
        if (real[i].length != real[0].length) {
          throw error(real[i].length + " real features", real[0].length + " as in the first node");
        }
      }
      double[][] features = real[0].length == 0 ? new double[0][] : real;
      return checked(file, "lines %d to %d".formatted(first, line), lists, tags, features);
    }

    private double[] reals(String[] words) throws FormatException {
      double[] numbers = new double[words.length];
      for (int k = 0; k < words.length; k++) {
        numbers[k] = CsvTable.parse(words[k]);
        if (!Double.isFinite(numbers[k])) {
          throw error(FormatException.quote(words[k]), "a number as feature");
        }
      }
      return numbers;
    }

    private String[] next(String expected, int words) throws FormatException {
      if (line >= lines.size()) {
        line++;
        throw error("the end of the file", expected);
      }
      String text = lines.get(line++).strip();
      String[] split = text.split("\\s+", -1);
      if (text.isEmpty() || split.length < words) {
        throw error(FormatException.quote(text), expected);
      }
      return split;
    }

    private int number(String text, String expected, int least) throws FormatException {
      return integer(file, "line " + line, text, expected, least);
    }

    private FormatException error(String found, String expected) {
      return new FormatException(file, "line " + line, found, expected);
    }
  }
}
