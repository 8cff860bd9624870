package polyad.embedding.words.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import polyad.data.generate.TopicSentences;
import polyad.embedding.words.Vocabulary;
import polyad.embedding.words.WordEvaluation;
import polyad.embedding.words.WordVectors;
import polyad.tensor.TensorScope;

/** Questions on the generated language, whose answers are known. */
final class TopicGold {
  private static final int PAIRS = 4000;
  private static final int ANALOGIES = 2000;
  private static final int SYNONYMS = 400;

  private final TopicSentences language;
  private final List<WordEvaluation.Pair> pairs = new ArrayList<>();
  private final List<TopicSentences.Word[]> analogies = new ArrayList<>();
  private final List<TopicSentences.Word[]> synonyms = new ArrayList<>();

  /**
   * Results, each 0 to 1.
   *
   * @param similarity Spearman's correlation with the gold similarity
   * @param analogy share of answers of the right topic and form
   * @param synonym share of questions whose nearest of four is the one of the same topic
   */
  record Result(double similarity, double analogy, double synonym) {}

  TopicGold(TopicSentences language, long seed) {
    this.language = language;
    SplittableRandom random = new SplittableRandom(seed);
    Set<String> asked = new HashSet<>();
    while (pairs.size() < PAIRS) {
      TopicSentences.Word a = any(random);
      // half of the pairs within a topic, else nearly all would be unrelated
      TopicSentences.Word b = random.nextBoolean() ? near(a, random) : any(random);
      if (!a.equals(b) && asked.add(a.text() + " " + b.text())) {
        pairs.add(new WordEvaluation.Pair(a.text(), b.text(), language.similarity(a, b)));
      }
    }
    while (analogies.size() < ANALOGIES) {
      TopicSentences.Word a = any(random);
      TopicSentences.Word c = any(random);
      int form = random.nextInt(language.forms());
      if (a.stem() != c.stem() && form != a.form()) {
        analogies.add(
            new TopicSentences.Word[] {
              a,
              new TopicSentences.Word(a.stem(), form),
              new TopicSentences.Word(c.stem(), a.form()),
              new TopicSentences.Word(c.stem(), form)
            });
      }
    }
    while (synonyms.size() < SYNONYMS) {
      synonyms.add(question(random));
    }
  }

  private TopicSentences.Word any(SplittableRandom random) {
    return language.word(random.nextInt(language.words()));
  }

  private TopicSentences.Word near(TopicSentences.Word word, SplittableRandom random) {
    int stem = language.topic(word) * language.stems() + random.nextInt(language.stems());
    return new TopicSentences.Word(stem, random.nextInt(language.forms()));
  }

  /** A word, one of its topic, three of other topics. */
  private TopicSentences.Word[] question(SplittableRandom random) {
    TopicSentences.Word word = any(random);
    TopicSentences.Word[] question = new TopicSentences.Word[5];
    question[0] = word;
    question[1] = near(word, random);
    while (question[1].equals(word)) {
      question[1] = near(word, random);
    }
    for (int i = 2; i < question.length; i++) {
      do {
        question[i] = any(random);
      } while (language.topic(question[i]) == language.topic(word));
    }
    return question;
  }

  Result evaluate(WordVectors vectors) {
    try (var _ = TensorScope.open()) {
      WordEvaluation evaluation = new WordEvaluation(vectors);
      return new Result(
          evaluation.similarity(pairs).value(),
          analogy(evaluation, vectors.vocabulary()),
          synonym(evaluation, vectors.vocabulary()));
    }
  }

  private double analogy(WordEvaluation evaluation, Vocabulary vocabulary) {
    List<TopicSentences.Word[]> known =
        analogies.stream().filter(q -> knows(vocabulary, q)).toList();
    int[] answers =
        evaluation.answers(
            ids(vocabulary, known, 0), ids(vocabulary, known, 1), ids(vocabulary, known, 2));
    int right = 0;
    for (int q = 0; q < answers.length; q++) {
      String answer = vocabulary.word(answers[q]);
      if (language.isContent(answer)) {
        TopicSentences.Word given = language.parse(answer);
        TopicSentences.Word wanted = known.get(q)[3];
        boolean topic = language.topic(given) == language.topic(wanted);
        right += topic && given.form() == wanted.form() ? 1 : 0;
      }
    }
    return (double) right / answers.length;
  }

  private double synonym(WordEvaluation evaluation, Vocabulary vocabulary) {
    int asked = 0;
    int right = 0;
    for (TopicSentences.Word[] question : synonyms) {
      if (knows(vocabulary, question)) {
        int[] candidates = new int[4];
        for (int i = 0; i < 4; i++) {
          candidates[i] = vocabulary.indexOf(question[i + 1].text());
        }
        asked++;
        right += evaluation.choose(vocabulary.indexOf(question[0].text()), candidates) == 0 ? 1 : 0;
      }
    }
    return (double) right / asked;
  }

  private static boolean knows(Vocabulary vocabulary, TopicSentences.Word[] words) {
    for (TopicSentences.Word word : words) {
      if (vocabulary.indexOf(word.text()) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int[] ids(Vocabulary vocabulary, List<TopicSentences.Word[]> questions, int at) {
    return questions.stream().mapToInt(q -> vocabulary.indexOf(q[at].text())).toArray();
  }
}
