package polyad.embedding.words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import polyad.data.FormatException;
import polyad.data.TextFiles;

/** Synonym questions as the TOEFL test was handed on: a file of questions and one of answers. */
final class ToeflQuestions {
  private static final Pattern WORD = Pattern.compile("(\\d+)\\.\\s+(\\S+)");
  private static final Pattern CHOICE = Pattern.compile("([a-d])\\.\\s+(\\S+)");
  private static final Pattern ANSWER = Pattern.compile("(\\d+)\\b.*\\b([a-d])");
  private static final int CHOICES = 4;

  private ToeflQuestions() {}

  /** A question whose answer is not known yet. */
  private record Question(String word, List<String> choices) {}

  static List<WordEvaluation.Synonym> read(Path file, List<String> lines) throws IOException {
    Map<String, Question> questions = questions(file, lines);
    Path key = answerFile(file);
    if (!Files.exists(key)) {
      throw new FormatException(file, "", "no file " + key.getFileName(), "its answers beside it");
    }
    List<WordEvaluation.Synonym> all = new ArrayList<>();
    List<String> answers = TextFiles.lines(key);
    for (int i = 0; i < answers.size(); i++) {
      String line = answers.get(i).strip().toLowerCase(Locale.ROOT);
      if (line.isEmpty()) {
        continue;
      }
      Matcher answer = ANSWER.matcher(line);
      Question question = answer.matches() ? questions.get(answer.group(1)) : null;
      if (question == null) {
        throw wrong(key, i, line, "the number of a question and a letter a to d");
      }
      int right = answer.group(2).charAt(0) - 'a';
      all.add(new WordEvaluation.Synonym(question.word(), question.choices(), right));
    }
    return all;
  }

  private static Path answerFile(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.indexOf('.');
    return file.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".ans");
  }

  private static Map<String, Question> questions(Path file, List<String> lines)
      throws FormatException {
    Map<String, Question> questions = new LinkedHashMap<>();
    List<String> choices = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip().toLowerCase(Locale.ROOT);
      Matcher word = WORD.matcher(line);
      Matcher choice = CHOICE.matcher(line);
      if (word.matches() && (questions.isEmpty() || choices.size() == CHOICES)) {
        choices = new ArrayList<>();
        questions.put(word.group(1), new Question(word.group(2), choices));
      } else if (choice.matches()
          && choices.size() < CHOICES
          && choice.group(1).charAt(0) == 'a' + choices.size()) {
        choices.add(choice.group(2));
      } else if (!line.isEmpty()) {
        throw wrong(file, i, line, "a numbered word or the choice after the one before, a. to d.");
      }
    }
    if (choices.size() < CHOICES) {
      throw wrong(file, lines.size() - 1, "the end of the file", "choices a. to d.");
    }
    return questions;
  }

  private static FormatException wrong(Path file, int line, String found, String expected) {
    return new FormatException(file, "line " + (line + 1), FormatException.quote(found), expected);
  }
}
