package polyad.embedding.words.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Run;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.TaggedSentences;
import polyad.embedding.words.CharWordOptions;
import polyad.embedding.words.CharWordVectors;
import polyad.embedding.words.SegmentedCorpus;
import polyad.embedding.words.SmartChinese;
import polyad.embedding.words.Vocabulary;
import polyad.embedding.words.WordSegmenter;
import polyad.embedding.words.WordVectors;

/** Characters and words of Chinese newspapers, trained apart, together and composed. */
final class ChinesePart {
  private static final int MIN_COUNT = 3;
  private static final int PASSES = 3;
  private static final int DIM = 50;
  private static final double SPREAD = 0.1; // of vectors that are not trained
  private static final String RANDOM = "RANDOM";

  private final Run run;
  private final ChineseTexts texts;
  private final Report report;
  private final List<Long> seeds;

  /** Scores by task. */
  record Scores(Map<String, Double> tasks) {}

  ChinesePart(Run run, ChineseTexts texts, int seeds) {
    this.run = run;
    this.texts = texts;
    this.report = run.report();
    this.seeds = run.seeds(seeds);
  }

  void report() throws Exception {
    List<String> modes = new ArrayList<>(List.of(RANDOM));
    for (CharWordOptions.Mode mode : CharWordOptions.Mode.values()) {
      modes.add(mode.name());
    }
    SegmentedCorpus daily = SegmentedCorpus.of(texts.train().lines(), MIN_COUNT);
    SegmentedCorpus treebank = SegmentedCorpus.of(texts.treebank().lines(), MIN_COUNT);
    List<Callable<Scores>> parts = new ArrayList<>();
    for (String mode : modes) {
      for (long seed : seeds) {
        parts.add(
            () ->
                run.once(
                    "chinese-%s-%d".formatted(mode, seed),
                    Scores.class,
                    () -> scores(mode, daily, treebank, seed)));
      }
    }
    List<Scores> scores = SideBySide.all(parts);
    Map<String, List<Scores>> all = new LinkedHashMap<>();
    for (int m = 0; m < modes.size(); m++) {
      all.put(modes.get(m), scores.subList(m * seeds.size(), (m + 1) * seeds.size()));
    }
    tables(all);
    claims(all);
  }

  private Scores scores(String mode, SegmentedCorpus daily, SegmentedCorpus treebank, long seed) {
    CharWordVectors vectors = vectors(mode, daily, seed);
    WordVectors characters = characters(vectors, daily.characters(), seed);
    WordVectors traditional =
        characters(vectors(mode, treebank, seed), treebank.characters(), seed);
    return new Scores(new ChineseTasks(texts).scores(vectors, characters, traditional, seed));
  }

  private static CharWordVectors vectors(String mode, SegmentedCorpus corpus, long seed) {
    if (mode.equals(RANDOM)) {
      return new CharWordVectors(
          Optional.of(random(corpus.characters(), seed)),
          Optional.of(random(corpus.words(), seed)));
    }
    CharWordOptions options =
        CharWordOptions.of(CharWordOptions.Mode.valueOf(mode))
            .withDim(DIM)
            .withEpochs(PASSES)
            .withSeed(seed);
    return CharWordVectors.train(corpus, options);
  }

  private static WordVectors random(Vocabulary vocabulary, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[vocabulary.size() * DIM];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (SPREAD * random.nextGaussian());
    }
    return WordVectors.of(vocabulary, values, DIM);
  }

  /** Vectors of all characters; without any, those of words of one character, others at random. */
  private static WordVectors characters(CharWordVectors vectors, Vocabulary all, long seed) {
    if (vectors.characters().isPresent()) {
      return vectors.characters().get();
    }
    WordVectors words = vectors.words().orElseThrow();
    float[] values = new float[all.size() * DIM];
    WordVectors start = random(all, seed);
    for (int c = 0; c < all.size(); c++) {
      int word = words.vocabulary().indexOf(all.word(c));
      float[] vector = word < 0 ? start.vector(c) : words.vector(word);
      System.arraycopy(vector, 0, values, c * DIM, DIM);
    }
    return WordVectors.of(all, values, DIM);
  }

  private void tables(Map<String, List<Scores>> all) throws Exception {
    Table.Builder segmentation =
        table(
            "Segmentation of Chinese from characters' vectors",
            all,
            List.of(
                ChineseTasks.F1,
                ChineseTasks.UNSEEN,
                ChineseTasks.TREEBANK_F1,
                ChineseTasks.TREEBANK_UNSEEN));
    WordSegmenter.Score smart = smart();
    segmentation.row("Lucene smartcn", smart.f1(), smart.unseenRecall(), null, null);
    report.table(
        segmentation
            .note(
                "People's Daily, January 1998: vectors of its first 85 %%, %,d paragraphs to learn"
                        .formatted(ChineseTasks.SENTENCES)
                    + " segmentation on, %,d later ones to test; UD Chinese GSD: %,d sentences, its"
                        .formatted(ChineseTasks.TEST, ChineseTasks.SENTENCES)
                    + " own vectors; from words alone: vectors of words of one character; smartcn"
                    + " has its own standard and dictionary, made of newspapers of that year")
            .build());
    List<String> tests =
        List.of(ChineseTasks.WORDSIM_240, ChineseTasks.WORDSIM_297, ChineseTasks.ANALOGIES);
    List<String> uses =
        List.of(
            ChineseTasks.PAGES, ChineseTasks.PAGES_RCNN, ChineseTasks.NAMES, ChineseTasks.SPEECH);
    report.table(
        table("Chinese tests of words", all, tests)
            .note("questions with words that the text has not three times are left out")
            .build());
    report.table(
        table("Uses of Chinese vectors", all, uses)
            .note(
                "pages: the page of the newspaper (2 to 8) from an article's first 60 words, %,d"
                        .formatted(ChineseTasks.ARTICLES)
                    + " to learn on; names (F1) and parts of speech (accuracy): window taggers, %,d"
                        .formatted(ChineseTasks.TAGGED)
                    + " paragraphs to learn on")
            .build());
    gains(all, uses);
  }

  private Table.Builder table(String title, Map<String, List<Scores>> all, List<String> tasks) {
    Table.Builder table = Table.of(title).columns("training");
    tasks.forEach(table::higher);
    all.forEach(
        (mode, scores) -> {
          List<@Nullable Object> row = new ArrayList<>(List.of(mode));
          for (String task : tasks) {
            boolean there = scores.getFirst().tasks().containsKey(task);
            row.add(there ? Measurement.of("", values(scores, task)) : null);
          }
          table.row(row.toArray());
        });
    return table;
  }

  private static double[] values(List<Scores> scores, String task) {
    return scores.stream().mapToDouble(s -> s.tasks().getOrDefault(task, Double.NaN)).toArray();
  }

  private void gains(Map<String, List<Scores>> all, List<String> uses) {
    Map<String, Map<String, Double>> means = new LinkedHashMap<>();
    all.forEach(
        (mode, scores) -> {
          Map<String, Double> mean = new LinkedHashMap<>();
          for (String task : uses) {
            mean.put(task, Measurement.of("", values(scores, task)).mean());
          }
          means.put(mode, mean);
        });
    Map<String, Double> none = means.getOrDefault(RANDOM, Map.of());
    GainRatio ratio = new GainRatio(none, List.copyOf(means.values()));
    Table.Builder table =
        Table.of("Performance gain ratio of Chinese vectors, %").columns("training");
    uses.forEach(table::higher);
    means.forEach(
        (mode, mean) -> {
          List<@Nullable Object> row = new ArrayList<>(List.of(mode));
          for (String task : uses) {
            double gain = 100 * ratio.of(mean, task);
            row.add(Double.isNaN(gain) ? null : gain);
          }
          table.row(row.toArray());
        });
    report.table(table.note("(score − random) / (best − random)").build());
  }

  private WordSegmenter.Score smart() {
    TaggedSentences learned = ChineseTexts.some(texts.train(), ChineseTasks.SENTENCES, run.seed());
    TaggedSentences test = ChineseTexts.some(texts.test(), ChineseTasks.TEST, run.seed());
    try (SmartChinese smart = new SmartChinese()) {
      return WordSegmenter.score(test.lines(), ChineseTasks.seen(learned), smart::words);
    }
  }

  /** Joint training against each kind alone. */
  private void claims(Map<String, List<Scores>> all) {
    String joint = CharWordOptions.Mode.JOINT.name();
    for (String task : List.of(ChineseTasks.F1, ChineseTasks.UNSEEN, ChineseTasks.PAGES)) {
      for (CharWordOptions.Mode alone :
          List.of(CharWordOptions.Mode.CHARACTERS, CharWordOptions.Mode.WORDS)) {
        report.claim(
            Claim.higherPaired(
                "joint-%s-%s".formatted(task.replaceAll("\\W+", "-"), alone),
                "trained together characters and words are better than %s alone: %s, People's Daily"
                    .formatted(alone, task),
                values(all.getOrDefault(joint, List.of()), task),
                values(all.getOrDefault(alone.name(), List.of()), task),
                0));
      }
    }
  }
}
