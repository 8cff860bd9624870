package polyad.embedding.words;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import polyad.nn.evaluate.Correlation;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Tests of what vectors know of language: similarity of pairs, analogies, synonyms. All are by
 * cosine on unit vectors; items with an unknown word are left out and counted.
 */
public final class WordEvaluation {
  private static final int QUESTIONS_AT_A_TIME = 512;

  private final Vocabulary vocabulary;
  private final Tensor unit; // [V, d]

  /** a : b :: c : d. */
  public record Analogy(String a, String b, String c, String d) {}

  /** A pair and how alike people find it. */
  public record Pair(String first, String second, double score) {}

  /**
   * Which of several words means the same as another.
   *
   * @param answer the right one of the choices, from 0
   */
  public record Synonym(String word, List<String> choices, int answer) {
    /** Checks that there is a choice and an answer among it. */
    public Synonym {
      choices = List.copyOf(choices);
      if (choices.size() < 2 || answer < 0 || answer >= choices.size()) {
        throw new IllegalArgumentException(
            "answer %d of %d choices, allowed: one of 2 or more".formatted(answer, choices.size()));
      }
    }
  }

  /**
   * A result.
   *
   * @param value Spearman's correlation or the share of right answers; NaN when nothing was asked
   * @param asked items whose words are all known
   * @param skipped the others
   */
  public record Score(double value, int asked, int skipped) {}

  /** Over vectors, whose unit vectors are kept until the enclosing scope ends. */
  public WordEvaluation(WordVectors vectors) {
    this(vectors.vocabulary(), vectors.matrix());
  }

  /** Over the rows of a matrix, [V, d]. */
  public WordEvaluation(Vocabulary vocabulary, Tensor matrix) {
    this.vocabulary = vocabulary;
    this.unit = matrix.div(matrix.square().sum(true, 1).sqrt().clampMin(1e-30));
  }

  /** Spearman's rank correlation of cosines with scores; ties share their mean rank. */
  public Score similarity(List<Pair> pairs) {
    List<Pair> known = pairs.stream().filter(p -> knows(p.first()) && knows(p.second())).toList();
    double[] cosines = new double[known.size()];
    double[] gold = new double[known.size()];
    try (var _ = TensorScope.open()) {
      double[] dots = cosines(ids(known, Pair::first), ids(known, Pair::second));
      for (int i = 0; i < gold.length; i++) {
        cosines[i] = dots[i];
        gold[i] = known.get(i).score();
      }
    }
    double value = known.size() < 2 ? Double.NaN : Correlation.spearman(cosines, gold);
    return new Score(value, known.size(), pairs.size() - known.size());
  }

  /** The share of questions whose nearest choice by cosine is the synonym. */
  public Score synonyms(List<Synonym> questions) {
    int asked = 0;
    int right = 0;
    for (Synonym question : questions) {
      if (knows(question.word()) && question.choices().stream().allMatch(this::knows)) {
        int[] choices = ids(question.choices(), choice -> choice);
        asked++;
        try (var _ = TensorScope.open()) {
          boolean found = choose(vocabulary.indexOf(question.word()), choices) == question.answer();
          right += found ? 1 : 0;
        }
      }
    }
    double value = asked == 0 ? Double.NaN : (double) right / asked;
    return new Score(value, asked, questions.size() - asked);
  }

  /** The share of analogies whose 3CosAdd answer is right. */
  public Score analogies(List<Analogy> questions) {
    List<Analogy> known =
        questions.stream()
            .filter(q -> knows(q.a()) && knows(q.b()) && knows(q.c()) && knows(q.d()))
            .toList();
    int[][] asked = {
      ids(known, Analogy::a), ids(known, Analogy::b), ids(known, Analogy::c), ids(known, Analogy::d)
    };
    int[] answers = answers(asked[0], asked[1], asked[2]);
    int right =
        (int) IntStream.range(0, answers.length).filter(i -> answers[i] == asked[3][i]).count();
    double value = known.isEmpty() ? Double.NaN : (double) right / known.size();
    return new Score(value, known.size(), questions.size() - known.size());
  }

  /**
   * Answers by 3CosAdd: the word nearest to b − a + c of unit vectors, the three left out.
   *
   * @return numbers of words
   */
  public int[] answers(int[] a, int[] b, int[] c) {
    int[] answers = new int[a.length];
    for (int from = 0; from < a.length; from += QUESTIONS_AT_A_TIME) {
      int to = Math.min(a.length, from + QUESTIONS_AT_A_TIME);
      try (var _ = TensorScope.open()) {
        Tensor query = rows(b, from, to).sub(rows(a, from, to)).add(rows(c, from, to));
        Tensor scores = query.matmul(unit.mT()); // [Q, V]
        Tensor asked =
            Tensor.stack(1, List.of(index(a, from, to), index(b, from, to), index(c, from, to)));
        Tensor excluded = Tensor.full(Double.NEGATIVE_INFINITY, scores.dtype(), to - from, 3);
        long[] best = scores.scatter(1, asked, excluded).argmax(1, false).toLongArray();
        for (int q = from; q < to; q++) {
          answers[q] = (int) best[q - from];
        }
      }
    }
    return answers;
  }

  /** Cosines of pairs of words by their numbers. */
  public double[] cosines(int[] first, int[] second) {
    Tensor a = rows(first, 0, first.length);
    Tensor b = rows(second, 0, second.length);
    return a.mul(b).sum(1).toDoubleArray();
  }

  /** Which of the candidates is nearest to a word; the first of equals. */
  public int choose(int word, int... candidates) {
    int[] question = new int[candidates.length];
    Arrays.fill(question, word);
    double[] cosines = cosines(question, candidates);
    int best = 0;
    for (int i = 1; i < cosines.length; i++) {
      best = cosines[i] > cosines[best] ? i : best;
    }
    return best;
  }

  private Tensor rows(int[] ids, int from, int to) {
    return unit.indexSelect(0, index(ids, from, to));
  }

  private static Tensor index(int[] ids, int from, int to) {
    long[] index = IntStream.range(from, to).mapToLong(i -> ids[i]).toArray();
    return Tensor.of(index, index.length);
  }

  private boolean knows(String word) {
    return vocabulary.indexOf(word) >= 0;
  }

  private <T> int[] ids(List<T> items, Function<T, String> word) {
    return items.stream().mapToInt(item -> vocabulary.indexOf(word.apply(item))).toArray();
  }
}
