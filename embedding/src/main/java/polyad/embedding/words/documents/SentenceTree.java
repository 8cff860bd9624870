package polyad.embedding.words.documents;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import polyad.data.FormatException;
import polyad.data.TextFiles;

/**
 * A labelled binary tree as treebanks write it: {@code (3 (2 It) (4 (2 works) (3 well)))}.
 *
 * @param label of the root
 * @param words the leaves
 * @param merges the inner nodes
 */
public record SentenceTree(String label, List<String> words, Merges merges) {

  /** Words between blanks. */
  public String text() {
    return String.join(" ", words);
  }

  /**
   * Reads a UTF-8 file of trees, one a line.
   *
   * @throws FormatException naming the line of what is no binary tree
   */
  public static List<SentenceTree> read(Path file) throws IOException {
    List<String> lines = TextFiles.lines(file);
    List<SentenceTree> trees = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        try {
          trees.add(parse(lines.get(i)));
        } catch (IllegalArgumentException e) {
          throw new FormatException(
              file, "line " + (i + 1), String.valueOf(e.getMessage()), "a labelled binary tree");
        }
      }
    }
    return trees;
  }

  /** Whether the first line of a text that is not blank looks like a tree. */
  public static boolean isTree(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.isBlank())
        .findFirst()
        .map(line -> line.stripLeading().startsWith("("))
        .orElse(false);
  }

  /**
   * Reads one tree.
   *
   * @throws IllegalArgumentException saying at which character it is no binary tree
   */
  public static SentenceTree parse(String line) {
    return new Parser(line).parse();
  }

  private static final class Parser {
    private final String text;
    private int at;
    private final List<String> words = new ArrayList<>();
    private final List<int[]> pairs = new ArrayList<>(); // nodes ≥ 0 are leaves, ~s is merge s

    Parser(String text) {
      this.text = text;
    }

    SentenceTree parse() {
      skipBlanks();
      int start = at;
      node();
      skipBlanks();
      if (at < text.length()) {
        throw error("text behind the tree");
      }
      at = start + 1;
      String label = token();
      int[] left = new int[pairs.size()];
      int[] right = new int[pairs.size()];
      for (int s = 0; s < left.length; s++) {
        left[s] = number(pairs.get(s)[0]);
        right[s] = number(pairs.get(s)[1]);
      }
      return new SentenceTree(label, List.copyOf(words), new Merges(left, right));
    }

    private int number(int node) {
      return node >= 0 ? node : words.size() + ~node;
    }

    private int node() {
      expect('(');
      token();
      skipBlanks();
      int node;
      if (at < text.length() && text.charAt(at) == '(') {
        List<Integer> children = new ArrayList<>();
        while (at < text.length() && text.charAt(at) == '(') {
          children.add(node());
          skipBlanks();
        }
        if (children.size() != 2) {
          throw error("a node with " + children.size() + " branches");
        }
        pairs.add(new int[] {children.get(0), children.get(1)});
        node = ~(pairs.size() - 1);
      } else {
        words.add(token());
        node = words.size() - 1;
      }
      expect(')');
      return node;
    }

    private String token() {
      skipBlanks();
      int from = at;
      while (at < text.length() && " ()\t".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      if (at == from) {
        throw error(at == text.length() ? "the end of the line" : "'" + text.charAt(at) + "'");
      }
      return text.substring(from, at);
    }

    private void expect(char wanted) {
      skipBlanks();
      if (at == text.length() || text.charAt(at) != wanted) {
        throw error(at == text.length() ? "the end of the line" : "'" + text.charAt(at) + "'");
      }
      at++;
    }

    private void skipBlanks() {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
        at++;
      }
    }

    private IllegalArgumentException error(String found) {
      return new IllegalArgumentException(found + " at character " + (at + 1));
    }
  }
}
