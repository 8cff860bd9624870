package polyad.embedding.words;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import polyad.data.FormatException;

/** Collects what a reader finds: of a word that comes twice the first vector counts. */
final class VectorRows {
  private final Path file;
  private final int dim;
  private final List<String> words = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private float[] values;

  VectorRows(Path file, int dim, int expected) {
    this.file = file;
    this.dim = dim;
    this.values = new float[Math.toIntExact(Math.min((long) expected * dim, 1 << 24))];
  }

  int dim() {
    return dim;
  }

  /** Adds a word; where a number is not finite the place is told. */
  void add(String word, float[] vector, String place) throws FormatException {
    for (int k = 0; k < dim; k++) {
      if (!Float.isFinite(vector[k])) {
        throw new FormatException(
            file,
            place,
            "number %d of '%s' is %s".formatted(k + 1, word, vector[k]),
            "finite numbers");
      }
    }
    if (known.add(word)) {
      int from = words.size() * dim;
      if (from + dim > values.length) {
        values = Arrays.copyOf(values, Math.toIntExact(Math.max(2L * values.length, from + dim)));
      }
      System.arraycopy(vector, 0, values, from, dim);
      words.add(word);
    }
  }

  /** The vectors; files hold no counts, so that all are 1. */
  WordVectors vectors() throws FormatException {
    if (words.isEmpty()) {
      throw new FormatException(file, "", "no word", "a word and its vector on each line");
    }
    long[] counts = new long[words.size()];
    Arrays.fill(counts, 1);
    return WordVectors.of(
        new Vocabulary(words, counts), Arrays.copyOf(values, words.size() * dim), dim);
  }
}
