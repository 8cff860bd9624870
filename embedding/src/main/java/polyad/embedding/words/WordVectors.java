package polyad.embedding.words;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import polyad.tensor.Tensor;

/** Words and a vector for each. */
public final class WordVectors {
  private final Vocabulary vocabulary;
  private final Table table;
  private final float[] norms;
  private final RowKernel kernel = RowKernel.best();

  /**
   * A word near a question.
   *
   * @param similarity the cosine, -1 to 1
   */
  public record Neighbor(String word, double similarity) {}

  /**
   * What an epoch of training came to.
   *
   * @param number from 1
   * @param wordsPerSecond words of the text read in a second, all threads together
   * @param loss mean loss of the words held out, NaN when none are; for GloVe the mean term of its
   *     objective
   */
  public record Epoch(int number, double wordsPerSecond, double loss) {}

  /** Takes over the first rows of a table. */
  WordVectors(Vocabulary vocabulary, Table table) {
    this.vocabulary = vocabulary;
    this.table = table;
    this.norms = new float[vocabulary.size()];
    for (int i = 0; i < norms.length; i++) {
      int row = i * table.width;
      norms[i] = (float) Math.sqrt(kernel.dot(table.values, row, table.values, row, table.width));
    }
  }

  /**
   * Given vectors.
   *
   * @param values [words, dim] row by row
   */
  public static WordVectors of(Vocabulary vocabulary, float[] values, int dim) {
    if (dim < 1 || values.length != (long) vocabulary.size() * dim) {
      throw new IllegalArgumentException(
          "%d values are not %d words of %d numbers"
              .formatted(values.length, vocabulary.size(), dim));
    }
    Table table = new Table(vocabulary.size(), dim, false);
    for (int i = 0; i < vocabulary.size(); i++) {
      System.arraycopy(values, i * dim, table.values, i * table.width, dim);
    }
    return new WordVectors(vocabulary, table);
  }

  /** Trains on a corpus. */
  public static WordVectors train(Corpus corpus, WordVectorOptions options) {
    return train(corpus, options, epoch -> {});
  }

  /**
   * Trains on a corpus.
   *
   * @param progress is told of every epoch
   * @throws IllegalArgumentException when the vocabulary has one word and others are to be drawn
   */
  public static WordVectors train(
      Corpus corpus, WordVectorOptions options, Consumer<Epoch> progress) {
    return trainWatched(corpus, options, (epoch, vectors) -> progress.accept(epoch));
  }

  /** Sees the vectors as each epoch leaves them. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * Is called between two epochs.
     *
     * @param vectors good until it returns, for training goes on in them
     */
    void after(Epoch epoch, WordVectors vectors);
  }

  /**
   * Trains on a corpus, the vectors of every epoch being shown.
   *
   * @throws IllegalArgumentException when the vocabulary has one word and others are to be drawn
   */
  public static WordVectors trainWatched(
      Corpus corpus, WordVectorOptions options, Watcher watcher) {
    return options.model() == WordModel.GLOVE
        ? GloveTraining.train(corpus, options, watcher)
        : new WordVectorTraining(corpus, options).run(watcher);
  }

  /**
   * Reads a file of vectors.
   *
   * @throws IOException when it cannot be read or is not of the format; the message says where
   */
  public static WordVectors load(Path file, VectorFormat format) throws IOException {
    return format.read(file);
  }

  /** Writes a file of vectors, whole or not at all. */
  public void save(Path file, VectorFormat format) throws IOException {
    format.write(this, file);
  }

  /** The words. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** The number of words. */
  public int size() {
    return vocabulary.size();
  }

  /** The length of a vector. */
  public int dim() {
    return table.columns;
  }

  /** The vector of a word's number. */
  public float[] vector(int id) {
    int row = id * table.width;
    return Arrays.copyOfRange(table.values, row, row + table.columns);
  }

  /**
   * The vector of a word.
   *
   * @throws IllegalArgumentException when the word is not known
   */
  public float[] vector(String word) {
    return vector(id(word));
  }

  /** An empty sum of vectors, padded as {@link #addTo} wants it. */
  float[] zero() {
    return new float[table.width];
  }

  /** Adds the vector of a word's number to a sum. */
  void addTo(float[] sum, int id) {
    kernel.add(sum, 0, table.values, id * table.width, 1, table.width);
  }

  /**
   * The same vectors times one number, so that all their coordinates together have this standard
   * deviation: networks that start from vectors want them as wide as random ones (Turian et al.,
   * 2010, who take 0.1).
   *
   * @param deviation above 0
   */
  public WordVectors scaled(double deviation) {
    if (!(deviation > 0)) {
      throw new IllegalArgumentException("deviation is " + deviation + ", allowed: above 0");
    }
    float[] values = values();
    double mean = 0;
    for (float value : values) {
      mean += value / (double) values.length;
    }
    double variance = 0;
    for (float value : values) {
      variance += (value - mean) * (value - mean) / values.length;
    }
    float factor = variance == 0 ? 1 : (float) (deviation / Math.sqrt(variance));
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return of(vocabulary, values, dim());
  }

  /** All vectors, [words, dim]. */
  public Tensor matrix() {
    return Tensor.of(values(), size(), dim());
  }

  private float[] values() {
    float[] values = new float[size() * dim()];
    for (int i = 0; i < size(); i++) {
      System.arraycopy(table.values, i * table.width, values, i * dim(), dim());
    }
    return values;
  }

  /** The cosine of two words' vectors, 0 when one has no length. */
  public double similarity(String first, String second) {
    return cosine(query(id(first)), id(second));
  }

  /**
   * The nearest words by cosine, the word itself left out.
   *
   * @param k 1 or more
   * @throws IllegalArgumentException when the word is not known
   */
  public List<Neighbor> nearest(String word, int k) {
    int id = id(word);
    return nearest(query(id), k, id);
  }

  /**
   * Words that are to c as b is to a: nearest to b − a + c of unit vectors (3CosAdd), the three
   * left out.
   */
  public List<Neighbor> analogy(String a, String b, String c, int k) {
    float[] query = new float[table.width];
    int[] ids = {id(a), id(b), id(c)};
    addUnit(query, ids[0], -1);
    addUnit(query, ids[1], 1);
    addUnit(query, ids[2], 1);
    float norm = (float) Math.sqrt(kernel.dot(query, 0, query, 0, query.length));
    if (norm > 0) {
      for (int i = 0; i < query.length; i++) {
        query[i] /= norm;
      }
    }
    return nearest(query, k, ids);
  }

  private List<Neighbor> nearest(float[] query, int k, int... without) {
    if (k < 1) {
      throw new IllegalArgumentException("k is " + k + ", allowed: 1 or more");
    }
    PriorityQueue<Neighbor> best =
        new PriorityQueue<>(Comparator.comparingDouble(Neighbor::similarity));
    for (int i = 0; i < size(); i++) {
      int candidate = i;
      if (Arrays.stream(without).noneMatch(w -> w == candidate)) {
        double similarity = cosine(query, i);
        if (best.size() < k) {
          best.add(new Neighbor(vocabulary.word(i), similarity));
        } else if (similarity > best.element().similarity()) {
          best.remove();
          best.add(new Neighbor(vocabulary.word(i), similarity));
        }
      }
    }
    return best.stream()
        .sorted(Comparator.comparingDouble(Neighbor::similarity).reversed())
        .toList();
  }

  /** A unit vector, padded. */
  private float[] query(int id) {
    float[] query = new float[table.width];
    addUnit(query, id, 1);
    return query;
  }

  private void addUnit(float[] to, int id, float factor) {
    if (norms[id] > 0) {
      kernel.add(to, 0, table.values, id * table.width, factor / norms[id], table.width);
    }
  }

  private double cosine(float[] unit, int id) {
    float dot = kernel.dot(unit, 0, table.values, id * table.width, table.width);
    return norms[id] > 0 ? dot / norms[id] : 0;
  }

  private int id(String word) {
    int id = vocabulary.indexOf(word);
    if (id < 0) {
      throw new IllegalArgumentException(
          "the word '%s' is not among the %d words".formatted(word, size()));
    }
    return id;
  }
}
