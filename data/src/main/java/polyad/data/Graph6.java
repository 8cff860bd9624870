package polyad.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * McKay's graph6: one undirected graph a line. Characters 63 to 126 carry six bits each: the number
 * of nodes (one character up to 62, else {@code ~} and three, or {@code ~~} and six), then the
 * upper triangle of the adjacency matrix column by column, padded with zeros. The header {@code
 * >>graph6<<} is optional.
 */
public final class Graph6 {
  private static final String HEADER = ">>graph6<<";
  private static final int BIAS = 63;
  private static final int SMALL = 62;
  private static final int MIDDLE = 258_047;
  private static final int LARGEST = 20_000; // the triangle's bits must stay far below 2³¹

  private Graph6() {}

  /**
   * Reads a file, also {@code .gz}; blank lines are ignored.
   *
   * @throws FormatException naming line and column of what is not graph6
   */
  public static List<Graph> read(Path file) throws IOException {
    List<Graph> graphs = new ArrayList<>();
    List<String> lines = TextFiles.lines(file, StandardCharsets.ISO_8859_1);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).stripTrailing();
      if (!line.isEmpty() && !line.equals(HEADER)) {
        graphs.add(new Line(file, i + 1, line).parse());
      }
    }
    return graphs;
  }

  /** Writes one graph a line, without a header; tags and features are not written. */
  public static void write(Path file, List<Graph> graphs) throws IOException {
    TextFiles.write(file, graphs.stream().map(Graph6::format).toList());
  }

  /** A graph's line. */
  public static String format(Graph graph) {
    int n = graph.size();
    StringBuilder text = new StringBuilder();
    if (n <= SMALL) {
      append(text, n, 1);
    } else {
      boolean middle = n <= MIDDLE;
      text.append(middle ? "~" : "~~");
      append(text, n, middle ? 3 : 6);
    }
    int bits = 0;
    int filled = 0;
    for (int j = 1; j < n; j++) {
      for (int i = 0; i < j; i++) {
        bits = bits << 1 | (graph.hasEdge(i, j) ? 1 : 0);
        if (++filled == 6) {
          append(text, bits, 1);
          bits = 0;
          filled = 0;
        }
      }
    }
    if (filled > 0) {
      append(text, bits << (6 - filled), 1);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, int value, int sixes) {
    for (int s = sixes - 1; s >= 0; s--) {
      int shift = 6 * s;
      text.append((char) (BIAS + (shift < 31 ? value >> shift & 63 : 0)));
    }
  }

  /** One line on its way to a graph. */
  private static final class Line {
    private final Path file;
    private final int number;
    private final String text;
    private int at;

    Line(Path file, int number, String text) {
      this.file = file;
      this.number = number;
      this.text = text;
      this.at = text.startsWith(HEADER) ? HEADER.length() : 0;
    }

    Graph parse() throws FormatException {
      long nodes = nodes();
      if (nodes > LARGEST) {
        throw error(nodes + " nodes", "at most " + LARGEST);
      }
      int n = (int) nodes;
      int pairs = n * (n - 1) / 2;
      int sixes = (pairs + 5) / 6;
      if (text.length() - at != sixes) {
        throw error(
            text.length() - at + " characters", "%d, the triangle of %d nodes".formatted(sixes, n));
      }
      List<int[]> edges = new ArrayList<>();
      int bits = 0;
      int k = 0;
      for (int j = 1; j < n; j++) {
        for (int i = 0; i < j; i++, k++) {
          if (k % 6 == 0) {
            bits = six();
          }
          if ((bits >> (5 - k % 6) & 1) == 1) {
            edges.add(new int[] {i, j});
          }
        }
      }
      return Graph.of(n, edges.toArray(int[][]::new));
    }

    private long nodes() throws FormatException {
      int sixes = 0;
      while (at < text.length() && text.charAt(at) == '~' && sixes < 6) {
        at++;
        sixes += 3;
      }
      long value = 0;
      for (int s = 0; s < Math.max(1, sixes); s++) {
        value = value << 6 | six();
      }
      return value;
    }

    private int six() throws FormatException {
      if (at >= text.length()) {
        throw error("the end of the line", "a character '?' to '~'");
      }
      int value = text.charAt(at) - BIAS;
      if (value < 0 || value > 63) {
        throw error(FormatException.quote(text.substring(at, at + 1)), "a character '?' to '~'");
      }
      at++;
      return value;
    }

    private FormatException error(String found, String expected) {
      return new FormatException(
          file, "line %d, column %d".formatted(number, at + 1), found, expected);
    }
  }
}
