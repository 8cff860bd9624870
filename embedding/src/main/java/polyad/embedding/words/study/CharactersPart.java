package polyad.embedding.words.study;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
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

  /**
   * What a training came to; NaN where it gives no such vectors.
   *
   * @param characters and words and both: accuracy of topics from their means
   * @param f1 of segmentation
   * @param unseen recall of unseen words
   */
  record Outcome(double characters, double words, double both, double f1, double unseen) {}

  void report() throws Exception {
    report.section("Characters and words");
    List<Long> seeds = run.seeds(config.seeds());
    List<Callable<Outcome>> parts = new ArrayList<>();
    for (CharWordOptions.Mode mode : CharWordOptions.Mode.values()) {
      for (long seed : seeds) {
        parts.add(
            () ->
                run.once(
                    "characters-" + mode + "-" + seed, Outcome.class, () -> outcome(mode, seed)));
      }
    }
    List<Outcome> outcomes = SideBySide.all(parts);
    Map<CharWordOptions.Mode, List<Outcome>> all = new EnumMap<>(CharWordOptions.Mode.class);
    int from = 0;
    for (CharWordOptions.Mode mode : CharWordOptions.Mode.values()) {
      all.put(mode, outcomes.subList(from, from + seeds.size()));
      from += seeds.size();
    }
    tables(all);
    claims(all);
    if (run.profile() != Profile.SMOKE) {
      checks(all);
    }
  }

  /** One language a seed. */
  private Outcome outcome(CharWordOptions.Mode mode, long language) {
    var text = CharacterSentences.DEFAULT.draw(config.sentences(), language, language + 1);
    var labelled = CharacterSentences.DEFAULT.draw(LABELLED, language, language + 2);
    var test = CharacterSentences.DEFAULT.draw(2000, language, language + 3);
    SegmentedCorpus corpus = SegmentedCorpus.of(text.sentences(), 5);
    CharWordVectors vectors =
        CharWordVectors.train(corpus, CharWordOptions.of(mode).withSeed(language), text.opaque());
    WordSegmenter.Score segmented =
        vectors
            .characters()
            .map(v -> segmentation(v, language))
            .orElse(new WordSegmenter.Score(Double.NaN, Double.NaN));
    return new Outcome(
        accuracy(vectors.characters(), Optional.empty(), labelled, test, language),
        accuracy(Optional.empty(), vectors.words(), labelled, test, language),
        accuracy(vectors.characters(), vectors.words(), labelled, test, language),
        segmented.f1(),
        segmented.unseenRecall());
  }

  /** Segmentation from characters' vectors, learned on few sentences whose words are known. */
  private WordSegmenter.Score segmentation(WordVectors characters, long language) {
    List<String> train = CharacterSentences.DEFAULT.draw(200, language, language + 4).sentences();
    List<String> test = CharacterSentences.DEFAULT.draw(1000, language, language + 5).sentences();
    Set<String> seen = new HashSet<>();
    train.forEach(line -> seen.addAll(List.of(line.split(" ", -1))));
    int epochs = run.profile() == Profile.SMOKE ? 1 : 15;
    return WordSegmenter.train(characters, train, epochs, RATE, language).score(test, seen);
  }

  private void tables(Map<CharWordOptions.Mode, List<Outcome>> all) {
    Table.Builder topics =
        Table.of("Accuracy of topics from mean vectors")
            .columns("training")
            .higher("characters")
            .higher("words")
            .higher("both");
    Table.Builder segmentation =
        Table.of("Word segmentation from characters' vectors")
            .columns("training")
            .higher("F1")
            .higher("recall of unseen words");
    all.forEach(
        (mode, outcomes) -> {
          topics.row(
              mode.name(),
              cell(outcomes, Outcome::characters),
              cell(outcomes, Outcome::words),
              cell(outcomes, Outcome::both));
          if (mode != CharWordOptions.Mode.WORDS) {
            segmentation.row(
                mode.name(), cell(outcomes, Outcome::f1), cell(outcomes, Outcome::unseen));
          }
        });
    report.table(
        topics
            .note(
                "synthetic, %,d sentences without labels, %d with, 2,000 test; logistic regression"
                    .formatted(config.sentences(), LABELLED))
            .build());
    report.table(segmentation.note("synthetic, 200 sentences to train, 1,000 to test").build());
  }

  private static double[] values(
      Map<CharWordOptions.Mode, List<Outcome>> all,
      CharWordOptions.Mode mode,
      ToDoubleFunction<Outcome> of) {
    return all.getOrDefault(mode, List.of()).stream().mapToDouble(of).toArray();
  }

  private void claims(Map<CharWordOptions.Mode, List<Outcome>> all) {
    claim(all, "segmentation", CharWordOptions.Mode.CHARACTERS, Outcome::f1);
    claim(all, "topics", CharWordOptions.Mode.CHARACTERS, Outcome::both);
    claim(all, "topics", CharWordOptions.Mode.WORDS, Outcome::both);
  }

  private void claim(
      Map<CharWordOptions.Mode, List<Outcome>> all,
      String task,
      CharWordOptions.Mode alone,
      ToDoubleFunction<Outcome> of) {
    report.claim(
        Claim.higherPaired(
            "generated-joint-%s-%s".formatted(task, alone),
            "trained together characters and words are better than %s alone: %s, generated text"
                .formatted(alone, task),
            values(all, CharWordOptions.Mode.JOINT, of),
            values(all, alone, of),
            0));
  }

  private void checks(Map<CharWordOptions.Mode, List<Outcome>> all) {
    double segmentation =
        mean(all, CharWordOptions.Mode.JOINT, Outcome::f1)
            - mean(all, CharWordOptions.Mode.CHARACTERS, Outcome::f1);
    double documents =
        mean(all, CharWordOptions.Mode.JOINT, Outcome::both)
            - Math.max(
                mean(all, CharWordOptions.Mode.CHARACTERS, Outcome::both),
                mean(all, CharWordOptions.Mode.WORDS, Outcome::both));
    report.check(
        Check.atLeast("segmentation F1 of joint training less characters alone", segmentation, 0));
    report.check(
        Check.atLeast(
            "accuracy of topics of joint training less the better alone", documents, -0.005));
    report.check(
        Check.atLeast("the greater of the two gains", Math.max(segmentation, documents), 0.005));
  }

  private static double mean(
      Map<CharWordOptions.Mode, List<Outcome>> all,
      CharWordOptions.Mode mode,
      ToDoubleFunction<Outcome> of) {
    return Measurement.of("", values(all, mode, of)).mean();
  }

  private static @Nullable Measurement cell(List<Outcome> outcomes, ToDoubleFunction<Outcome> of) {
    double[] values = outcomes.stream().mapToDouble(of).toArray();
    return Double.isNaN(values[0]) ? null : Measurement.of("", values);
  }

  private double accuracy(
      Optional<WordVectors> characters,
      Optional<WordVectors> words,
      CharacterSentences.Sample train,
      CharacterSentences.Sample test,
      long seed) {
    if (characters.isEmpty() && words.isEmpty()) {
      return Double.NaN;
    }
    try (var _ = TensorScope.open()) {
      return LinearProbe.accuracy(
          features(characters, words, train.sentences()),
          labels(train),
          features(characters, words, test.sentences()),
          labels(test),
          seed);
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
