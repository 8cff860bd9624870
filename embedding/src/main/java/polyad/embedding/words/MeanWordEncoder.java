package polyad.embedding.words;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import polyad.catalog.ConfigChecks;
import polyad.catalog.task.TextEncoder;

/**
 * Embeds a text as the mean of the vectors of its words, brought to length 1.
 *
 * <p>Words stand between blanks. One that is not known is looked up again without the signs around
 * it and then in lower case; one that is still not known is left out. A text without a known word
 * is the mean of all words. Safe for use by several threads.
 */
public final class MeanWordEncoder implements TextEncoder {
  private final WordVectors vectors;
  private final float[] average; // [dim], padded, of length 1

  /** Over given vectors. */
  public MeanWordEncoder(WordVectors vectors) {
    this.vectors = vectors;
    float[] sum = vectors.zero();
    for (int id = 0; id < vectors.size(); id++) {
      vectors.addTo(sum, id);
    }
    if (!normalise(sum, vectors.dim())) {
      Arrays.fill(sum, 0, vectors.dim(), (float) (1 / Math.sqrt(vectors.dim())));
    }
    this.average = sum;
  }

  @Override
  public int dimension() {
    return vectors.dim();
  }

  @Override
  public float[][] encode(List<String> texts, int dimension) {
    ConfigChecks.between("dimension", dimension, 1, dimension());
    float[][] rows = new float[texts.size()][]; // [n, dimension]
    for (int i = 0; i < rows.length; i++) {
      rows[i] = encode(texts.get(i), dimension);
    }
    return rows;
  }

  private float[] encode(String text, int dimension) {
    float[] sum = vectors.zero();
    for (String word : Corpus.words(text)) {
      int id = find(word);
      if (id >= 0) {
        vectors.addTo(sum, id);
      }
    }
    if (normalise(sum, dimension)) {
      return Arrays.copyOf(sum, dimension);
    }
    float[] prefix = Arrays.copyOf(average, dimension);
    if (!normalise(prefix, dimension)) {
      prefix[0] = 1;
    }
    return prefix;
  }

  /** The number of words between blanks, known or not. */
  @Override
  public long tokens(List<String> texts) {
    return texts.stream().mapToLong(text -> Corpus.words(text).length).sum();
  }

  /** The number of a word in one of its forms, -1 when none is known. */
  private int find(String word) {
    int id = vectors.vocabulary().indexOf(word);
    if (id >= 0) {
      return id;
    }
    String bare = bare(word);
    id = vectors.vocabulary().indexOf(bare);
    return id >= 0 ? id : vectors.vocabulary().indexOf(bare.toLowerCase(Locale.ROOT));
  }

  /** A word without the signs before and after it. */
  private static String bare(String word) {
    int from = 0;
    int to = word.length();
    while (from < to && !Character.isLetterOrDigit(word.codePointAt(from))) {
      from += Character.charCount(word.codePointAt(from));
    }
    while (from < to && !Character.isLetterOrDigit(word.codePointBefore(to))) {
      to -= Character.charCount(word.codePointBefore(to));
    }
    return word.substring(from, to);
  }

  /** Brings the first values to length 1; false, and no change, when they have none. */
  private static boolean normalise(float[] vector, int dimension) {
    double squares = 0;
    for (int k = 0; k < dimension; k++) {
      squares += (double) vector[k] * vector[k];
    }
    if (!(squares > Float.MIN_NORMAL) || Double.isInfinite(squares)) {
      return false;
    }
    double norm = Math.sqrt(squares);
    for (int k = 0; k < dimension; k++) {
      vector[k] = (float) (vector[k] / norm);
    }
    return true;
  }
}
