package polyad.vision.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.text.BertConfig;

class PairLossTest {
  private static final double EXACT = 1e-10;

  private static PairLoss align(double smoothing) {
    return PairLoss.of(new AlignLoss(smoothing, AlignLoss.Reduction.SUM));
  }

  @Property(tries = 30)
  void picturesAndTextsMayChangeSides(
      @ForAll @IntRange(min = 2, max = 12) int n,
      @ForAll @IntRange(min = 1, max = 8) int width,
      @ForAll @DoubleRange(min = 0, max = 1) double smoothing,
      @ForAll @DoubleRange(min = 0.01, max = 2) double temperature) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(n + 100L * width);
      Tensor u = Tensor.randn(rng, DType.F64, n, width);
      Tensor v = Tensor.randn(rng, DType.F64, n, width);
      Tensor sigma = Tensor.full(temperature, DType.F64, 1);
      for (PairLoss loss : new PairLoss[] {align(smoothing), PairLoss.hardestHinge(0.2)}) {
        double value = loss.of(u, v, sigma).item();
        assertEquals(value, loss.of(v, u, sigma).item(), EXACT * (1 + Math.abs(value)));
      }
    }
  }

  @Property(tries = 30)
  void theOrderOfPairsDoesNotMatter(
      @ForAll @IntRange(min = 2, max = 12) int n,
      @ForAll @IntRange(min = 0, max = 1000) int seed,
      @ForAll @DoubleRange(min = 0.01, max = 2) double temperature) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      Tensor u = Tensor.randn(rng, DType.F64, n, 6);
      Tensor v = Tensor.randn(rng, DType.F64, n, 6);
      Tensor sigma = Tensor.full(temperature, DType.F64, 1);
      Tensor order = Tensor.randperm(rng, n);
      PairLoss nested = new NestedPairLoss(align(0.1), 2, 4, 6);
      for (PairLoss loss : new PairLoss[] {align(0.1), PairLoss.hardestHinge(0.2), nested}) {
        double value = loss.of(u, v, sigma).item();
        Tensor other = loss.of(u.indexSelect(0, order), v.indexSelect(0, order), sigma);
        assertEquals(value, other.item(), EXACT * (1 + Math.abs(value)));
      }
    }
  }

  @Property(tries = 15)
  void chunksOfAnySizeGiveThePlainDerivatives(
      @ForAll @IntRange(min = 2, max = 9) int n,
      @ForAll @IntRange(min = 1, max = 12) int chunk,
      @ForAll @IntRange(min = 0, max = 1000) int seed) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      DualEncoder model =
          new DualEncoder(
              new SmallCnn(2, 8, 6, rng),
              new AlignTextEncoder(BertConfig.of(20, 8, 1, 2, 12, 10), 6, rng),
              0.5);
      model.to(DType.F64);
      model.eval();
      Tensor pixels = Tensor.randn(rng, DType.F64, n, 2, 8, 8);
      Tensor ids = Tensor.randint(rng, 0, 20, n, 4);
      PaddedTokens tokens = new PaddedTokens(ids, ids.onesLike());
      PairLoss loss = new NestedPairLoss(align(0.1), 3, 6);
      loss.of(model.images(pixels), model.texts(tokens), model.temperature()).backward();
      Map<String, double[]> expected = gradients(model);
      model.zeroGrad();
      new CachedGradient(model, loss, chunk, rng).accumulate(pixels, tokens);
      Map<String, double[]> found = gradients(model);
      assertEquals(expected.keySet(), found.keySet());
      expected.forEach(
          (name, grad) ->
              assertArrayEquals(grad, Objects.requireNonNull(found.get(name)), EXACT, name));
    }
  }

  private static Map<String, double[]> gradients(DualEncoder model) {
    Map<String, double[]> found = new LinkedHashMap<>();
    model
        .namedParameters()
        .forEach(
            (name, parameter) -> {
              Tensor grad = parameter.value().grad();
              if (grad != null) {
                found.put(name, grad.toDoubleArray());
              }
            });
    return found;
  }

  @Property(tries = 20)
  void theNestedLossIsTheSumOfThePrefixes(
      @ForAll @DoubleRange(min = 0, max = 3) double first,
      @ForAll @DoubleRange(min = 0, max = 3) double second) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(4);
      Tensor u = Tensor.randn(rng, DType.F64, 5, 8);
      Tensor v = Tensor.randn(rng, DType.F64, 5, 8);
      Tensor sigma = Tensor.full(0.3, DType.F64, 1);
      double[] importance = {first, second};
      PairLoss nested = new NestedPairLoss(align(0.1), new int[] {3, 8}, importance);
      double expected =
          first * align(0.1).of(u.narrow(1, 0, 3), v.narrow(1, 0, 3), sigma).item()
              + second * align(0.1).of(u, v, sigma).item();
      assertEquals(expected, nested.of(u, v, sigma).item(), EXACT);
    }
  }

  @Test
  void wrongSizesAreRefused() {
    PairLoss loss = align(0.1);
    assertThrows(IllegalArgumentException.class, () -> new NestedPairLoss(loss));
    assertThrows(IllegalArgumentException.class, () -> new NestedPairLoss(loss, 4, 4));
    assertThrows(IllegalArgumentException.class, () -> new NestedPairLoss(loss, 0, 4));
    assertThrows(
        IllegalArgumentException.class,
        () -> new NestedPairLoss(loss, new int[] {2, 4}, new double[] {1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> new NestedPairLoss(loss, new int[] {2}, new double[] {-1}));
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.ones(3, 6);
      var nested = new NestedPairLoss(loss, 2, 4);
      assertThrows(IllegalArgumentException.class, () -> nested.of(x, x, Tensor.ones(1)));
    }
  }
}
