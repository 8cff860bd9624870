package polyad.embedding.relative.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polyad.data.DataSets;
import polyad.data.LabelledTexts;
import polyad.data.Splits;
import polyad.data.generate.TopicSentences;
import polyad.tensor.Tensor;

/**
 * Classified sentences as numbers of words.
 *
 * @param vocabulary numbers of words; 0 ends a sentence, 1 is any rare or unknown word
 * @param train [n, L] I64
 */
record Texts(
    String name,
    int vocabulary,
    Tensor train,
    int[] labels,
    Tensor test,
    int[] testLabels,
    int classes) {
  static final int LENGTH = 20;
  private static final int TOPICS = 10;
  private static final double NEWS_SHARE = 0.75; // only the published test part is at hand
  private static final long NEWS_SEED = 1;
  private static final int RARE = 2; // words that occur less often are one

  /** The name as files and claims have it. */
  String slug() {
    return slug(name);
  }

  /** A name in lower case, words between hyphens. */
  static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /** The public sets at hand, or generated sentences where there is none. */
  static List<Texts> open(@Nullable Path data, long seed) throws IOException {
    DataSets sets = DataSets.open(data);
    List<Texts> all = new ArrayList<>();
    Optional<Path> sentences = sets.find("sentence-sets");
    if (sentences.isPresent()) {
      Path folder = sentences.get();
      all.add(
          of(
              "TREC",
              LabelledTexts.readSpaced(folder.resolve("TREC.train.all.gz")),
              LabelledTexts.readSpaced(folder.resolve("TREC.test.all.gz"))));
      all.add(
          of(
              "SST-2",
              LabelledTexts.readSpaced(folder.resolve("stsa.binary.train.gz")),
              LabelledTexts.readSpaced(folder.resolve("stsa.binary.test.gz"))));
    }
    Optional<Path> news = sets.file("ag-news-test", "test.csv.gz");
    if (news.isPresent()) {
      LabelledTexts rows = LabelledTexts.readAgNews(news.get());
      int[][] parts = Splits.shuffled(rows.size(), NEWS_SEED, NEWS_SHARE, 1 - NEWS_SHARE);
      all.add(of("AG News", rows.rows(parts[0]), rows.rows(parts[1])));
    }
    if (all.isEmpty()) {
      LabelledTexts drawn = topics(4000, seed);
      all.add(of("topic sentences (synthetic)", part(drawn, 0, 3400), part(drawn, 3400, 4000)));
    }
    return all;
  }

  /** Sentences of ten topics, the label the topic of most content words. */
  static LabelledTexts topics(int count, long seed) {
    TopicSentences source = new TopicSentences(TOPICS, 8, 3, "", 0.2);
    List<String> sentences = source.draw(30L * count, seed).subList(0, count);
    return new LabelledTexts(
        sentences, sentences.stream().map(text -> String.valueOf(topic(source, text))).toList());
  }

  private static int topic(TopicSentences source, String text) {
    int[] votes = new int[TOPICS];
    for (String word : text.split(" ", -1)) {
      if (source.isContent(word)) {
        votes[source.topic(source.parse(word))]++;
      }
    }
    return IntStream.range(0, TOPICS).reduce(0, (a, b) -> votes[b] > votes[a] ? b : a);
  }

  static LabelledTexts part(LabelledTexts texts, int from, int to) {
    return texts.rows(IntStream.range(from, to).toArray());
  }

  /** The same frames in a language that shares no word. */
  static LabelledTexts translated(LabelledTexts texts) {
    return new LabelledTexts(
        texts.texts().stream().map(text -> "z" + text.replace(" ", " z")).toList(), texts.labels());
  }

  static Texts of(String name, LabelledTexts train, LabelledTexts test) {
    Map<String, Integer> counts = new HashMap<>();
    train.texts().forEach(text -> words(text).forEach(word -> counts.merge(word, 1, Integer::sum)));
    Map<String, Integer> numbers = new HashMap<>();
    counts.keySet().stream()
        .sorted()
        .filter(word -> counts.getOrDefault(word, 0) >= RARE)
        .forEach(word -> numbers.put(word, numbers.size() + 2));
    List<String> classes = train.labels().stream().distinct().sorted().toList();
    return new Texts(
        name,
        numbers.size() + 2,
        tokens(train, numbers),
        train.labels().stream().mapToInt(classes::indexOf).toArray(),
        tokens(test, numbers),
        test.labels().stream().mapToInt(classes::indexOf).toArray(),
        classes.size());
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split(" +", -1));
  }

  private static Tensor tokens(LabelledTexts texts, Map<String, Integer> numbers) {
    long[] all = new long[texts.size() * LENGTH];
    List<String> lines = new ArrayList<>(texts.texts());
    for (int i = 0; i < lines.size(); i++) {
      List<String> words = words(lines.get(i));
      for (int j = 0; j < Math.min(LENGTH, words.size()); j++) {
        all[i * LENGTH + j] = numbers.getOrDefault(words.get(j), 1);
      }
    }
    return Tensor.of(all, texts.size(), LENGTH);
  }
}
