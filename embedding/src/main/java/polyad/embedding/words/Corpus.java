package polyad.embedding.words;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import polyad.data.TextFiles;

/**
 * A text as numbers of words, sentence by sentence. Words that are not in the vocabulary are left
 * out, as word2vec does, so that their neighbours move together.
 */
public final class Corpus {
  /** Longer sentences are cut, as in word2vec. */
  public static final int LONGEST_SENTENCE = 1000;

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final Vocabulary vocabulary;
  private final int[] tokens;
  private final int[] ends; // exclusive, one a sentence

  /** Lines of text, gone through twice. */
  private interface Source {
    void forEach(Consumer<String> action) throws IOException;
  }

  /**
   * Sentences of known words.
   *
   * @param ends where each sentence ends, exclusive and not falling
   * @throws IllegalArgumentException when a number is not of the vocabulary
   */
  public Corpus(Vocabulary vocabulary, int[] tokens, int[] ends) {
    for (int token : tokens) {
      if (token < 0 || token >= vocabulary.size()) {
        throw new IllegalArgumentException(
            "token is %d, allowed: 0 to %d".formatted(token, vocabulary.size() - 1));
      }
    }
    int last = 0;
    for (int end : ends) {
      if (end < last || end > tokens.length) {
        throw new IllegalArgumentException(
            "sentence end is %d, allowed: %d to %d".formatted(end, last, tokens.length));
      }
      last = end;
    }
    this.vocabulary = vocabulary;
    this.tokens = tokens;
    this.ends = ends;
  }

  /**
   * Reads UTF-8 files, one sentence a line, words between blanks; {@code .gz} is unpacked.
   *
   * @param minCount words that occur less often are left out; 1 or more
   * @throws IOException when a file cannot be read or no word is left
   */
  public static Corpus read(List<Path> files, int minCount) throws IOException {
    return read(
        action -> {
          for (Path file : files) {
            TextFiles.forEach(file, action);
          }
        },
        minCount,
        files.toString());
  }

  /**
   * Sentences that are at hand.
   *
   * @throws IllegalArgumentException when no word occurs {@code minCount} times
   */
  public static Corpus of(List<String> sentences, int minCount) {
    try {
      return read(sentences::forEach, minCount, "the text");
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Corpus read(Source source, int minCount, String name) throws IOException {
    Map<String, long[]> counted = new HashMap<>();
    source.forEach(
        line -> {
          for (String word : words(line)) {
            counted.computeIfAbsent(word, w -> new long[1])[0]++;
          }
        });
    Vocabulary vocabulary = Vocabulary.of(counted, minCount);
    if (vocabulary.size() == 0) {
      throw new IOException(
          "%s: found %d words, none %d times or more; lower minCount or give more text"
              .formatted(name, counted.size(), minCount));
    }
    Encoder encoder = new Encoder(vocabulary);
    source.forEach(encoder::add);
    return encoder.corpus();
  }

  /** The words of a line. */
  static String[] words(String line) {
    String stripped = line.strip();
    return stripped.isEmpty() ? new String[0] : BLANKS.split(stripped, -1);
  }

  private static final class Encoder {
    private final Vocabulary vocabulary;
    private int[] tokens = new int[1 << 16];
    private int size;
    private int[] ends = new int[1 << 12];
    private int sentences;

    Encoder(Vocabulary vocabulary) {
      this.vocabulary = vocabulary;
    }

    void add(String line) {
      int start = size;
      for (String word : words(line)) {
        int id = vocabulary.indexOf(word);
        if (id >= 0) {
          tokens = size == tokens.length ? Arrays.copyOf(tokens, grown(size)) : tokens;
          tokens[size++] = id;
          if (size - start == LONGEST_SENTENCE) {
            end();
            start = size;
          }
        }
      }
      if (size > start) {
        end();
      }
    }

    private void end() {
      ends = sentences == ends.length ? Arrays.copyOf(ends, grown(sentences)) : ends;
      ends[sentences++] = size;
    }

    private static int grown(int length) {
      return Math.toIntExact(length + Math.max(1L, length / 2));
    }

    Corpus corpus() {
      return new Corpus(vocabulary, Arrays.copyOf(tokens, size), Arrays.copyOf(ends, sentences));
    }
  }

  /** The words. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** The number of sentences. */
  public int sentences() {
    return ends.length;
  }

  /** The number of words of all sentences. */
  public long size() {
    return tokens.length;
  }

  /** The numbers of the words of a sentence. */
  public int[] sentence(int number) {
    return Arrays.copyOfRange(tokens, start(number), ends[number]);
  }

  /** Copies a sentence to the front of an array of {@link #LONGEST_SENTENCE}; its length. */
  int sentence(int number, int[] into) {
    int start = start(number);
    int length = Math.min(ends[number] - start, into.length);
    System.arraycopy(tokens, start, into, 0, length);
    return length;
  }

  private int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  /** The sentence in which a token lies. */
  int sentenceOf(long token) {
    int found = Arrays.binarySearch(ends, (int) token);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
