package polyad.embedding.words.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import polyad.data.TaggedSentences;
import polyad.data.generate.TaggedTopicSentences;
import polyad.data.generate.TopicSentences;
import polyad.embedding.words.Vocabulary;
import polyad.embedding.words.WordEvaluation;
import polyad.embedding.words.WordTagger;
import polyad.embedding.words.WordVectors;
import polyad.tensor.TensorScope;

/** Questions on the generated language, whose answers are known. */
final class TopicGold {
  private static final int PAIRS = 4000;
  private static final int ANALOGIES = 2000;
  private static final int SYNONYMS = 400;
  private static final int CHOICES = 4;
  private static final int TAGGED_TEST = 4000;
  private static final int TAGGER_PASSES = 8;

  /** The best of 0.005, 0.02 and 0.05 for skip-gram vectors on other sentences. */
  private static final double TAGGER_RATE = 0.02;

  private final TopicSentences language;
  private final List<WordEvaluation.Pair> pairs = new ArrayList<>();
  private final List<TopicSentences.Word[]> analogies = new ArrayList<>();
  private final List<WordEvaluation.Synonym> synonyms = new ArrayList<>();
  private final Tagging names;
  private final Tagging forms;

  /**
   * Results, each 0 to 1.
   *
   * @param similarity Spearman's correlation with the gold similarity
   * @param analogy share of answers of the right topic and form
   * @param synonym share of questions whose nearest of four is the one of the same topic
   * @param names F1 of a tagger of names to which the vectors are features
   * @param forms accuracy of a tagger of parts of speech that starts from the vectors
   */
  record Result(double similarity, double analogy, double synonym, double names, double forms) {
    Map<String, Double> byTask() {
      Map<String, Double> scores = new LinkedHashMap<>();
      scores.put("similarity", similarity);
      scores.put("analogies", analogy);
      scores.put("synonyms", synonym);
      scores.put("names (features)", names);
      scores.put("forms (initial values)", forms);
      return scores;
    }
  }

  /** Sentences to learn tags on, and others. */
  private record Tagging(TaggedSentences train, TaggedSentences test) {}

  /**
   * Questions.
   *
   * @param tagged words of the tagged sentences to learn on
   */
  TopicGold(TopicSentences language, int tagged, long seed) {
    this.language = language;
    this.names =
        new Tagging(
            TaggedTopicSentences.names(language, tagged, seed + 1),
            TaggedTopicSentences.names(language, TAGGED_TEST, seed + 2));
    this.forms =
        new Tagging(
            TaggedTopicSentences.forms(language, tagged, seed + 1),
            TaggedTopicSentences.forms(language, TAGGED_TEST, seed + 2));
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
  private WordEvaluation.Synonym question(SplittableRandom random) {
    TopicSentences.Word word = any(random);
    TopicSentences.Word right = near(word, random);
    while (right.equals(word)) {
      right = near(word, random);
    }
    List<String> choices = new ArrayList<>(List.of(right.text()));
    while (choices.size() < CHOICES) {
      TopicSentences.Word other = any(random);
      if (language.topic(other) != language.topic(word)) {
        choices.add(other.text());
      }
    }
    return new WordEvaluation.Synonym(word.text(), choices, 0);
  }

  Result evaluate(WordVectors vectors) {
    try (var _ = TensorScope.open()) {
      WordEvaluation evaluation = new WordEvaluation(vectors);
      return new Result(
          evaluation.similarity(pairs).value(),
          analogy(evaluation, vectors.vocabulary()),
          evaluation.synonyms(synonyms).value(),
          tagger(vectors, names, WordTagger.Use.FEATURES).nameF1(),
          tagger(vectors, forms, WordTagger.Use.INITIAL_VALUES).accuracy());
    }
  }

  /** Spearman's correlation with the gold similarity. */
  double similarity(WordVectors vectors) {
    try (var _ = TensorScope.open()) {
      return new WordEvaluation(vectors).similarity(pairs).value();
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

  private static WordTagger.Score tagger(WordVectors vectors, Tagging tagging, WordTagger.Use use) {
    return WordTagger.train(vectors, tagging.train(), use, TAGGER_PASSES, TAGGER_RATE, 1)
        .score(tagging.test());
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
