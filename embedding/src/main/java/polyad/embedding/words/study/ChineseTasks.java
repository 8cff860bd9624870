package polyad.embedding.words.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import polyad.catalog.Monitor;
import polyad.data.LabelledTexts;
import polyad.data.TaggedSentences;
import polyad.embedding.words.CharWordVectors;
import polyad.embedding.words.WordEvaluation;
import polyad.embedding.words.WordSegmenter;
import polyad.embedding.words.WordTagger;
import polyad.embedding.words.WordVectors;
import polyad.embedding.words.documents.DocumentClassifier;
import polyad.embedding.words.documents.DocumentKind;
import polyad.embedding.words.documents.DocumentOptions;
import polyad.nn.evaluate.LinearProbe;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * What vectors of Chinese characters and words are worth; shares but for Spearman's correlation.
 */
final class ChineseTasks {
  static final String F1 = "segmentation F1";
  static final String UNSEEN = "recall of unseen words";
  static final String TREEBANK_F1 = "treebank F1";
  static final String TREEBANK_UNSEEN = "treebank, unseen words";
  static final String WORDSIM_240 = "wordsim-240";
  static final String WORDSIM_297 = "wordsim-297";
  static final String ANALOGIES = "analogies";
  static final String PAGES = "pages, means";
  static final String PAGES_RCNN = "pages, RCNN";
  static final String NAMES = "names (features)";
  static final String SPEECH = "parts of speech (initial values)";

  static final int SENTENCES = 1000; // the segmenter learns on
  static final int TAGGED = 500; // the taggers learn on
  static final int TEST = 500;
  static final int ARTICLES = 1200;
  static final int PASSES = 4;

  /** The best of 0.005, 0.01 and 0.02 on paragraphs held out of the first part. */
  private static final double SEGMENTER_RATE = 0.005;

  /** Of vectors that a network starts from; on the same paragraphs better than their own, 0.4. */
  private static final double DEVIATION = 0.1;

  /** The best of 0.005, 0.01 and 0.02 for names, held out likewise. */
  private static final double TAGGER_RATE = 0.01;

  private static final int RCNN_PASSES = 4;

  private final ChineseTexts texts;

  ChineseTasks(ChineseTexts texts) {
    this.texts = texts;
  }

  /**
   * All tasks that the vectors can be used for.
   *
   * @param characters of the People's Daily, for segmentation
   * @param traditional characters of the treebank
   */
  Map<String, Double> scores(
      CharWordVectors vectors, WordVectors characters, WordVectors traditional, long seed) {
    Map<String, Double> scores = new LinkedHashMap<>();
    WordSegmenter.Score daily =
        segmentation(
            characters,
            ChineseTexts.some(texts.train(), SENTENCES, seed),
            ChineseTexts.some(texts.test(), TEST, seed),
            seed);
    scores.put(F1, daily.f1());
    scores.put(UNSEEN, daily.unseenRecall());
    WordSegmenter.Score treebank =
        segmentation(
            traditional,
            ChineseTexts.some(texts.treebank(), SENTENCES, seed),
            texts.treebankTest(),
            seed);
    scores.put(TREEBANK_F1, treebank.f1());
    scores.put(TREEBANK_UNSEEN, treebank.unseenRecall());
    vectors.words().ifPresent(words -> scores.putAll(ofWords(words, seed)));
    scores.put(PAGES, pages(vectors, seed));
    return scores;
  }

  static WordSegmenter.Score segmentation(
      WordVectors characters, TaggedSentences train, TaggedSentences test, long seed) {
    WordVectors start = characters.scaled(DEVIATION);
    return WordSegmenter.train(start, train.lines(), PASSES, SEGMENTER_RATE, seed)
        .score(test.lines(), seen(train));
  }

  static Set<String> seen(TaggedSentences sentences) {
    Set<String> seen = new HashSet<>();
    sentences.words().forEach(seen::addAll);
    return seen;
  }

  /** Tests of words, taggers and a network, which start from words' vectors. */
  private Map<String, Double> ofWords(WordVectors words, long seed) {
    Map<String, Double> scores = new LinkedHashMap<>();
    try (var _ = TensorScope.open()) {
      WordEvaluation evaluation = new WordEvaluation(words);
      scores.put(WORDSIM_240, evaluation.similarity(texts.wordsim240()).value());
      scores.put(WORDSIM_297, evaluation.similarity(texts.wordsim297()).value());
      scores.put(ANALOGIES, evaluation.analogies(texts.analogies()).value());
    }
    TaggedSentences train = ChineseTexts.some(texts.train(), TAGGED, seed);
    TaggedSentences test = ChineseTexts.some(texts.test(), TEST, seed);
    scores.put(
        NAMES,
        WordTagger.train(
                words,
                PeoplesDailyTags.names(train),
                WordTagger.Use.FEATURES,
                PASSES,
                TAGGER_RATE,
                seed)
            .score(PeoplesDailyTags.names(test))
            .nameF1());
    scores.put(
        SPEECH,
        WordTagger.train(
                words.scaled(DEVIATION),
                PeoplesDailyTags.coarse(train),
                WordTagger.Use.INITIAL_VALUES,
                PASSES,
                TAGGER_RATE,
                seed)
            .score(PeoplesDailyTags.coarse(test))
            .accuracy());
    scores.put(PAGES_RCNN, rcnn(words, seed));
    return scores;
  }

  private double rcnn(WordVectors words, long seed) {
    DocumentOptions options =
        DocumentOptions.of(DocumentKind.RCNN).withEpochs(RCNN_PASSES).withSeed(seed);
    LabelledTexts train = articles(texts.pages(), seed);
    try (DocumentClassifier classifier =
        DocumentClassifier.fit(train, List.of(), options, words, Monitor.silent())) {
      return classifier.score(texts.testPages()).accuracy();
    }
  }

  private static LabelledTexts articles(LabelledTexts all, long seed) {
    return new RealTexts.Task(all, all).atMost(ARTICLES, 1, seed).train();
  }

  /** Logistic regression on means of characters' and of words' vectors. */
  private double pages(CharWordVectors vectors, long seed) {
    LabelledTexts train = articles(texts.pages(), seed);
    List<String> classes = train.labels().stream().distinct().sorted().toList();
    try (var _ = TensorScope.open()) {
      return LinearProbe.accuracy(
          features(vectors, train.texts()),
          numbers(train, classes),
          features(vectors, texts.testPages().texts()),
          numbers(texts.testPages(), classes),
          seed);
    }
  }

  private static int[] numbers(LabelledTexts texts, List<String> classes) {
    return texts.labels().stream().mapToInt(classes::indexOf).toArray();
  }

  /** Means side by side, [N, d] or [N, 2d]. */
  private static Tensor features(CharWordVectors vectors, List<String> texts) {
    List<Tensor> kinds = new ArrayList<>();
    Optional<WordVectors> characters = vectors.characters();
    characters.ifPresent(
        v -> kinds.add(TextMeans.of(v, texts.stream().map(ChineseTasks::letters).toList())));
    vectors
        .words()
        .ifPresent(
            v ->
                kinds.add(
                    TextMeans.of(
                        v, texts.stream().map(text -> List.of(text.split(" ", -1))).toList())));
    return Tensor.cat(1, kinds);
  }

  private static List<String> letters(String text) {
    return text.replace(" ", "").codePoints().mapToObj(Character::toString).toList();
  }
}
