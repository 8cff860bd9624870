package polyad.embedding.words.documents;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.data.LabelledTexts;
import polyad.embedding.words.Corpus;
import polyad.embedding.words.WordVectors;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/**
 * A trained classifier of texts whose words stand between blanks. A text without words is read as
 * one {@code </s>}; a word that training did not see as the unknown word.
 */
public final class DocumentClassifier implements AutoCloseable {
  private static final int AT_A_TIME = 64;
  private static final String FACTS = "document.json";

  private final DocumentOptions options;
  private final Facts facts;
  private final Model model;

  /**
   * What is not a tensor.
   *
   * @param classes names in the order of the logits
   * @param features words of a network, features of a bag
   * @param dim length of the word vectors; 0 for a bag
   */
  private record Facts(List<String> classes, List<String> features, int dim) {}

  /** What gives scores to a text. */
  private sealed interface Model {
    /** A network and the numbers of its words. */
    record Network(DocumentNetwork network, DocumentWords words) implements Model {}

    /** A linear model and the columns of its features. */
    record Bag(LinearModel linear, Map<String, Integer> index) implements Model {}
  }

  /**
   * A phrase that the maximum chose.
   *
   * @param phrase the winning word between its neighbours
   * @param coordinates of the pooled vectors that it won, over all texts of its class
   */
  public record KeyPhrase(String label, String phrase, long coordinates) {}

  private DocumentClassifier(DocumentOptions options, Facts facts, Model model) {
    this.options = options;
    this.facts = facts;
    this.model = model;
  }

  /** Fits without given vectors. */
  public static DocumentClassifier fit(LabelledTexts texts, DocumentOptions options) {
    return fit(texts, List.of(), options, null, Monitor.silent());
  }

  /**
   * Fits.
   *
   * @param trees a binary tree of each text, for a recursive network; may be empty
   * @param vectors what the table of words starts from; their length replaces the option's
   * @throws IllegalArgumentException when there are no two classes
   */
  public static DocumentClassifier fit(
      LabelledTexts texts,
      List<Merges> trees,
      DocumentOptions options,
      @Nullable WordVectors vectors,
      Monitor monitor) {
    List<String> classes = List.copyOf(new TreeSet<>(texts.labels()));
    if (classes.size() < 2) {
      throw new IllegalArgumentException(
          "labels: found " + classes + ", training needs at least 2 classes");
    }
    int[] labels = texts.labels().stream().mapToInt(classes::indexOf).toArray();
    return options.kind().isBag()
        ? fitBag(texts, labels, classes, options)
        : fitNetwork(texts, labels, classes, trees, options, vectors, monitor);
  }

  private static DocumentClassifier fitBag(
      LabelledTexts texts, int[] labels, List<String> classes, DocumentOptions options) {
    boolean bigrams = options.kind().usesBigrams();
    Map<String, Integer> index = SparseRows.index(texts.texts(), bigrams, options.minCount());
    SparseRows rows = SparseRows.of(texts.texts(), bigrams, index);
    int c = classes.size();
    boolean logistic =
        options.kind() == DocumentKind.WORDS_LR || options.kind() == DocumentKind.BIGRAMS_LR;
    LinearModel linear =
        logistic
            ? LinearModel.logistic(rows, labels, c, index.size(), options.seed())
            : LinearModel.supportVectors(rows, labels, c, index.size(), options.seed());
    Facts facts = new Facts(classes, List.copyOf(index.keySet()), 0);
    return new DocumentClassifier(options, facts, new Model.Bag(linear, index));
  }

  private static DocumentClassifier fitNetwork(
      LabelledTexts texts,
      int[] labels,
      List<String> classes,
      List<Merges> trees,
      DocumentOptions options,
      @Nullable WordVectors vectors,
      Monitor monitor) {
    DocumentWords words =
        new DocumentWords(
            Corpus.of(texts.texts(), options.minCount()).vocabulary(),
            options.kind().usesBigrams() ? options.buckets() : 0);
    Generator rng = new Generator(options.seed());
    DocumentNetwork network;
    int dim;
    try (var _ = TensorScope.open()) {
      Tensor table = words.table(options.dim(), vectors, options.seed());
      dim = (int) table.size(1);
      network = network(options, table, classes.size(), !trees.isEmpty(), rng);
    }
    int[][] documents = texts.texts().stream().map(words::encode).toArray(int[][]::new);
    new DocumentTraining(network, documents, labels, trees, options, rng).run(monitor);
    Facts facts = new Facts(classes, words.words(), dim);
    return new DocumentClassifier(options, facts, new Model.Network(network, words));
  }

  private static DocumentNetwork network(
      DocumentOptions options, Tensor table, int classes, boolean trees, Generator rng) {
    boolean frozen = options.kind() == DocumentKind.AVERAGE;
    var shape = new DocumentNetwork.Shape(table, options.hidden(), classes, frozen);
    return switch (options.kind()) {
      case RCNN -> new Rcnn(shape, options.context(), options.phi(), rng);
      case CNN -> new WindowCnn(shape, options.window(), rng);
      case RNN -> new RecurrentDocument(shape, rng);
      case LSTM -> new LstmDocument(shape, rng);
      case RECURSIVE ->
          trees ? RecursiveNetwork.overGivenTrees(shape, rng) : new RecursiveNetwork(shape, rng);
      case AVERAGE, FASTTEXT -> new Average(shape, rng);
      case WORDS_LR, BIGRAMS_LR, WORDS_SVM, BIGRAMS_SVM ->
          throw new IllegalArgumentException(options.kind() + " is no network");
    };
  }

  /** How it was trained. */
  public DocumentOptions options() {
    return options;
  }

  /** Names of the classes, in the order of the scores. */
  public List<String> classes() {
    return facts.classes();
  }

  /**
   * Scores of every class, [N][C]: logits of networks and of logistic regression, margins of
   * support vector machines.
   */
  public double[][] scores(List<String> texts) {
    return scores(texts, List.of());
  }

  /**
   * Scores of every class, [N][C].
   *
   * @param trees a binary tree of each text, for a recursive network that was trained with trees
   */
  public double[][] scores(List<String> texts, List<Merges> trees) {
    return switch (model) {
      case Model.Bag bag -> {
        SparseRows rows = SparseRows.of(texts, options.kind().usesBigrams(), bag.index());
        double[][] scores = new double[texts.size()][];
        Arrays.setAll(scores, row -> bag.linear().scores(rows, row));
        yield scores;
      }
      case Model.Network net -> {
        List<double[]> scores = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += AT_A_TIME) {
          int to = Math.min(texts.size(), from + AT_A_TIME);
          try (var _ = TensorScope.open();
              var _ = Autograd.noGrad()) {
            List<Merges> some = trees.isEmpty() ? trees : trees.subList(from, to);
            DocumentBatch batch = batch(texts.subList(from, to), some, net.words());
            Tensor logits = net.network().logits(net.network().document(batch)); // [B, C]
            for (float[] row : logits.toFloatMatrix()) {
              scores.add(widened(row));
            }
          }
        }
        yield scores.toArray(double[][]::new);
      }
    };
  }

  private static double[] widened(float[] row) {
    double[] wide = new double[row.length];
    Arrays.setAll(wide, i -> row[i]);
    return wide;
  }

  private static DocumentBatch batch(List<String> texts, List<Merges> trees, DocumentWords words) {
    int[][] documents = texts.stream().map(words::encode).toArray(int[][]::new);
    int width = Arrays.stream(documents).mapToInt(d -> d.length).max().orElse(1);
    return new DocumentBatch(documents, width, trees);
  }

  /** Probabilities of the classes, [N][C]: the softmax of the scores. */
  public double[][] probabilities(List<String> texts) {
    return Arrays.stream(scores(texts)).map(LinearModel::softmax).toArray(double[][]::new);
  }

  /** The class with the highest score of each text. */
  public List<String> predict(List<String> texts) {
    return predict(texts, List.of());
  }

  /** The class with the highest score of each text, whose trees are given. */
  public List<String> predict(List<String> texts, List<Merges> trees) {
    return Arrays.stream(scores(texts, trees)).map(s -> classes().get(best(s))).toList();
  }

  private static int best(double[] scores) {
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }

  /**
   * How well labels are predicted.
   *
   * @throws IllegalArgumentException when a label is not one of the classes
   */
  public DocumentScore score(LabelledTexts texts) {
    return score(texts, List.of());
  }

  /**
   * How well labels of texts are predicted, whose trees are given.
   *
   * @throws IllegalArgumentException when a label is not one of the classes
   */
  public DocumentScore score(LabelledTexts texts, List<Merges> trees) {
    for (String label : texts.labels()) {
      if (!classes().contains(label)) {
        throw new IllegalArgumentException(
            "label is '%s', known: %s".formatted(label, String.join(", ", classes())));
      }
    }
    return DocumentScore.of(predict(texts.texts(), trees), texts.labels(), classes());
  }

  /**
   * The phrases that the maximum over positions chose most often in texts of each predicted class;
   * for {@link DocumentKind#RCNN}.
   *
   * @param count phrases of a class at most
   * @throws IllegalStateException for another kind
   */
  public List<KeyPhrase> keyPhrases(List<String> texts, int count) {
    if (!(model instanceof Model.Network net) || !(net.network() instanceof Rcnn rcnn)) {
      throw new IllegalStateException("kind is " + options.kind() + ", key phrases need RCNN");
    }
    Map<String, Map<String, Long>> won = new LinkedHashMap<>();
    for (int from = 0; from < texts.size(); from += AT_A_TIME) {
      List<String> some = texts.subList(from, Math.min(texts.size(), from + AT_A_TIME));
      try (var _ = TensorScope.open();
          var _ = Autograd.noGrad()) {
        DocumentBatch batch = batch(some, List.of(), net.words());
        Rcnn.Pooled pooled = rcnn.pooled(batch, rcnn.contexts(batch));
        float[][] logits = rcnn.logits(pooled.values()).toFloatMatrix();
        long[] winners = pooled.winners().toLongArray();
        int h = winners.length / some.size();
        for (int b = 0; b < some.size(); b++) {
          Map<String, Long> counts =
              won.computeIfAbsent(
                  classes().get(best(widened(logits[b]))), label -> new HashMap<>());
          List<String> words = DocumentWords.split(some.get(b));
          for (int k = b * h; k < (b + 1) * h && !words.isEmpty(); k++) {
            counts.merge(phrase(words, (int) winners[k]), 1L, Long::sum);
          }
        }
      }
    }
    return won.entrySet().stream().flatMap(e -> most(e.getKey(), e.getValue(), count)).toList();
  }

  private static String phrase(List<String> words, int at) {
    return String.join(" ", words.subList(Math.max(0, at - 1), Math.min(words.size(), at + 2)));
  }

  private static Stream<KeyPhrase> most(String label, Map<String, Long> counts, int count) {
    return counts.entrySet().stream()
        .map(e -> new KeyPhrase(label, e.getKey(), e.getValue()))
        .sorted(
            Comparator.comparingLong(KeyPhrase::coordinates)
                .reversed()
                .thenComparing(KeyPhrase::phrase))
        .limit(count);
  }

  /** The vectors of its words as training left them; none in a bag of words. */
  public Optional<WordVectors> wordVectors() {
    return model instanceof Model.Network net
        ? Optional.of(net.words().vectors(net.network().table()))
        : Optional.empty();
  }

  /** Writes the parts of a model directory; the caller commits. */
  public void write(ModelDirectory.Writer writer) throws IOException {
    writer.config(options);
    writer.json(FACTS, facts);
    Map<String, Tensor> state = new LinkedHashMap<>();
    try (var _ = TensorScope.open()) {
      switch (model) {
        case Model.Network net -> state.putAll(net.network().stateDict());
        case Model.Bag bag -> {
          state.put("weight", Tensor.of(bag.linear().weights()));
          state.put("bias", Tensor.of(bag.linear().bias(), classes().size()));
        }
      }
      TensorFiles.writeSafetensors(writer.weights(), state, Map.of("format", "pt"));
    }
  }

  /** Reads a model directory that {@link #write} made. */
  public static DocumentClassifier load(ModelDirectory directory) throws IOException {
    DocumentOptions options = directory.config(DocumentOptions.class);
    Facts facts = directory.json(FACTS, Facts.class);
    try (var _ = TensorScope.open()) {
      Map<String, Tensor> state = TensorFiles.readSafetensors(directory.weights());
      return new DocumentClassifier(options, facts, model(options, facts, state));
    }
  }

  private static Model model(DocumentOptions options, Facts facts, Map<String, Tensor> state) {
    int classes = facts.classes().size();
    if (options.kind().isBag()) {
      Map<String, Integer> index = new LinkedHashMap<>();
      facts.features().forEach(feature -> index.put(feature, index.size()));
      double[] flat = tensor(state, "weight").toDoubleArray();
      double[][] weights = new double[classes][];
      int columns = facts.features().size();
      Arrays.setAll(weights, c -> Arrays.copyOfRange(flat, c * columns, (c + 1) * columns));
      double[] bias = tensor(state, "bias").toDoubleArray();
      return new Model.Bag(new LinearModel(weights, bias), index);
    }
    int buckets = options.kind().usesBigrams() ? options.buckets() : 0;
    Tensor table = tensor(state, "embedding");
    boolean trees = options.kind() == DocumentKind.RECURSIVE && !state.containsKey("decoder.W");
    DocumentNetwork network = network(options, table, classes, trees, new Generator(0));
    network.loadStateDict(state);
    network.eval();
    return new Model.Network(network, DocumentWords.of(facts.features(), buckets));
  }

  private static Tensor tensor(Map<String, Tensor> state, String name) {
    Tensor tensor = state.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the model's weights lack '" + name + "'");
    }
    return tensor;
  }

  @Override
  public void close() {
    if (model instanceof Model.Network net) {
      net.network().close();
    }
  }
}
