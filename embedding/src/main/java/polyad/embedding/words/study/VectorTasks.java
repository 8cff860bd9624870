package polyad.embedding.words.study;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyad.catalog.Monitor;
import polyad.data.LabelledTexts;
import polyad.embedding.words.WordEvaluation;
import polyad.embedding.words.WordVectors;
import polyad.embedding.words.documents.DocumentClassifier;
import polyad.embedding.words.documents.DocumentKind;
import polyad.embedding.words.documents.DocumentOptions;
import polyad.nn.evaluate.LinearProbe;
import polyad.tensor.TensorScope;

/**
 * What vectors are worth on public tests: tests of words, means of vectors as features, and initial
 * values of a network. Similarity is Spearman's correlation, everything else a share of right
 * answers.
 */
final class VectorTasks {
  static final String ANALOGIES = "analogies";
  static final String NEWS = RealTexts.NEWS + ", means";
  static final String QUESTIONS = RealTexts.QUESTIONS + ", means";
  static final String SENTIMENT = RealTexts.SENTIMENT + ", CNN";
  static final int TRAIN = 2000;
  static final int TEST = 1000;
  private static final int PASSES = 3;

  private final RealTexts texts;

  VectorTasks(RealTexts texts) {
    this.texts = texts;
  }

  /** All tasks by name. */
  Map<String, Double> all(WordVectors vectors, long seed) {
    Map<String, Double> scores = new LinkedHashMap<>();
    try (var _ = TensorScope.open()) {
      WordEvaluation evaluation = new WordEvaluation(vectors);
      texts.pairs().forEach((n, pairs) -> scores.put(n, evaluation.similarity(pairs).value()));
      scores.put(ANALOGIES, evaluation.analogies(texts.analogies()).value());
    }
    scores.put(NEWS, means(vectors, RealTexts.NEWS, seed));
    scores.put(QUESTIONS, means(vectors, RealTexts.QUESTIONS, seed));
    scores.put(SENTIMENT, sentiment(vectors, seed));
    return scores;
  }

  /** MEN and means of vectors, for comparisons of many vectors. */
  Map<String, Double> cheap(WordVectors vectors, long seed) {
    Map<String, Double> scores = new LinkedHashMap<>();
    try (var _ = TensorScope.open()) {
      List<WordEvaluation.Pair> men = texts.pairs().getOrDefault(RealTexts.MEN, List.of());
      scores.put(RealTexts.MEN, new WordEvaluation(vectors).similarity(men).value());
    }
    scores.put(NEWS, means(vectors, RealTexts.NEWS, seed));
    scores.put(QUESTIONS, means(vectors, RealTexts.QUESTIONS, seed));
    return scores;
  }

  /** Logistic regression on means of vectors. */
  private double means(WordVectors vectors, String name, long seed) {
    RealTexts.Task task = texts.task(name);
    List<String> classes = task.train().labels().stream().distinct().sorted().toList();
    try (var _ = TensorScope.open()) {
      return LinearProbe.accuracy(
          TextMeans.of(vectors, split(task.train())),
          numbers(task.train(), classes),
          TextMeans.of(vectors, split(task.test())),
          numbers(task.test(), classes),
          seed);
    }
  }

  private static List<List<String>> split(LabelledTexts texts) {
    return texts.texts().stream().map(text -> Arrays.asList(text.split(" +", -1))).toList();
  }

  private static int[] numbers(LabelledTexts texts, List<String> classes) {
    return texts.labels().stream().mapToInt(classes::indexOf).toArray();
  }

  /** A convolutional network that starts from the vectors. */
  private double sentiment(WordVectors vectors, long seed) {
    RealTexts.Task task = texts.task(RealTexts.SENTIMENT).atMost(TRAIN, TEST, 1);
    DocumentOptions options =
        DocumentOptions.of(DocumentKind.CNN).withEpochs(PASSES).withSeed(seed);
    try (DocumentClassifier classifier =
        DocumentClassifier.fit(task.train(), List.of(), options, vectors, Monitor.silent())) {
      return classifier.score(task.test()).accuracy();
    }
  }
}
