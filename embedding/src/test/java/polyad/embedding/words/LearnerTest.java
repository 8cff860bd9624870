package polyad.embedding.words;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** The fast float32 learners against the plain float64 updates and the engine's derivatives. */
final class LearnerTest {
  private static final int WORDS = 12;
  private static final int DIM = 7;
  private static final int WINDOW = 2;
  private static final int NEGATIVE = 3;

  private static Vocabulary vocabulary() {
    return new Vocabulary(
        IntStream.range(0, WORDS).mapToObj(i -> "w" + i).toList(),
        IntStream.range(0, WORDS).mapToLong(i -> 100 - i).toArray());
  }

  private static WordVectorOptions options(WordModel model, WordVectorOptions.Descent descent) {
    return WordVectorOptions.builder(model)
        .dim(DIM)
        .window(WINDOW)
        .negative(NEGATIVE)
        .hidden(5)
        .descent(descent, 0.05)
        .build();
  }

  private static void fill(Table table, int piece, SplittableRandom random) {
    table.uniform(random, piece, 1.0);
  }

  /** The table's rows without padding. */
  private static double[][] rows(Table table, int count, int piece) {
    int padded = RowKernel.padded(piece);
    double[][] rows = new double[count][table.columns];
    for (int r = 0; r < count; r++) {
      for (int k = 0; k < table.columns; k++) {
        rows[r][k] = table.values[r * table.width + k / piece * padded + k % piece];
      }
    }
    return rows;
  }

  private static void assertRows(double[][] expected, double[][] actual, double tolerance) {
    for (int r = 0; r < expected.length; r++) {
      assertArrayEquals(expected[r], actual[r], tolerance, "row " + r);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SKIP_GRAM,SGD", "CBOW,SGD", "ORDER,SGD", "LBL,SGD", "NNLM,SGD",
    "SKIP_GRAM,ADAGRAD", "CBOW,ADAGRAD", "ORDER,ADAGRAD", "LBL,ADAGRAD", "NNLM,ADAGRAD"
  })
  void learnsAsTheReference(WordModel model, WordVectorOptions.Descent descent) {
    SplittableRandom random = new SplittableRandom(4);
    WordVectorOptions options = options(model, descent);
    ModelTables tables = new ModelTables(WORDS, options, 0);
    fill(tables.input, DIM, random);
    int outputPiece = model == WordModel.ORDER ? DIM : tables.output.columns;
    fill(tables.output, outputPiece, random);
    Table hidden = tables.hidden;
    if (hidden != null) {
      fill(hidden, DIM, random);
    }
    double[][] syn0 = rows(tables.input, WORDS, DIM);
    double[][] syn1neg = rows(tables.output, WORDS, outputPiece);
    double[][] layer = hidden == null ? null : rows(hidden, hidden.rows, DIM);
    int[] sentence = random.ints(15, 0, WORDS).toArray();
    int[][] negatives = new int[15 * 2 * WINDOW][];
    Arrays.setAll(negatives, i -> random.ints(NEGATIVE, 0, WORDS).toArray());

    double firstSum = descent == WordVectorOptions.Descent.ADAGRAD ? 1e-8 : 0;
    new OnlineReference(model, WINDOW, 0.05, firstSum, false, 0, syn0, syn1neg, layer)
        .pass(sentence, negatives);
    int[] drawn = {0};
    Learner learner =
        tables.learner(
            RowKernel.best(),
            vocabulary(),
            options,
            () -> negatives[drawn[0] / NEGATIVE][drawn[0]++ % NEGATIVE]);
    for (int at = 0; at < sentence.length; at++) {
      learner.learn(sentence, sentence.length, at, WINDOW, 0.05f);
    }

    // AdaGrad's first steps have the size of the rate whatever the slope; the sigmoid's table
    // shows.
    double tolerance = descent == WordVectorOptions.Descent.SGD ? 5e-4 : 2e-3;
    assertRows(syn0, rows(tables.input, WORDS, DIM), tolerance);
    assertRows(syn1neg, rows(tables.output, WORDS, outputPiece), tolerance);
    if (layer != null && hidden != null) {
      assertRows(layer, rows(hidden, hidden.rows, DIM), tolerance);
    }
  }

  @ParameterizedTest
  @CsvSource({"HINGE", "NEGATIVE_SAMPLING"})
  void ranksAlongTheDerivative(WordVectorOptions.Loss loss) {
    SplittableRandom random = new SplittableRandom(5);
    WordVectorOptions options =
        WordVectorOptions.builder(WordModel.CW)
            .dim(DIM)
            .window(WINDOW)
            .negative(NEGATIVE)
            .hidden(5)
            .loss(loss)
            .build();
    ModelTables tables = new ModelTables(WORDS, options, 0);
    fill(tables.input, DIM, random);
    fill(tables.output, 5, random);
    Table hidden = tables.hidden;
    assertTrue(hidden != null);
    fill(hidden, DIM, random);
    int[] sentence = {3, 1, 4, 8, 5};
    int[] negatives = {9, 2, 6};
    float rate = 1e-3f;
    try (var _ = TensorScope.open()) {
      var weights =
          new EmbeddingObjective.Weights(
              tensor(rows(tables.input, WORDS, DIM)),
              tensor(rows(tables.output, 1, 5)).squeeze(0).detach().requiresGrad(true),
              tensor(rows(hidden, 5, DIM)));
      var result =
          new EmbeddingObjective(WordModel.CW, loss)
              .forward(
                  weights,
                  Tensor.of(new long[] {3, 1, 8, 5}, 1, 4),
                  Tensor.of(new long[] {4}, 1),
                  Tensor.of(new long[] {9, 2, 6}, 1, 3));
      List<Tensor> gradients =
          Autograd.grad(
              result.loss(), List.of(weights.syn0(), weights.syn1neg(), layer(weights)), false);
      double[][] before = rows(tables.input, WORDS, DIM);
      double[][] layerBefore = rows(hidden, 5, DIM);
      int[] drawn = {0};
      Learner learner =
          tables.learner(RowKernel.best(), vocabulary(), options, () -> negatives[drawn[0]++ % 3]);
      assertEquals(result.loss().item(), learner.loss(sentence, 5, 2), 1e-5);
      learner.learn(sentence, 5, 2, WINDOW, rate);
      assertMoved(before, rows(tables.input, WORDS, DIM), gradients.get(0), rate);
      assertMoved(layerBefore, rows(hidden, 5, DIM), gradients.get(2), rate);
    }
  }

  private static Tensor layer(EmbeddingObjective.Weights weights) {
    Tensor layer = weights.hidden();
    if (layer == null) {
      throw new AssertionError("no hidden layer");
    }
    return layer;
  }

  private static Tensor tensor(double[][] rows) {
    double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return Tensor.of(flat, rows.length, rows[0].length).requiresGrad(true);
  }

  private static void assertMoved(
      double[][] before, double[][] after, Tensor gradient, double rate) {
    double[] g = gradient.toDoubleArray();
    int width = before[0].length;
    for (int r = 0; r < before.length; r++) {
      for (int k = 0; k < width; k++) {
        assertEquals(-g[r * width + k], (after[r][k] - before[r][k]) / rate, 4e-3);
      }
    }
  }

  @Property(tries = 40)
  void kernelsAgree(@ForAll @IntRange(min = 1, max = 9) int vectors, @ForAll long seed) {
    int n = vectors * RowKernel.LANES;
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = floats(random, 2 * n);
    float[] row = floats(random, 2 * n);
    float[] error = floats(random, n);
    RowKernel plain = new ScalarKernel();
    RowKernel fast = RowKernel.best();
    assertEquals(plain.dot(x, n, row, 0, n), fast.dot(x, n, row, 0, n), 1e-4);
    float[] rowToo = row.clone();
    float[] errorToo = error.clone();
    plain.descend(error, row, n, x, 0, 0.3f, 0.1f, n);
    fast.descend(errorToo, rowToo, n, x, 0, 0.3f, 0.1f, n);
    assertArrayEquals(row, rowToo, 1e-6f);
    assertArrayEquals(error, errorToo, 1e-6f);
    plain.add(row, 0, x, n, -0.7f, n);
    fast.add(rowToo, 0, x, n, -0.7f, n);
    assertArrayEquals(row, rowToo, 1e-6f);
    float[] sums = new float[2 * n];
    Arrays.fill(sums, 1e-8f);
    float[] sumsToo = sums.clone();
    plain.adapt(row, sums, n, x, 0, 0.5f, 0.05f, n);
    fast.adapt(rowToo, sumsToo, n, x, 0, 0.5f, 0.05f, n);
    assertArrayEquals(row, rowToo, 1e-5f);
    assertArrayEquals(sums, sumsToo, 1e-6f);
  }

  private static float[] floats(SplittableRandom random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  @Test
  void treeDecisionsMakeADistribution() {
    WordVectorOptions options =
        WordVectorOptions.skipGram()
            .dim(DIM)
            .loss(WordVectorOptions.Loss.HIERARCHICAL_SOFTMAX)
            .build();
    Table table = new Table(WORDS, DIM, false);
    fill(table, DIM, new SplittableRandom(6));
    HuffmanTree tree = new HuffmanTree(vocabulary());
    OutputLayer layer = new OutputLayer.HierarchicalSoftmax(RowKernel.best(), table, tree);
    float[] x = Arrays.copyOf(floats(new SplittableRandom(7), DIM), RowKernel.padded(DIM));
    double sum = 0;
    for (int word = 0; word < WORDS; word++) {
      sum += Math.exp(-layer.loss(x, 0, word));
    }
    assertEquals(1, sum, 1e-6);
    assertEquals(WordVectorOptions.Loss.HIERARCHICAL_SOFTMAX, options.loss());
    Vocabulary skewed = new Vocabulary(List.of("a", "b", "c", "d"), new long[] {100, 10, 4, 3});
    HuffmanTree codes = new HuffmanTree(skewed);
    assertEquals(1, codes.nodes(0).length);
    assertEquals(2, codes.nodes(1).length);
    assertEquals(3, codes.nodes(3).length);
  }

  @Test
  void softmaxLowersItsLoss() {
    Table table = new Table(WORDS, DIM, false);
    fill(table, DIM, new SplittableRandom(8));
    OutputLayer layer = new OutputLayer.Softmax(RowKernel.best(), table);
    float[] x = Arrays.copyOf(floats(new SplittableRandom(9), DIM), RowKernel.padded(DIM));
    double before = layer.loss(x, 0, 3);
    float[] error = new float[RowKernel.padded(DIM)];
    layer.learn(x, 0, error, 3, 0.5f);
    assertTrue(layer.loss(x, 0, 3) < before);
    double slope = 0;
    for (float e : error) {
      slope += e * e;
    }
    assertTrue(slope > 0);
  }
}
