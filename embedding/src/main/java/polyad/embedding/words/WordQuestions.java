package polyad.embedding.words;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import polyad.data.CsvOptions;
import polyad.data.CsvTable;
import polyad.data.FormatException;
import polyad.data.TextFiles;

/** Reads the public tests of word vectors; words are put in lower case. */
public final class WordQuestions {
  private static final Pattern NUMBERED = Pattern.compile("^\\s*\\d+\\.\\s+\\S+\\s*$");
  private static final Pattern BETWEEN = Pattern.compile("\\s*[|\\t]\\s*|\\s+");
  private static final int WORDS = 5;

  private WordQuestions() {}

  /**
   * Pairs of words with a score: csv with the columns word1, word2 and similarity, or lines of two
   * words and a number between tabs. A part of speech behind a hyphen, as in MEN's {@code sun-n},
   * is left out. {@code .gz} is unpacked.
   *
   * @throws FormatException naming the line that is no pair
   */
  public static List<WordEvaluation.Pair> pairs(Path file) throws IOException {
    List<String> lines = TextFiles.lines(file);
    boolean csv = !lines.isEmpty() && lines.getFirst().contains(",");
    return csv ? csvPairs(file) : tabbedPairs(file, lines);
  }

  private static List<WordEvaluation.Pair> csvPairs(Path file) throws IOException {
    CsvTable table = CsvTable.read(file, CsvOptions.DEFAULT);
    List<WordEvaluation.Pair> pairs = new ArrayList<>();
    for (int row = 0; row < table.size(); row++) {
      String first = table.cell(row, "word1");
      String second = table.cell(row, "word2");
      if (first.isBlank() && second.isBlank()) {
        continue;
      }
      String score = table.cell(row, "similarity");
      pairs.add(pair(file, "row " + (row + 1), word(first), word(second), score));
    }
    return pairs;
  }

  private static List<WordEvaluation.Pair> tabbedPairs(Path file, List<String> lines)
      throws FormatException {
    List<WordEvaluation.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] cells = line.split("\t", -1);
      String where = "line " + (i + 1);
      if (cells.length != 3) {
        throw new FormatException(
            file, where, FormatException.quote(line), "two words and a score between tabs");
      }
      pairs.add(pair(file, where, cells[0], cells[1], cells[2]));
    }
    return pairs;
  }

  private static WordEvaluation.Pair pair(
      Path file, String where, String first, String second, String score) throws FormatException {
    try {
      return new WordEvaluation.Pair(
          lower(first), lower(second), Double.parseDouble(score.strip()));
    } catch (NumberFormatException e) {
      throw new FormatException(file, where, FormatException.quote(score), "a number");
    }
  }

  private static String word(String cell) {
    return cell.strip().replaceFirst("-[nvja]$", "");
  }

  private static String lower(String word) {
    return word.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Analogies: lines {@code : section}, and lines of four words. {@code .gz} is unpacked.
   *
   * @throws FormatException naming the line that has not four words
   */
  public static List<WordEvaluation.Analogy> analogies(Path file) throws IOException {
    List<String> lines = TextFiles.lines(file);
    List<WordEvaluation.Analogy> analogies = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith(":")) {
        continue;
      }
      String[] words = lower(line).split("\\s+", -1);
      if (words.length != 4) {
        throw new FormatException(
            file, "line " + (i + 1), FormatException.quote(line), "four words");
      }
      analogies.add(new WordEvaluation.Analogy(words[0], words[1], words[2], words[3]));
    }
    return analogies;
  }

  /**
   * Questions of synonyms, in one of two forms. Lines of a word, its synonym and three other words
   * between {@code |}, tabs or blanks; or TOEFL's: a numbered word, then choices {@code a.} to
   * {@code d.}, a line each, the right letters last on the lines of a file of the same name that
   * ends in {@code .ans}. Words are put in lower case; {@code .gz} is unpacked.
   *
   * @throws FormatException naming the line that is no question or answer
   */
  public static List<WordEvaluation.Synonym> synonyms(Path file) throws IOException {
    List<String> lines = TextFiles.lines(file);
    boolean numbered =
        lines.stream().filter(line -> !line.isBlank()).limit(1).allMatch(NUMBERED.asPredicate());
    return numbered && !lines.isEmpty() ? ToeflQuestions.read(file, lines) : oneALine(file, lines);
  }

  private static List<WordEvaluation.Synonym> oneALine(Path file, List<String> lines)
      throws FormatException {
    List<WordEvaluation.Synonym> questions = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lower(lines.get(i));
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      List<String> words = List.of(BETWEEN.split(line, -1));
      if (words.size() != WORDS || words.stream().anyMatch(String::isEmpty)) {
        throw new FormatException(
            file,
            "line " + (i + 1),
            FormatException.quote(line),
            "a word, its synonym and three others");
      }
      questions.add(new WordEvaluation.Synonym(words.getFirst(), words.subList(1, WORDS), 0));
    }
    return questions;
  }
}
