package polyad.data;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Sentences of words, each with a tag: a part of speech, or the place of a word in a name.
 *
 * @param words of each sentence
 * @param tags of each sentence, as many as words
 */
public record TaggedSentences(List<List<String>> words, List<List<String>> tags) {
  private static final int CONLLU_COLUMNS = 10;
  private static final int CONLLU_TAG = 3;
  private static final Charset GB18030 = Charset.forName("GB18030");

  /** Checks that every word has a tag. */
  public TaggedSentences {
    words = words.stream().map(List::copyOf).toList();
    tags = tags.stream().map(List::copyOf).toList();
    if (words.size() != tags.size()) {
      throw new IllegalArgumentException(
          "%d sentences of words have %d of tags".formatted(words.size(), tags.size()));
    }
    for (int s = 0; s < words.size(); s++) {
      if (words.get(s).size() != tags.get(s).size()) {
        throw new IllegalArgumentException(
            "sentence %d has %d words and %d tags"
                .formatted(s, words.get(s).size(), tags.get(s).size()));
      }
    }
  }

  /** The number of sentences. */
  public int size() {
    return words.size();
  }

  /** Every tag once, sorted. */
  public List<String> tagSet() {
    return List.copyOf(new TreeSet<>(tags.stream().flatMap(List::stream).toList()));
  }

  /** The sentences as text, words between blanks. */
  public List<String> lines() {
    return words.stream().map(sentence -> String.join(" ", sentence)).toList();
  }

  /** Some of the sentences, in the order of the indices. */
  public TaggedSentences rows(int... indices) {
    return new TaggedSentences(
        Arrays.stream(indices).mapToObj(words::get).toList(),
        Arrays.stream(indices).mapToObj(tags::get).toList());
  }

  /**
   * Reads the CoNLL format: a line a word, the word in the first column and its tag in the last,
   * blanks or tabs between them, an empty line behind each sentence. Lines of {@code -DOCSTART-}
   * are left out; {@code .gz} is unpacked.
   *
   * @throws FormatException naming the line without a tag
   */
  public static TaggedSentences readConll(Path file) throws IOException {
    Collector collector = new Collector();
    List<String> lines = TextFiles.lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("-DOCSTART-")) {
        collector.end();
        continue;
      }
      String[] columns = line.split("\\s+", -1);
      if (columns.length < 2) {
        throw wrong(file, i, line, "a word and a tag");
      }
      collector.add(columns[0], columns[columns.length - 1]);
    }
    return collector.sentences();
  }

  /**
   * Reads CoNLL-U: ten columns between tabs, the word in the second and its universal part of
   * speech in the fourth. Comments, spans such as {@code 1-2} and empty nodes such as {@code 1.1}
   * are left out; {@code .gz} is unpacked.
   *
   * @throws FormatException naming the line that has not ten columns
   */
  public static TaggedSentences readConllu(Path file) throws IOException {
    Collector collector = new Collector();
    List<String> lines = TextFiles.lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank()) {
        collector.end();
      } else if (!line.startsWith("#")) {
        String[] columns = line.split("\t", -1);
        if (columns.length != CONLLU_COLUMNS) {
          throw wrong(file, i, line, "ten columns between tabs");
        }
        if (columns[0].chars().allMatch(Character::isDigit)) {
          collector.add(columns[1], columns[CONLLU_TAG]);
        }
      }
    }
    return collector.sentences();
  }

  /**
   * Reads the corpus of the People's Daily: a zip archive of one GB18030 text, a paragraph a line,
   * its number first, then {@code word/tag} between blanks. Brackets around compound names are left
   * out, as are the numbers.
   *
   * @param member name of the text in the archive
   * @throws FormatException naming the line with a word without a tag
   */
  public static TaggedSentences readPeoplesDaily(Path archive, String member) throws IOException {
    Collector collector = new Collector();
    List<String> lines = ZipMember.lines(archive, member, GB18030);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty()) {
        String[] items = line.split("\\s+", -1);
        for (int k = 1; k < items.length; k++) {
          addItem(archive, i, items[k], collector);
        }
        collector.end();
      }
    }
    return collector.sentences();
  }

  /**
   * The numbers of the paragraphs that {@link #readPeoplesDaily} reads, without empty ones: date,
   * page, article and paragraph between hyphens.
   */
  public static List<String> peoplesDailyNumbers(Path archive, String member) throws IOException {
    List<String> numbers = new ArrayList<>();
    for (String line : ZipMember.lines(archive, member, GB18030)) {
      String[] items = line.strip().split("\\s+", 3);
      if (items.length > 1) {
        numbers.add(items[0].substring(0, Math.max(0, items[0].indexOf('/'))));
      }
    }
    return numbers;
  }

  private static void addItem(Path file, int line, String item, Collector collector)
      throws FormatException {
    String open = item.startsWith("[") && !item.startsWith("[/") ? item.substring(1) : item;
    int slash = open.lastIndexOf('/');
    if (slash < 1 || slash == open.length() - 1) {
      throw wrong(file, line, item, "a word, a slash and a tag");
    }
    String tag = open.substring(slash + 1);
    int bracket = tag.indexOf(']');
    collector.add(open.substring(0, slash), bracket < 0 ? tag : tag.substring(0, bracket));
  }

  private static FormatException wrong(Path file, int line, String found, String expected) {
    return new FormatException(file, "line " + (line + 1), FormatException.quote(found), expected);
  }

  /** Sentences so far and the one at hand. */
  private static final class Collector {
    private final List<List<String>> words = new ArrayList<>();
    private final List<List<String>> tags = new ArrayList<>();
    private List<String> sentence = new ArrayList<>();
    private List<String> sentenceTags = new ArrayList<>();

    void add(String word, String tag) {
      sentence.add(word);
      sentenceTags.add(tag);
    }

    void end() {
      if (!sentence.isEmpty()) {
        words.add(sentence);
        tags.add(sentenceTags);
        sentence = new ArrayList<>();
        sentenceTags = new ArrayList<>();
      }
    }

    TaggedSentences sentences() {
      end();
      return new TaggedSentences(words, tags);
    }
  }
}
