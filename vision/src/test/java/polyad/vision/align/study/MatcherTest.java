package polyad.vision.align.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.vision.align.AlignLoss;
import polyad.vision.align.PaddedTokens;
import polyad.vision.align.PairLoss;

class MatcherTest {
  @Test
  void recallRanksBothWays() {
    double[][] scores = {{3, 9, 0}, {1, 2, 0}, {0, 0, 5}}; // text, picture
    ShapesScores.Recall recall = MatcherTraining.recall(scores);
    assertEquals(2 / 3.0, recall.textToImage(), 1e-12); // the first text finds picture 1
    assertEquals(2 / 3.0, recall.imageToText(), 1e-12); // picture 1 finds the first text
    assertEquals(1, recall.imageToText5(), 1e-12);
    ShapesScores.Recall flat = MatcherTraining.recall(new double[2][2]);
    assertEquals(0.5, flat.textToImage(), 1e-12); // ties go to the lower number
  }

  @Property(tries = 10)
  void paddingDoesNotChangeAScore(@ForAll @IntRange(min = 1, max = 5) int more) {
    try (var _ = TensorScope.open();
        CrossAttentionMatcher model = new CrossAttentionMatcher(30, new Generator(2))) {
      model.eval();
      Generator rng = new Generator(more);
      Tensor pictures = model.pictures(Tensor.rand(rng, DType.F32, 4, 3, 32, 32));
      Tensor ids = Tensor.randint(rng, 1, 30, 4, 6);
      Tensor none = Tensor.zeros(DType.I64, 4, more);
      PaddedTokens padded =
          new PaddedTokens(Tensor.cat(1, ids, none), Tensor.cat(1, ids.onesLike(), none));
      float[] expected =
          model.score(pictures, new PaddedTokens(ids, ids.onesLike())).toFloatArray();
      assertArrayEquals(expected, model.score(pictures, padded).toFloatArray(), 1e-5f);
    }
  }

  @Test
  void oneTextAgainstManyPicturesIsThePairsOneByOne() {
    try (var _ = TensorScope.open();
        CrossAttentionMatcher model = new CrossAttentionMatcher(30, new Generator(2))) {
      model.eval();
      Generator rng = new Generator(5);
      Tensor pictures = model.pictures(Tensor.rand(rng, DType.F32, 3, 3, 32, 32));
      Tensor ids = Tensor.randint(rng, 1, 30, 1, 6);
      PaddedTokens text = new PaddedTokens(ids, ids.onesLike());
      float[] all = model.scores(pictures, text).toFloatArray();
      for (int i = 0; i < 3; i++) {
        assertEquals(model.score(pictures.narrow(0, i, 1), text).item(), all[i], 1e-5);
      }
    }
  }

  @Test
  void groupsAreBatchesOfTheirOwn() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(1);
      Tensor u = Tensor.randn(rng, DType.F64, 8, 4);
      Tensor v = Tensor.randn(rng, DType.F64, 8, 4);
      Tensor sigma = Tensor.full(0.5, DType.F64, 1);
      PairLoss inner = PairLoss.of(AlignLoss.DEFAULT);
      assertEquals(
          inner.of(u, v, sigma).item(), new GroupedLoss(inner, 1).of(u, v, sigma).item(), 1e-12);
      double first = inner.of(u.narrow(0, 0, 4), v.narrow(0, 0, 4), sigma).item();
      double second = inner.of(u.narrow(0, 4, 4), v.narrow(0, 4, 4), sigma).item();
      assertEquals((first + second) / 2, new GroupedLoss(inner, 2).of(u, v, sigma).item(), 1e-12);
      PairLoss many = new GroupedLoss(inner, 5);
      assertThrows(IllegalArgumentException.class, () -> many.of(u, v, sigma));
      assertThrows(IllegalArgumentException.class, () -> new GroupedLoss(inner, 0));
    }
  }
}
