package polyad.embedding.words.study;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.generate.CharacterSentences;
import polyad.embedding.words.CharWordOptions;
import polyad.embedding.words.CharWordVectors;
import polyad.embedding.words.SegmentedCorpus;
import polyad.embedding.words.WordSegmenter;
import polyad.embedding.words.WordVectors;
import polyad.nn.evaluate.LinearProbe;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Characters and words trained apart and together, as features of a classifier of sentences. */
final class CharactersPart {
  /** Five a topic: with hundreds every kind of vector is right nearly always. */
  private static final int LABELLED = 60;

  /** The best of 0.005, 0.01 and 0.02 for characters alone, on other sentences. */
  private static final double RATE = 0.02;

  private final WordsExperiment.Config config;
  private final Run run;
  private final Report report;

  CharactersPart(WordsExperiment.Config config, Run run) {
    this.config = config;
    this.run = run;
    this.report = run.report();
  }

  void report() {
    report.section("Characters and words");
    long language = run.seed();
    var text = CharacterSentences.DEFAULT.draw(config.sentences(), language, language + 1);
    var labelled = CharacterSentences.DEFAULT.draw(LABELLED, language, language + 2);
    var test = CharacterSentences.DEFAULT.draw(2000, language, language + 3);
    SegmentedCorpus corpus = SegmentedCorpus.of(text.sentences(), 5);
    Table.Builder table =
        Table.of("Accuracy of topics from mean vectors")
            .columns("training")
            .higher("characters")
            .higher("words")
            .higher("both");
    Map<CharWordOptions.Mode, double[]> all = new EnumMap<>(CharWordOptions.Mode.class);
    Map<CharWordOptions.Mode, WordVectors> characters = new EnumMap<>(CharWordOptions.Mode.class);
    for (CharWordOptions.Mode mode : CharWordOptions.Mode.values()) {
      CharWordOptions options = CharWordOptions.of(mode).withSeed(run.seed());
      CharWordVectors vectors = CharWordVectors.train(corpus, options, text.opaque());
      double[] scores = {
        accuracy(vectors.characters(), Optional.empty(), labelled, test),
        accuracy(Optional.empty(), vectors.words(), labelled, test),
        accuracy(vectors.characters(), vectors.words(), labelled, test)
      };
      all.put(mode, scores);
      if (mode != CharWordOptions.Mode.COMPOSED) {
        vectors.characters().ifPresent(v -> characters.put(mode, v));
      }
      table.row(mode.name(), cell(scores[0]), cell(scores[1]), scores[2]);
    }
    report.table(
        table
            .note(
                "synthetic, %,d sentences without labels, %d with, 2,000 test; logistic regression"
                    .formatted(config.sentences(), LABELLED))
            .build());
    segmentation(characters, all);
  }

  /** Segmentation from characters' vectors, learned on few sentences whose words are known. */
  private void segmentation(
      Map<CharWordOptions.Mode, WordVectors> characters,
      Map<CharWordOptions.Mode, double[]> topics) {
    long language = run.seed();
    List<String> train = CharacterSentences.DEFAULT.draw(200, language, language + 4).sentences();
    List<String> test = CharacterSentences.DEFAULT.draw(1000, language, language + 5).sentences();
    Set<String> seen = new HashSet<>();
    train.forEach(line -> seen.addAll(List.of(line.split(" ", -1))));
    Table.Builder table =
        Table.of("Word segmentation from characters' vectors")
            .columns("training")
            .higher("F1")
            .higher("recall of unseen words");
    Map<CharWordOptions.Mode, Double> f1 = new EnumMap<>(CharWordOptions.Mode.class);
    int epochs = run.profile() == Profile.SMOKE ? 1 : 15;
    characters.forEach(
        (mode, vectors) -> {
          WordSegmenter.Score score =
              WordSegmenter.train(vectors, train, epochs, RATE, run.seed()).score(test, seen);
          f1.put(mode, score.f1());
          table.row(mode.name(), score.f1(), cell(score.unseenRecall()));
        });
    report.table(table.note("synthetic, 200 sentences to train, 1,000 to test").build());
    if (run.profile() != Profile.SMOKE) {
      checks(f1, topics);
    }
  }

  private void checks(
      Map<CharWordOptions.Mode, Double> f1, Map<CharWordOptions.Mode, double[]> topics) {
    double segmentation =
        f1.getOrDefault(CharWordOptions.Mode.JOINT, Double.NaN)
            - f1.getOrDefault(CharWordOptions.Mode.CHARACTERS, Double.NaN);
    double[] none = {Double.NaN, Double.NaN, Double.NaN};
    double documents =
        topics.getOrDefault(CharWordOptions.Mode.JOINT, none)[2]
            - Math.max(
                topics.getOrDefault(CharWordOptions.Mode.CHARACTERS, none)[2],
                topics.getOrDefault(CharWordOptions.Mode.WORDS, none)[2]);
    report.check(
        Check.atLeast("segmentation F1 of joint training less characters alone", segmentation, 0));
    report.check(
        Check.atLeast(
            "accuracy of topics of joint training less the better alone", documents, -0.005));
    report.check(
        Check.atLeast("the greater of the two gains", Math.max(segmentation, documents), 0.005));
  }

  private static @Nullable Double cell(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private double accuracy(
      Optional<WordVectors> characters,
      Optional<WordVectors> words,
      CharacterSentences.Sample train,
      CharacterSentences.Sample test) {
    if (characters.isEmpty() && words.isEmpty()) {
      return Double.NaN;
    }
    try (var _ = TensorScope.open()) {
      return LinearProbe.accuracy(
          features(characters, words, train.sentences()),
          labels(train),
          features(characters, words, test.sentences()),
          labels(test),
          run.seed());
    }
  }

  private static int[] labels(CharacterSentences.Sample sample) {
    return sample.topics().stream().mapToInt(Integer::intValue).toArray();
  }

  /** Means of characters' and of words' vectors side by side, [N, d] or [N, 2d]. */
  private static Tensor features(
      Optional<WordVectors> characters, Optional<WordVectors> words, List<String> sentences) {
    List<Tensor> kinds = new ArrayList<>();
    characters.ifPresent(
        vectors ->
            kinds.add(
                TextMeans.of(
                    vectors,
                    sentences.stream()
                        .map(
                            s ->
                                s.replace(" ", "")
                                    .codePoints()
                                    .mapToObj(Character::toString)
                                    .toList())
                        .toList())));
    words.ifPresent(
        vectors ->
            kinds.add(
                TextMeans.of(
                    vectors, sentences.stream().map(s -> List.of(s.split(" ", -1))).toList())));
    return Tensor.cat(1, kinds);
  }
}
