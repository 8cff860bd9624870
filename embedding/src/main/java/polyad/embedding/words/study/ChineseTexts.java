package polyad.embedding.words.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polyad.data.DataSets;
import polyad.data.LabelledTexts;
import polyad.data.Splits;
import polyad.data.TaggedSentences;
import polyad.embedding.words.WordEvaluation;
import polyad.embedding.words.WordQuestions;

/**
 * Chinese texts whose words are known, and tests of words.
 *
 * @param train paragraphs of the People's Daily, simplified characters; vectors are trained on them
 * @param test later paragraphs
 * @param pages beginnings of articles of the first part with the page of the newspaper as label
 * @param testPages of the later part
 * @param treebank sentences in traditional characters
 * @param treebankTest others
 * @param wordsim240 and wordsim297 pairs
 * @param analogies capitals, cities and families
 */
record ChineseTexts(
    TaggedSentences train,
    TaggedSentences test,
    LabelledTexts pages,
    LabelledTexts testPages,
    TaggedSentences treebank,
    TaggedSentences treebankTest,
    List<WordEvaluation.Pair> wordsim240,
    List<WordEvaluation.Pair> wordsim297,
    List<WordEvaluation.Analogy> analogies) {
  private static final String MEMBER = "199801.txt";
  private static final double TRAIN = 0.85;
  private static final int ARTICLE_WORDS = 60; // read of an article, from its beginning
  private static final int FEWEST_WORDS = 20;

  /** Nothing when one of the sets is not at hand. */
  static Optional<ChineseTexts> open(@Nullable Path data) throws IOException {
    DataSets sets = DataSets.open(data);
    Optional<Path> daily = sets.find("zh-people-daily-199801");
    Optional<Path> treebank = sets.find("zh-ud-gsd");
    Optional<Path> pairs = sets.find("zh-word-pairs");
    if (daily.isEmpty() || treebank.isEmpty() || pairs.isEmpty()) {
      return Optional.empty();
    }
    Path archive = daily.get().resolve("199801.zip");
    TaggedSentences all = TaggedSentences.readPeoplesDaily(archive, MEMBER);
    List<String> numbers = TaggedSentences.peoplesDailyNumbers(archive, MEMBER);
    int split = (int) (TRAIN * all.size());
    return Optional.of(
        new ChineseTexts(
            rows(all, 0, split),
            rows(all, split, all.size()),
            pages(all, numbers, 0, split),
            pages(all, numbers, split, all.size()),
            TaggedSentences.readConllu(treebank.get().resolve("zh-ud-train.conllu.gz")),
            TaggedSentences.readConllu(treebank.get().resolve("zh-ud-test.conllu.gz")),
            WordQuestions.pairs(pairs.get().resolve("240.txt")),
            WordQuestions.pairs(pairs.get().resolve("297.txt")),
            WordQuestions.analogies(pairs.get().resolve("analogy.txt"))));
  }

  private static TaggedSentences rows(TaggedSentences all, int from, int to) {
    return all.rows(IntStream.range(from, to).toArray());
  }

  /**
   * The first words of each article and the page it stands on, from the second page to the eighth.
   */
  private static LabelledTexts pages(TaggedSentences all, List<String> numbers, int from, int to) {
    List<String> texts = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    String article = "";
    List<String> words = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      String own = i == to ? "" : article(numbers.get(i));
      if (!own.equals(article)) {
        String page = article.isEmpty() ? "" : article.split("-", -1)[1];
        if (words.size() >= FEWEST_WORDS
            && page.compareTo("02") >= 0
            && page.compareTo("08") <= 0) {
          texts.add(String.join(" ", words));
          labels.add(page);
        }
        words.clear();
        article = own;
      }
      if (i < to) {
        all.words().get(i).stream().limit(ARTICLE_WORDS - words.size()).forEach(words::add);
      }
    }
    return new LabelledTexts(texts, labels);
  }

  /** Date, page and article of a paragraph's number; empty where it has another form. */
  private static String article(String number) {
    String[] parts = number.split("-", -1);
    return parts.length == 4 ? parts[0] + "-" + parts[1] + "-" + parts[2] : "";
  }

  /** Some sentences in random order. */
  static TaggedSentences some(TaggedSentences all, int count, long seed) {
    int[] order = Splits.permutation(all.size(), new SplittableRandom(seed));
    return all.rows(IntStream.of(order).limit(count).toArray());
  }
}
