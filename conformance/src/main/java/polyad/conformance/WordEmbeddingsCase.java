package polyad.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import polyad.embedding.words.CharWordObjective;
import polyad.embedding.words.CharacterComposition;
import polyad.embedding.words.Cooccurrence;
import polyad.embedding.words.CooccurrenceCounter;
import polyad.embedding.words.Corpus;
import polyad.embedding.words.EmbeddingObjective;
import polyad.embedding.words.GloveObjective;
import polyad.embedding.words.OnlineReference;
import polyad.embedding.words.SkipGramGloveRelation;
import polyad.embedding.words.Vocabulary;
import polyad.embedding.words.WordEvaluation;
import polyad.embedding.words.WordModel;
import polyad.embedding.words.WordVectorOptions;
import polyad.embedding.words.documents.Average;
import polyad.embedding.words.documents.DocumentBatch;
import polyad.embedding.words.documents.DocumentNetwork;
import polyad.embedding.words.documents.LstmDocument;
import polyad.embedding.words.documents.Merges;
import polyad.embedding.words.documents.Rcnn;
import polyad.embedding.words.documents.RecurrentDocument;
import polyad.embedding.words.documents.RecursiveNetwork;
import polyad.embedding.words.documents.WindowCnn;
import polyad.nn.evaluate.Correlation;
import polyad.tensor.Autograd;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Cases of word embeddings, of characters with words, and of networks that read documents. */
final class WordEmbeddingsCase implements ConformanceAdapter {
  @Override
  public String method() {
    return "word-document-embeddings";
  }

  @Override
  public double tolerance(CaseFile file, String tensor) {
    return file.text("op").equals("online") ? 1e-8 : 1e-9;
  }

  @Override
  public Map<String, Tensor> evaluate(CaseFile file) {
    return switch (file.text("op")) {
      case "objective" -> objective(file);
      case "online" -> online(file);
      case "glove" -> glove(file);
      case "cooccur" -> cooccur(file);
      case "vocab" -> vocabulary(file);
      case "relation" -> relation(file);
      case "intrinsic" -> intrinsic(file);
      case "charword" -> charWord(file);
      case "cwe" -> composition(file);
      case "rcnn" -> rcnn(file);
      case "document" -> document(file);
      default ->
          throw new IllegalArgumentException(
              "op is '%s', known: objective, online, glove, cooccur, vocab, relation, intrinsic,"
                      .formatted(file.text("op"))
                  + " charword, cwe, rcnn, document");
    };
  }

  private static WordModel model(CaseFile file) {
    String name = file.text("model");
    return name.equals("skipgram")
        ? WordModel.SKIP_GRAM
        : WordModel.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static Map<String, Tensor> objective(CaseFile file) {
    String loss = file.text("loss").toUpperCase(Locale.ROOT).replace('-', '_');
    EmbeddingObjective objective =
        new EmbeddingObjective(model(file), WordVectorOptions.Loss.valueOf(loss));
    EmbeddingObjective.Weights weights =
        new EmbeddingObjective.Weights(
            file.tensor("param.syn0"),
            file.tensor("param.syn1neg"),
            file.has("param.hidden") ? file.tensor("param.hidden") : null);
    EmbeddingObjective.Result result =
        objective.forward(
            weights, file.input("context"), file.input("target"), file.input("negatives"));
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.hidden", result.hidden());
    results.put("output.positive_score", result.positive());
    results.put("output.negative_score", result.negative());
    results.put("output.loss", result.loss().view(1));
    results.putAll(file.gradients(result.loss()));
    return results;
  }

  private static Map<String, Tensor> online(CaseFile file) {
    boolean adaptive = file.text("optimizer").equals("adagrad");
    double[][] syn0 = rows(file.tensor("param.syn0"));
    double[][] syn1neg = rows(file.tensor("param.syn1neg"));
    double[][] hidden = file.has("param.hidden") ? rows(file.tensor("param.hidden")) : null;
    int[] negatives = ints(file.input("negatives"));
    int k = file.integer("negative");
    int[][] byExample = new int[negatives.length / k][];
    Arrays.setAll(byExample, r -> Arrays.copyOfRange(negatives, r * k, (r + 1) * k));
    new OnlineReference(
            model(file),
            file.integer("window"),
            file.number("lr"),
            adaptive ? file.number("adagrad_init") : 0,
            file.text("cbow_grad").equals("mean"),
            0,
            syn0,
            syn1neg,
            hidden)
        .pass(ints(file.input("tokens")), byExample);
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.syn0", matrix(syn0));
    results.put("output.syn1neg", matrix(syn1neg));
    if (hidden != null) {
      results.put("output.hidden", matrix(hidden));
    }
    return results;
  }

  private static Map<String, Tensor> glove(CaseFile file) {
    List<String> names = List.of("W", "W_context", "b", "b_context");
    double[][] weights =
        names.stream().map(n -> file.tensor("param." + n).toDoubleArray()).toArray(double[][]::new);
    Cooccurrence counts =
        new Cooccurrence(
            file.integer("vocab"),
            ints(file.input("i")),
            ints(file.input("j")),
            file.input("x").toDoubleArray());
    GloveObjective objective =
        new GloveObjective(
            weights[0],
            weights[1],
            weights[2],
            weights[3],
            file.number("x_max"),
            file.number("alpha"));
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.loss", scalar(objective.loss(counts)));
    double[][] gradients = objective.gradients(counts);
    for (int p = 0; p < names.size(); p++) {
      long[] shape = file.tensor("param." + names.get(p)).shape();
      results.put("grad." + names.get(p), Tensor.of(gradients[p], shape));
    }
    double[] cost = new double[file.integer("epochs")];
    int[] order = IntStream.range(0, counts.size()).toArray();
    for (int epoch = 0; epoch < cost.length; epoch++) {
      cost[epoch] =
          objective.descend(counts, order, 0, order.length, file.number("eta")) / order.length;
    }
    for (int p = 0; p < names.size(); p++) {
      long[] shape = file.tensor("param." + names.get(p)).shape();
      results.put("output." + names.get(p), Tensor.of(weights[p], shape));
    }
    results.put("output.cost", Tensor.of(cost, cost.length));
    return results;
  }

  private static Map<String, Tensor> cooccur(CaseFile file) {
    int size = file.integer("vocab");
    int[] tokens = ints(file.input("tokens"));
    Vocabulary vocabulary = numbered(new long[size]);
    Corpus corpus = new Corpus(vocabulary, tokens, ints(file.input("sentence_end")));
    boolean inverse = file.text("weighting").equals("inverse-distance");
    boolean symmetric = file.config().path("symmetric").asBoolean(true);
    try {
      Cooccurrence counts =
          new CooccurrenceCounter(file.integer("window"), symmetric, inverse, 1 << 20)
              .count(corpus);
      return Map.of("output.counts", matrix(counts.dense()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Tensor> vocabulary(CaseFile file) {
    Vocabulary vocabulary = numbered(file.input("counts").toLongArray());
    double[] keep = vocabulary.keepProbabilities(file.number("sample"));
    double[] noise = vocabulary.noise(file.number("power"));
    return Map.of(
        "output.keep",
        Tensor.of(keep, keep.length),
        "output.noise",
        Tensor.of(noise, noise.length));
  }

  private static Map<String, Tensor> relation(CaseFile file) {
    Map<String, Tensor> weights = new HashMap<>();
    for (String name : List.of("W", "C", "b", "c")) {
      weights.put(name, file.tensor("param." + name).requiresGrad(true));
    }
    Tensor counts = file.input("counts");
    Tensor scores = file.tensor("param.W").matmul(file.tensor("param.C").mT());
    Tensor z =
        scores.add(file.tensor("param.b").unsqueeze(1)).add(file.tensor("param.c").unsqueeze(0));
    Map<String, Tensor> losses = new LinkedHashMap<>();
    losses.put("softmax", SkipGramGloveRelation.softmax(scores, counts));
    losses.put("poisson", SkipGramGloveRelation.poisson(z, counts));
    losses.put(
        "glove",
        SkipGramGloveRelation.glove(z, counts, file.number("x_max"), file.number("alpha")));
    losses.put("quadratic_x", SkipGramGloveRelation.quadratic(z, counts));
    Map<String, Tensor> results = new LinkedHashMap<>();
    losses.forEach(
        (name, loss) -> {
          results.put("output." + name, loss.view(1));
          List<String> wanted = file.names("grad." + name + ".");
          List<Tensor> targets = wanted.stream().map(weights::get).toList();
          List<Tensor> gradients = Autograd.grad(loss, targets, true);
          for (int i = 0; i < wanted.size(); i++) {
            results.put("grad." + name + "." + wanted.get(i), gradients.get(i));
          }
        });
    Tensor bias = SkipGramGloveRelation.contextBias(scores, counts);
    results.put("output.context_bias", bias);
    results.put(
        "output.poisson_profiled",
        SkipGramGloveRelation.poisson(scores.add(bias.unsqueeze(0)), counts).view(1));
    results.put("output.constant", SkipGramGloveRelation.constant(counts).view(1));
    results.put("output.double_centred_log", SkipGramGloveRelation.doublyCentred(counts.log()));
    results.put("output.pmi", SkipGramGloveRelation.pmi(counts));
    return results;
  }

  private static Map<String, Tensor> intrinsic(CaseFile file) {
    Tensor vectors = file.tensor("param.vectors");
    WordEvaluation evaluation =
        new WordEvaluation(numbered(new long[(int) vectors.size(0)]), vectors);
    int[][] analogies = columns(file.input("analogy"));
    int[] answers = evaluation.answers(analogies[0], analogies[1], analogies[2]);
    long right =
        IntStream.range(0, answers.length).filter(i -> answers[i] == analogies[3][i]).count();
    int[][] pairs = columns(file.input("pairs"));
    double[] cosines = evaluation.cosines(pairs[0], pairs[1]);
    int[] toefl = ints(file.input("toefl"));
    int choice = evaluation.choose(toefl[0], Arrays.copyOfRange(toefl, 1, toefl.length));
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put(
        "output.analogy",
        Tensor.of(Arrays.stream(answers).asLongStream().toArray(), answers.length));
    results.put("output.analogy_accuracy", scalar((double) right / answers.length));
    results.put("output.similarity", Tensor.of(cosines, cosines.length));
    results.put(
        "output.spearman",
        scalar(Correlation.spearman(cosines, file.input("gold").toDoubleArray())));
    results.put("output.toefl_choice", Tensor.of(new long[] {choice}, 1));
    return results;
  }

  private static Map<String, Tensor> charWord(CaseFile file) {
    var balance = CharWordObjective.Balance.valueOf(file.text("balance").toUpperCase(Locale.ROOT));
    Tensor hidden =
        CharWordObjective.hidden(
            file.tensor("param.char.syn0"),
            file.tensor("param.word.syn0"),
            file.input("char_context"),
            file.input("word_context"),
            balance);
    Tensor output = file.tensor("param." + file.text("target") + ".syn1neg");
    Tensor loss =
        CharWordObjective.loss(hidden, output, file.input("target"), file.input("negatives"));
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.hidden", hidden);
    results.put("output.loss", loss.view(1));
    results.putAll(file.gradients(loss));
    return results;
  }

  private static Map<String, Tensor> composition(CaseFile file) {
    return Map.of(
        "output.vector",
        CharacterComposition.compose(
            file.tensor("param.word"),
            file.tensor("param.char"),
            file.input("chars"),
            file.input("compositional")));
  }

  private static Map<String, Tensor> rcnn(CaseFile file) {
    Rcnn.Phi phi = Rcnn.Phi.valueOf(file.text("activation").toUpperCase(Locale.ROOT));
    DocumentBatch batch = batch(file);
    try (Rcnn network =
        file.load(new Rcnn(shape(file), file.integer("context_dim"), phi, new Generator(0)))) {
      Rcnn.Contexts contexts = network.contexts(batch);
      Rcnn.Pooled pooled = network.pooled(batch, contexts);
      Tensor logits = network.logits(pooled.values());
      Map<String, Tensor> results = new LinkedHashMap<>();
      results.put("output.left", contexts.left());
      results.put("output.right", contexts.right());
      results.put("output.pooled", pooled.values());
      results.put("output.argmax", pooled.winners());
      results.putAll(classified(file, network, logits));
      return results;
    }
  }

  private static Map<String, Tensor> document(CaseFile file) {
    DocumentNetwork.Shape shape = shape(file);
    Generator rng = new Generator(0);
    DocumentBatch batch = batch(file);
    try (DocumentNetwork network =
        file.load(
            switch (file.text("model")) {
              case "average" -> new Average(shape, rng);
              case "rnn" -> new RecurrentDocument(shape, rng);
              case "lstm" -> new LstmDocument(shape, rng);
              case "cnn" -> new WindowCnn(shape, file.integer("window"), rng);
              case "recursive" -> RecursiveNetwork.overGivenTrees(shape, rng);
              default ->
                  throw new IllegalArgumentException(
                      "model is '%s', known: average, rnn, lstm, cnn, recursive"
                          .formatted(file.text("model")));
            })) {
      Tensor document = network.document(batch);
      Map<String, Tensor> results = new LinkedHashMap<>();
      results.put("output.document", document);
      results.putAll(classified(file, network, network.logits(document)));
      return results;
    }
  }

  private static Map<String, Tensor> classified(
      CaseFile file, DocumentNetwork network, Tensor logits) {
    Tensor loss = Functional.crossEntropy(logits, file.input("target"));
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("output.logits", logits);
    results.put("output.loss", loss.view(1));
    results.putAll(file.gradients(loss, network));
    return results;
  }

  private static DocumentNetwork.Shape shape(CaseFile file) {
    return new DocumentNetwork.Shape(
        file.tensor("param.embedding"), file.integer("hidden"), file.integer("classes"), false);
  }

  private static DocumentBatch batch(CaseFile file) {
    int width = (int) file.input("tokens").size(1);
    int[] tokens = ints(file.input("tokens"));
    int[] lengths = ints(file.input("length"));
    int[][] documents = new int[lengths.length][];
    Arrays.setAll(documents, b -> Arrays.copyOfRange(tokens, b * width, b * width + lengths[b]));
    return new DocumentBatch(
        documents, width, file.has("input.merges") ? trees(file, lengths) : List.of());
  }

  private static List<Merges> trees(CaseFile file, int[] lengths) {
    int steps = (int) file.input("merges").size(1);
    int[] nodes = ints(file.input("merges")); // [B, L-1, 2]
    return IntStream.range(0, lengths.length)
        .mapToObj(
            b -> {
              int[] left = new int[lengths[b] - 1];
              int[] right = new int[lengths[b] - 1];
              for (int s = 0; s < left.length; s++) {
                left[s] = nodes[2 * (b * steps + s)];
                right[s] = nodes[2 * (b * steps + s) + 1];
              }
              return new Merges(left, right);
            })
        .toList();
  }

  /** Words that are called by their numbers. */
  private static Vocabulary numbered(long[] counts) {
    return new Vocabulary(
        IntStream.range(0, counts.length).mapToObj(Integer::toString).toList(), counts);
  }

  private static Tensor scalar(double value) {
    return Tensor.of(new double[] {value}, 1);
  }

  private static double[][] rows(Tensor matrix) {
    double[] flat = matrix.toDoubleArray();
    int columns = (int) matrix.size(1);
    double[][] rows = new double[(int) matrix.size(0)][];
    Arrays.setAll(rows, r -> Arrays.copyOfRange(flat, r * columns, (r + 1) * columns));
    return rows;
  }

  private static Tensor matrix(double[][] rows) {
    double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return Tensor.of(flat, rows.length, rows[0].length);
  }

  private static int[] ints(Tensor tensor) {
    return Arrays.stream(tensor.toLongArray()).mapToInt(Math::toIntExact).toArray();
  }

  private static int[][] columns(Tensor matrix) {
    int[] flat = ints(matrix);
    int width = (int) matrix.size(1);
    int[][] columns = new int[width][flat.length / width];
    for (int i = 0; i < flat.length; i++) {
      columns[i % width][i / width] = flat[i];
    }
    return columns;
  }
}
