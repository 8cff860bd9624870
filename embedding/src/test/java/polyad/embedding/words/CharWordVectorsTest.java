package polyad.embedding.words;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyad.data.generate.CharacterSentences;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class CharWordVectorsTest {
  private static SegmentedCorpus corpus() {
    return SegmentedCorpus.of(CharacterSentences.DEFAULT.draw(300, 1, 2).sentences(), 3);
  }

  @ParameterizedTest
  @EnumSource
  void everyModeGivesFiniteVectorsOfItsKinds(CharWordOptions.Mode mode) {
    CharWordVectors vectors =
        CharWordVectors.train(corpus(), CharWordOptions.of(mode).withDim(8).withEpochs(2));
    assertEquals(mode != CharWordOptions.Mode.WORDS, vectors.characters().isPresent());
    assertEquals(mode != CharWordOptions.Mode.CHARACTERS, vectors.words().isPresent());
    vectors.words().ifPresent(words -> assertTrue(Float.isFinite(words.vector(0)[0])));
    vectors.characters().ifPresent(chars -> assertTrue(Float.isFinite(chars.vector(0)[0])));
  }

  @Test
  void aSeedGivesTheSameVectors() {
    CharWordOptions options = CharWordOptions.of(CharWordOptions.Mode.JOINT).withDim(8);
    float[] first = CharWordVectors.train(corpus(), options).words().orElseThrow().vector(3);
    float[] second = CharWordVectors.train(corpus(), options).words().orElseThrow().vector(3);
    assertArrayEquals(first, second);
  }

  @Test
  void placesHaveTablesOfTheirOwn() {
    SegmentedCorpus corpus = corpus();
    CharWordOptions options =
        CharWordOptions.of(CharWordOptions.Mode.COMPOSED).withDim(4).withPlaces(true);
    CharWordVectors vectors = CharWordVectors.train(corpus, options, Set.of());
    assertEquals(3 * corpus.characters().size(), vectors.characters().orElseThrow().size());
  }

  @Test
  void rareWordsKeepTheirCharacters() {
    SegmentedCorpus corpus = SegmentedCorpus.of(List.of("ab ab cd", "ab ab"), 2);
    assertEquals(List.of("ab"), corpus.words().words());
    assertEquals(4, corpus.characters().size());
  }

  @Test
  void aWordWithoutCharactersIsRefused() {
    Corpus forms = Corpus.of(List.of("ab cd"), 1);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> SegmentedCorpus.of(forms, Map.of("ab", List.of("a", "b")), 1));
    assertTrue(String.valueOf(e.getMessage()).contains("'cd' has no list of characters"));
  }

  @Test
  void halfBalanceLeavesOutAKindThatIsAbsent() {
    try (var _ = TensorScope.open()) {
      Tensor chars = Tensor.of(new double[][] {{2}, {4}});
      Tensor words = Tensor.of(new double[][] {{10}});
      Tensor charContext = Tensor.of(new long[] {0, 1, 0, 1, -1, -1}, 3, 2);
      Tensor wordContext = Tensor.of(new long[] {0, -1, 0}, 3, 1);
      Tensor hidden =
          CharWordObjective.hidden(
              chars, words, charContext, wordContext, CharWordObjective.Balance.HALF);
      assertArrayEquals(new double[] {6.5, 3, 10}, hidden.toDoubleArray(), 1e-12);
    }
  }

  @Test
  void placesChooseTheTable() {
    try (var _ = TensorScope.open()) {
      Tensor words = Tensor.of(new double[][] {{0}, {0}, {8}});
      Tensor chars = Tensor.of(new double[] {1, 10, 100}, 3, 1, 1);
      Tensor spelling = Tensor.of(new long[] {0, 0, 0, 0, -1, -1, 0, 0, -1}, 3, 3);
      Tensor compositional = Tensor.of(new long[] {1, 1, 0}, 3);
      double[] composed =
          CharacterComposition.compose(words, chars, spelling, compositional).toDoubleArray();
      assertArrayEquals(new double[] {18.5, 0.5, 8}, composed, 1e-12);
    }
  }
}
