package polyad.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Molecules as SMILES: the atoms that are written are nodes, with the element's number as tag and
 * charge, aromaticity and hydrogens written in brackets as features. Bond orders, isotopes and
 * stereo marks are read over. A dot separates parts that stay unconnected.
 */
public final class Smiles {
  private static final List<String> ORGANIC =
      List.of(
          "*", "Cl", "Br", "B", "C", "N", "O", "P", "S", "F", "I", "b", "c", "n", "o", "p", "s");
  private static final Pattern BRACKET =
      Pattern.compile(
          "\\d*([A-Z][a-z]?|[a-z][a-z]?|\\*)@*(?:[A-Z]{2}\\d+)?(H\\d?)?([+-]\\d+|[+]+|-+)?(?::\\d+)?");
  private static final String BONDS = "-=#$:/\\~";

  private Smiles() {}

  /**
   * One molecule a line, what stands behind blanks is ignored; also {@code .gz}.
   *
   * @throws FormatException naming line and column
   */
  public static List<Graph> read(Path file) throws IOException {
    List<Graph> graphs = new ArrayList<>();
    List<String> lines = TextFiles.lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String word = lines.get(i).strip().split("\\s+", 2)[0];
      if (!word.isEmpty()) {
        graphs.add(parse(file, i + 1, word));
      }
    }
    return graphs;
  }

  /**
   * One molecule.
   *
   * @param file where it stands, for messages
   * @param line the same, from 1
   * @throws FormatException naming file, line and column
   */
  public static Graph parse(Path file, int line, String smiles) throws FormatException {
    return new Parser(file, line, smiles).parse();
  }

  /** A text on its way to a graph. */
  private static final class Parser {
    private final Path file;
    private final int line;
    private final String text;
    private int at;
    private final List<Integer> tags = new ArrayList<>();
    private final List<double[]> features = new ArrayList<>();
    private final List<int[]> edges = new ArrayList<>();
    private final List<Integer> branches = new ArrayList<>();
    private final Map<Integer, Integer> rings = new HashMap<>();
    private int last = -1;

    Parser(Path file, int line, String text) {
      this.file = file;
      this.line = line;
      this.text = text;
    }

    Graph parse() throws FormatException {
      while (at < text.length()) {
        next();
      }
      if (!branches.isEmpty()) {
        throw error("the end of the text", "')'");
      }
      if (!rings.isEmpty()) {
        throw error("the end of the text", "the other end of ring bond " + rings.keySet());
      }
      if (tags.isEmpty()) {
        throw error("no atom", "an atom");
      }
      int[][] lists = Graph.of(tags.size(), edges.toArray(int[][]::new)).neighbors();
      return new Graph(
          lists,
          tags.stream().mapToInt(Integer::intValue).toArray(),
          features.toArray(double[][]::new));
    }

    private void next() throws FormatException {
      char c = text.charAt(at);
      if (c == '(') {
        if (last < 0) {
          throw error("'('", "an atom before a branch");
        }
        branches.add(last);
        at++;
      } else if (c == ')') {
        if (branches.isEmpty()) {
          throw error("')'", "a '(' before it");
        }
        last = branches.removeLast();
        at++;
      } else if (c == '.') {
        last = -1;
        at++;
      } else if (BONDS.indexOf(c) >= 0) {
        at++;
      } else if (c == '%' || Character.isDigit(c)) {
        ring();
      } else if (c == '[') {
        bracket();
      } else {
        organic();
      }
    }

    private void organic() throws FormatException {
      String symbol =
          ORGANIC.stream()
              .filter(s -> text.startsWith(s, at))
              .findFirst()
              .orElseThrow(
                  () ->
                      error(FormatException.quote(text.substring(at, at + 1)), "an atom or bond"));
      at += symbol.length();
      atom(symbol, 0, 0);
    }

    private void atom(String symbol, int charge, int hydrogens) throws FormatException {
      boolean aromatic = Character.isLowerCase(symbol.charAt(0));
      String element = Character.toUpperCase(symbol.charAt(0)) + symbol.substring(1);
      int number = symbol.equals("*") ? 0 : Elements.number(element);
      if (number == 0 && !symbol.equals("*")) {
        throw error(FormatException.quote(symbol), "an element");
      }
      tags.add(number);
      features.add(new double[] {charge, aromatic ? 1 : 0, hydrogens});
      join(tags.size() - 1);
      last = tags.size() - 1;
    }

    private void join(int atom) {
      if (last >= 0) {
        edges.add(new int[] {last, atom});
      }
    }

    private void ring() throws FormatException {
      int digits = text.charAt(at) == '%' ? 2 : 1;
      int from = at + digits - 1;
      if (from + digits > text.length() || last < 0) {
        throw error("a ring bond", "an atom before it and its number");
      }
      int number = 0;
      for (int k = from; k < from + digits; k++) {
        int digit = Character.digit(text.charAt(k), 10);
        if (digit < 0) {
          throw error(FormatException.quote(text.substring(at, from + digits)), "a ring bond %nn");
        }
        number = 10 * number + digit;
      }
      at = from + digits;
      Integer other = rings.remove(number);
      if (other == null) {
        rings.put(number, last);
      } else if (other == last) {
        throw error("a ring bond from an atom to itself", "another atom");
      } else {
        edges.add(new int[] {other, last});
      }
    }

    /** {@code [isotope element chirality hydrogens charge :class]}. */
    private void bracket() throws FormatException {
      int end = text.indexOf(']', at);
      if (end < 0) {
        throw error("'['", "a ']' behind it");
      }
      Matcher parts = BRACKET.matcher(text.substring(at + 1, end));
      if (!parts.matches()) {
        throw error(FormatException.quote(text.substring(at, end + 1)), "an atom in brackets");
      }
      String h = parts.group(2);
      String sign = parts.group(3);
      int charge = 0;
      if (sign != null) {
        boolean number = sign.length() > 1 && Character.isDigit(sign.charAt(1));
        charge =
            (number ? Integer.parseInt(sign.substring(1)) : sign.length())
                * (sign.charAt(0) == '+' ? 1 : -1);
      }
      int hydrogens = h == null ? 0 : h.length() == 1 ? 1 : h.charAt(1) - '0';
      atom(parts.group(1), charge, hydrogens);
      at = end + 1;
    }

    private FormatException error(String found, String expected) {
      return new FormatException(
          file, "line %d, column %d".formatted(line, at + 1), found, expected);
    }
  }
}
