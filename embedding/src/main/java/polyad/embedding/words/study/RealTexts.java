package polyad.embedding.words.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import polyad.data.DataSets;
import polyad.data.LabelledTexts;
import polyad.data.Splits;
import polyad.data.TextFiles;
import polyad.embedding.words.WordEvaluation;
import polyad.embedding.words.WordQuestions;

/**
 * Public texts and tests.
 *
 * @param wiki lines of WikiText-2, lower case
 * @param tasks labelled texts by name
 * @param pairs tests of similarity by name
 * @param analogies Google's
 */
record RealTexts(
    List<String> wiki,
    Map<String, Task> tasks,
    Map<String, List<WordEvaluation.Pair>> pairs,
    List<WordEvaluation.Analogy> analogies) {
  static final String NEWS = "AG News";
  static final String QUESTIONS = "TREC";
  static final String SENTIMENT = "SST-2";
  static final String MEN = "MEN";

  private static final Map<String, String> PAIRS = tests();

  private static Map<String, String> tests() {
    Map<String, String> tests = new LinkedHashMap<>();
    tests.put(MEN, "men.csv");
    tests.put("WordSim-353", "EN-WS-353-ALL.txt");
    tests.put("WordSim similarity", "wordsim353-sim.csv");
    tests.put("WordSim relatedness", "wordsim353-rel.csv");
    tests.put("SimLex-999", "simlex999.csv");
    return tests;
  }

  /** Texts to train on and to test on. */
  record Task(LabelledTexts train, LabelledTexts test) {
    /** The first texts of a shuffled training part, and of a test part. */
    Task atMost(int train, int test, long seed) {
      return new Task(first(this.train, train, seed), first(this.test, test, seed));
    }

    private static LabelledTexts first(LabelledTexts texts, int count, long seed) {
      int[] order = Splits.permutation(texts.size(), new SplittableRandom(seed));
      return texts.rows(IntStream.of(order).limit(count).toArray());
    }
  }

  /** Nothing when one of the sets is not at hand. */
  static Optional<RealTexts> open(@Nullable Path data) throws IOException {
    DataSets sets = DataSets.open(data);
    Optional<Path> wiki = sets.find("wikitext-2");
    Optional<Path> news = sets.find("ag-news-test");
    Optional<Path> sentences = sets.find("sentence-sets");
    Optional<Path> similarity = sets.find("word-similarity");
    Optional<Path> analogies = sets.find("word-analogies");
    if (wiki.isEmpty()
        || news.isEmpty()
        || sentences.isEmpty()
        || similarity.isEmpty()
        || analogies.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RealTexts(
            wiki(wiki.get()),
            tasks(news.get(), sentences.get()),
            pairs(similarity.get()),
            WordQuestions.analogies(analogies.get().resolve("questions-words.txt.gz"))));
  }

  private static Map<String, List<WordEvaluation.Pair>> pairs(Path folder) throws IOException {
    Map<String, List<WordEvaluation.Pair>> pairs = new LinkedHashMap<>();
    for (var test : PAIRS.entrySet()) {
      pairs.put(test.getKey(), WordQuestions.pairs(folder.resolve(test.getValue())));
    }
    return pairs;
  }

  private static List<String> wiki(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String part : List.of("valid.txt.gz", "test.txt.gz")) {
      for (String line : TextFiles.lines(folder.resolve(part))) {
        lines.add(line.strip().toLowerCase(Locale.ROOT));
      }
    }
    return List.copyOf(lines);
  }

  private static Map<String, Task> tasks(Path news, Path sentences) throws IOException {
    Map<String, Task> tasks = new LinkedHashMap<>();
    tasks.put(NEWS, split(LabelledTexts.readAgNews(news.resolve("test.csv.gz")), 0.75));
    tasks.put(
        QUESTIONS,
        new Task(
            LabelledTexts.readSpaced(sentences.resolve("TREC.train.all.gz")),
            LabelledTexts.readSpaced(sentences.resolve("TREC.test.all.gz"))));
    tasks.put(
        SENTIMENT,
        new Task(
            LabelledTexts.readSpaced(sentences.resolve("stsa.binary.train.gz")),
            LabelledTexts.readSpaced(sentences.resolve("stsa.binary.test.gz"))));
    tasks.put("MR", split(LabelledTexts.readSpaced(sentences.resolve("rt-polarity.all.gz")), 0.9));
    return tasks;
  }

  /** Shuffled once and for all, so that every table has the same parts. */
  private static Task split(LabelledTexts all, double train) {
    int[][] parts = Splits.shuffled(all.size(), 1, train, 1 - train);
    return new Task(all.rows(parts[0]), all.rows(parts[1]));
  }

  /** Lines of a labelled text that vectors may be trained on. */
  List<String> news() {
    return task(NEWS).train().texts();
  }

  /** Both texts that vectors are trained on. */
  List<String> both() {
    return Stream.concat(wiki.stream(), news().stream()).toList();
  }

  Task task(String name) {
    Task task = tasks.get(name);
    if (task == null) {
      throw new IllegalArgumentException("no task is called " + name);
    }
    return task;
  }
}
