package polyad.embedding.words.documents;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import polyad.embedding.words.Vocabulary;
import polyad.embedding.words.WordVectors;
import polyad.tensor.Tensor;

/**
 * Numbers of a document's words: 0 stands for {@code </s>}, which an empty document consists of, 1
 * for every unknown word, then come the words and, where bigrams count, the buckets that they
 * share.
 */
final class DocumentWords {
  private static final int KNOWN_FROM = 2;
  private static final double SPREAD = 0.1; // of vectors that are not given

  private final Vocabulary vocabulary;
  private final int buckets; // 0 without bigrams

  DocumentWords(Vocabulary vocabulary, int buckets) {
    this.vocabulary = vocabulary;
    this.buckets = buckets;
  }

  List<String> words() {
    return vocabulary.words();
  }

  /** Words between blanks. */
  static List<String> split(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+", -1));
  }

  int[] encode(String text) {
    List<String> words = split(text);
    if (words.isEmpty()) {
      return new int[] {0};
    }
    int bigrams = buckets > 0 ? words.size() - 1 : 0;
    int[] numbers = new int[words.size() + bigrams];
    for (int i = 0; i < words.size(); i++) {
      int known = vocabulary.indexOf(words.get(i));
      numbers[i] = known < 0 ? 1 : KNOWN_FROM + known;
    }
    for (int i = 0; i < bigrams; i++) {
      numbers[words.size() + i] = bucket(words.get(i), words.get(i + 1));
    }
    return numbers;
  }

  private int bucket(String first, String second) {
    int hash = 31 * first.hashCode() + second.hashCode();
    int mixed = hash * 0x9E3779B9;
    return KNOWN_FROM + vocabulary.size() + Math.floorMod(mixed ^ (mixed >>> 16), buckets);
  }

  /**
   * The table of vectors, [rows, d]: given ones, the others from a normal distribution of deviation
   * {@value #SPREAD}, {@code </s>} zero.
   */
  Tensor table(int dim, @Nullable WordVectors given, long seed) {
    int width = given == null ? dim : given.dim();
    int rows = KNOWN_FROM + vocabulary.size() + buckets;
    float[] values = new float[rows * width];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = width; i < values.length; i++) {
      values[i] = (float) (SPREAD * random.nextGaussian());
    }
    for (int w = 0; given != null && w < vocabulary.size(); w++) {
      int known = given.vocabulary().indexOf(vocabulary.word(w));
      if (known >= 0) {
        System.arraycopy(given.vector(known), 0, values, (KNOWN_FROM + w) * width, width);
      }
    }
    return Tensor.of(values, rows, width);
  }

  /** The rows of a table of vectors that belong to known words. */
  WordVectors vectors(Tensor table) {
    int dim = (int) table.size(1);
    float[] rows = table.toFloatArray(); // [rows, d]
    int from = KNOWN_FROM * dim;
    float[] known = Arrays.copyOfRange(rows, from, from + vocabulary.size() * dim);
    return WordVectors.of(vocabulary, known, dim);
  }

  static DocumentWords of(List<String> words, int buckets) {
    long[] counts = new long[words.size()];
    Arrays.fill(counts, 1);
    return new DocumentWords(new Vocabulary(words, counts), buckets);
  }
}
