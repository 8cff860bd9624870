package polyad.embedding.words;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyad.data.FormatException;
import polyad.data.generate.TopicSentences;
import polyad.tensor.TensorScope;

final class WordVectorsTest {
  @TempDir private Path folder;

  /** Sentences of one of two topics, eight words each. */
  private static List<String> text(int sentences) {
    SplittableRandom random = new SplittableRandom(1);
    List<String> lines = new ArrayList<>();
    for (int s = 0; s < sentences; s++) {
      String topic = random.nextBoolean() ? "a" : "b";
      lines.add(
          String.join(
              " ", IntStream.range(0, 8).mapToObj(i -> topic + random.nextInt(8)).toList()));
    }
    return lines;
  }

  private static WordVectorOptions.Builder small(WordModel model) {
    return WordVectorOptions.builder(model).dim(12).window(2).minCount(1).sample(0);
  }

  @ParameterizedTest
  @EnumSource(WordModel.class)
  void neighboursShareTheTopic(WordModel model) {
    Corpus corpus = Corpus.of(text(2000), 1);
    WordVectorOptions.Builder options = small(model).epochs(10);
    if (model == WordModel.CW) { // plain descent leaves the saddle at 0 very slowly
      options.descent(WordVectorOptions.Descent.ADAGRAD, 0.05);
    }
    WordVectors vectors = WordVectors.train(corpus, options.build());
    assertTrue(topicGap(vectors) > 0.3, model + ": " + topicGap(vectors));
    List<WordVectors.Neighbor> nearest = vectors.nearest("a0", 5);
    assertEquals(5, nearest.size());
    assertTrue(nearest.get(0).similarity() >= nearest.get(4).similarity());
  }

  /** Mean cosine of words of one topic less that of words of different topics. */
  private static double topicGap(WordVectors vectors) {
    double within = 0;
    double across = 0;
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        across += vectors.similarity("a" + i, "b" + j) / 64;
        if (i != j) {
          within += vectors.similarity("a" + i, "a" + j) / 112;
          within += vectors.similarity("b" + i, "b" + j) / 112;
        }
      }
    }
    return within - across;
  }

  @ParameterizedTest
  @EnumSource(
      value = WordVectorOptions.Loss.class,
      names = {"SOFTMAX", "HIERARCHICAL_SOFTMAX"})
  void wholeVocabularyLossesLearn(WordVectorOptions.Loss loss) {
    Corpus corpus = Corpus.of(text(500), 1);
    List<Double> losses = new ArrayList<>();
    WordVectors.train(
        corpus,
        small(WordModel.CBOW).loss(loss).validation(0.2).epochs(4).build(),
        e -> losses.add(e.loss()));
    assertEquals(4, losses.size());
    assertTrue(losses.get(3) < losses.get(0) && losses.get(3) < Math.log(16), losses.toString());
  }

  @Test
  void scalingKeepsDirectionsAndSetsTheDeviation() {
    Vocabulary vocabulary = Corpus.of(List.of("a b c a b c"), 1).vocabulary();
    float[] values = {1, 2, -3, 4, 5, -6};
    WordVectors vectors = WordVectors.of(vocabulary, values, 2);
    WordVectors scaled = vectors.scaled(0.1);
    double[] all = scaled.matrix().toDoubleArray();
    double mean = Arrays.stream(all).average().orElseThrow();
    double variance = Arrays.stream(all).map(v -> (v - mean) * (v - mean)).sum() / all.length;
    assertEquals(0.1, Math.sqrt(variance), 1e-6);
    assertEquals(vectors.similarity("a", "c"), scaled.similarity("a", "c"), 1e-6);
    assertThrows(IllegalArgumentException.class, () -> vectors.scaled(0));
  }

  @Test
  void sameSeedSameVectorsAndThreadsShareTheWork() {
    Corpus corpus = Corpus.of(text(300), 1);
    WordVectorOptions options = small(WordModel.SKIP_GRAM).seed(3).build();
    WordVectors first = WordVectors.train(corpus, options);
    WordVectors second = WordVectors.train(corpus, options);
    assertArrayEquals(first.vector("a1"), second.vector("a1"));
    WordVectors other = WordVectors.train(corpus, small(WordModel.SKIP_GRAM).seed(4).build());
    assertTrue(first.vector("a1")[0] != other.vector("a1")[0]);
    WordVectors parallel =
        WordVectors.train(corpus, small(WordModel.SKIP_GRAM).threads(2).epochs(30).build());
    assertTrue(topicGap(parallel) > 0.2, "" + topicGap(parallel));
  }

  @ParameterizedTest
  @EnumSource(VectorFormat.class)
  void filesKeepVectors(VectorFormat format) throws IOException {
    WordVectors vectors =
        WordVectors.of(
            new Vocabulary(List.of("the", "größe", "水"), new long[] {9, 4, 1}),
            new float[] {1, -2.5f, 3e-7f, 0.1f, 5, 6},
            2);
    String name = format == VectorFormat.NPY ? "v.npy" : "v.txt.gz";
    Path file = folder.resolve(name);
    vectors.save(file, format);
    WordVectors read = WordVectors.load(file, format);
    assertEquals(vectors.vocabulary().words(), read.vocabulary().words());
    for (String word : vectors.vocabulary().words()) {
      assertArrayEquals(vectors.vector(word), read.vector(word));
    }
  }

  @Test
  void wrongFilesAreTold() throws IOException {
    assertWrong("2 3\na 1 2 3\nb 1 2\n", VectorFormat.WORD2VEC_TEXT, "line 3: found 2 numbers");
    assertWrong("2 3\na 1 2 3\nb 1 x 3\n", VectorFormat.WORD2VEC_TEXT, "line 3: found 'x'");
    assertWrong("2 3\na 1 2 3\n", VectorFormat.WORD2VEC_TEXT, "found 1 words, expected 2");
    assertWrong("hello\n", VectorFormat.WORD2VEC_TEXT, "line 1: found 1 fields");
    assertWrong("a 1 NaN\n", VectorFormat.GLOVE, "line 1: found number 2 of 'a' is NaN");
    assertWrong("", VectorFormat.GLOVE, "empty file");
    assertWrong("3 2\na ", VectorFormat.WORD2VEC_BINARY, "byte 6: found 0 bytes, expected 8");
    assertWrong("x y\n", VectorFormat.WORD2VEC_BINARY, "byte 0: found 'x y'");
  }

  private void assertWrong(String content, VectorFormat format, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("wrong"), content);
    FormatException e = assertThrows(FormatException.class, () -> WordVectors.load(file, format));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void corporaAreReadAndWrongOnesTold() throws IOException {
    Path file = Files.writeString(folder.resolve("text"), "b a b\n\nc a b  a\n");
    Corpus corpus = Corpus.read(List.of(file), 2);
    assertEquals(List.of("a", "b"), corpus.vocabulary().words());
    assertEquals(2, corpus.sentences());
    assertArrayEquals(new int[] {1, 0, 1}, corpus.sentence(0));
    assertArrayEquals(new int[] {0, 1, 0}, corpus.sentence(1));
    IOException none = assertThrows(IOException.class, () -> Corpus.read(List.of(file), 4));
    assertTrue(none.getMessage().contains("none 4 times or more"), none.getMessage());
    Path latin = Files.write(folder.resolve("latin"), new byte[] {'a', ' ', (byte) 0xE9, '\n'});
    FormatException wrong =
        assertThrows(FormatException.class, () -> Corpus.read(List.of(latin), 1));
    assertTrue(wrong.getMessage().contains("byte 2"), wrong.getMessage());
    Corpus one = Corpus.of(List.of("x x x"), 1);
    var alone =
        assertThrows(
            IllegalArgumentException.class,
            () -> WordVectors.train(one, small(WordModel.CBOW).build()));
    assertTrue(alone.getMessage().contains("one word, 'x'"), alone.getMessage());
    assertThrows(IllegalArgumentException.class, () -> WordVectorOptions.cbow().window(0).build());
    assertThrows(
        IllegalArgumentException.class, () -> WordVectorOptions.skipGram().negative(0).build());
    WordVectors vectors = WordVectors.of(corpus.vocabulary(), new float[] {1, 2}, 1);
    var unknown = assertThrows(IllegalArgumentException.class, () -> vectors.nearest("zebra", 1));
    assertTrue(unknown.getMessage().contains("'zebra' is not among the 2 words"));
  }

  @Test
  void countsSpillToDiskWithoutLoss() throws IOException {
    Corpus corpus = Corpus.of(text(200), 1);
    Cooccurrence whole = new CooccurrenceCounter(3).count(corpus);
    Cooccurrence spilled = new CooccurrenceCounter(3, true, true, 20).count(corpus);
    assertArrayEquals(whole.rows(), spilled.rows());
    assertArrayEquals(whole.columns(), spilled.columns());
    assertArrayEquals(whole.values(), spilled.values(), 1e-9);
    double[][] dense = whole.dense();
    for (int i = 0; i < dense.length; i++) {
      for (int j = 0; j < i; j++) {
        assertEquals(dense[i][j], dense[j][i], 1e-9);
      }
    }
    double sum = Arrays.stream(whole.values()).sum();
    assertEquals(200 * 2 * (7 + 6 / 2.0 + 5 / 3.0), sum, 1e-6); // pairs at distances 1, 2, 3
  }

  @Test
  void analogiesAndSynonymsAreAnswered() {
    WordVectors vectors =
        WordVectors.of(
            new Vocabulary(
                List.of("man", "woman", "king", "queen", "fish"), new long[] {1, 1, 1, 1, 1}),
            new float[] {1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, -1, 0, -1},
            3);
    assertEquals("queen", vectors.analogy("man", "woman", "king", 1).getFirst().word());
    try (var _ = TensorScope.open()) {
      WordEvaluation evaluation = new WordEvaluation(vectors);
      var questions =
          List.of(
              new WordEvaluation.Analogy("man", "woman", "king", "queen"),
              new WordEvaluation.Analogy("man", "woman", "king", "fish"),
              new WordEvaluation.Analogy("man", "woman", "king", "emperor"));
      assertEquals(new WordEvaluation.Score(0.5, 2, 1), evaluation.analogies(questions));
      var pairs =
          List.of(
              new WordEvaluation.Pair("man", "king", 9),
              new WordEvaluation.Pair("man", "queen", 5),
              new WordEvaluation.Pair("man", "fish", 1),
              new WordEvaluation.Pair("man", "duke", 1));
      assertEquals(new WordEvaluation.Score(1, 3, 1), evaluation.similarity(pairs));
      assertEquals(1, evaluation.choose(0, 4, 2, 1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyEpochIsShown(WordModel model) {
    Corpus corpus = Corpus.of(TopicSentences.DEFAULT.draw(3000, 1), 2);
    WordVectorOptions options = WordVectorOptions.builder(model).dim(4).window(2).epochs(3).build();
    List<float[]> shown = new ArrayList<>();
    WordVectors last =
        WordVectors.trainWatched(
            corpus, options, (epoch, vectors) -> shown.add(vectors.vector(0).clone()));
    assertEquals(3, shown.size());
    assertArrayEquals(last.vector(0), shown.getLast());
    assertFalse(Arrays.equals(shown.get(0), shown.get(1)));
  }
}
