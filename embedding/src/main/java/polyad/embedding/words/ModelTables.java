package polyad.embedding.words;

import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A model's weights, under word2vec's names: {@code syn0} (input), {@code hidden} and {@code
 * syn1neg} (output). The input table has one row more than words, the padding.
 */
final class ModelTables {
  final Table input;
  final @Nullable Table hidden;
  final Table output;

  private final WordVectorOptions options;
  private final int padding;

  /** Tables of zeros with a padding row of their own. */
  ModelTables(int words, WordVectorOptions options) {
    this(words, options, words);
  }

  /**
   * Tables of zeros.
   *
   * @param padding the row that stands for positions outside a sentence
   */
  ModelTables(int words, WordVectorOptions options, int padding) {
    this.options = options;
    this.padding = padding;
    boolean adaptive = options.descent() == WordVectorOptions.Descent.ADAGRAD;
    int dim = options.dim();
    int context = 2 * options.window();
    input = new Table(words + 1, dim, adaptive);
    hidden =
        switch (options.model()) {
          case LBL, NNLM -> Table.ofPieces(options.hiddenUnits(), context, dim, adaptive);
          case CW -> Table.ofPieces(options.hiddenUnits(), context + 1, dim, adaptive);
          default -> null;
        };
    output =
        switch (options.model()) {
          case ORDER -> Table.ofPieces(words, context, dim, adaptive);
          case LBL, NNLM -> new Table(words, options.hiddenUnits(), adaptive);
          case CW -> new Table(1, options.hiddenUnits(), adaptive);
          default -> new Table(words, dim, adaptive);
        };
  }

  /** Input from U(−1/2, 1/2)/dim, hidden from U(−1/2, 1/2)/h, output 0, as in word2vec. */
  void fill(SplittableRandom random) {
    input.uniform(random, options.dim(), options.dim());
    if (hidden != null) {
      hidden.uniform(random, options.dim(), hidden.rows);
    }
  }

  /** One thread's learner over these tables. */
  Learner learner(
      RowKernel kernel, Vocabulary vocabulary, WordVectorOptions options, IntSupplier negatives) {
    int window = options.window();
    return switch (options.model()) {
      case SKIP_GRAM ->
          new Learner.SkipGram(kernel, input, outputLayer(kernel, vocabulary, negatives), window);
      case CBOW ->
          new Learner.Cbow(
              kernel,
              input,
              outputLayer(kernel, vocabulary, negatives),
              window,
              options.cbowGradient() == WordVectorOptions.CbowGradient.MEAN);
      case ORDER ->
          new Learner.Order(
              kernel, input, outputLayer(kernel, vocabulary, negatives), window, padding);
      case LBL, NNLM ->
          new Learner.Projected(
              kernel,
              input,
              hiddenLayer(),
              outputLayer(kernel, vocabulary, negatives),
              window,
              padding,
              options.model() == WordModel.NNLM);
      case CW ->
          new Learner.Ranking(
              kernel,
              input,
              hiddenLayer(),
              output,
              window,
              padding,
              options.negative(),
              options.loss() == WordVectorOptions.Loss.HINGE,
              negatives);
      case GLOVE -> throw new IllegalArgumentException("GloVe is trained on counts");
    };
  }

  private Table hiddenLayer() {
    if (hidden == null) {
      throw new IllegalStateException(options.model() + " has no hidden layer");
    }
    return hidden;
  }

  private OutputLayer outputLayer(RowKernel kernel, Vocabulary vocabulary, IntSupplier negatives) {
    return switch (options.loss()) {
      case NEGATIVE_SAMPLING, HINGE ->
          new OutputLayer.NegativeSampling(kernel, output, options.negative(), negatives);
      case HIERARCHICAL_SOFTMAX ->
          new OutputLayer.HierarchicalSoftmax(kernel, output, new HuffmanTree(vocabulary));
      case SOFTMAX -> new OutputLayer.Softmax(kernel, output);
    };
  }
}
