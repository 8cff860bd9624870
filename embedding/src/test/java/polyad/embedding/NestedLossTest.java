package polyad.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import polyad.nn.Linear;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

class NestedLossTest {
  private static final Nesting NESTING = new Nesting(new int[] {2, 5, 8});

  @Test
  void sizesMustRiseAndEndAtTheDimension() {
    assertArrayEquals(new int[] {4, 8, 16, 32, 64, 128}, Nesting.halving(128).sizes());
    assertArrayEquals(new int[] {4, 8, 16, 20}, Nesting.halving(20).sizes());
    for (int[] wrong : new int[][] {{}, {4, 4}, {8, 4}, {0, 4}, {-1}}) {
      assertThrows(IllegalArgumentException.class, () -> new Nesting(wrong));
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> Nesting.endingAt(16, 4, 8)).getMessage();
    assertTrue(message.contains("nesting sizes must rise and end at d=16"), message);
  }

  @Test
  void importanceMustFit() {
    assertThrows(
        IllegalArgumentException.class, () -> new NestedLoss(NESTING, new double[] {1, 2}));
    assertThrows(
        IllegalArgumentException.class, () -> new NestedLoss(NESTING, new double[] {1, -2, 1}));
  }

  @Property(tries = 30)
  void theSumIsTheWeightedSumOfItsParts(
      @ForAll @IntRange(min = 0, max = 1000) int seed,
      @ForAll @IntRange(min = 0, max = 5) int first) {
    Generator rng = new Generator(seed);
    double[] c = {first, 0.5, 2};
    Tensor a = Tensor.randn(rng, DType.F64, 6, 8);
    Tensor b = Tensor.randn(rng, DType.F64, 6, 8);
    NestedLoss.Value value = new NestedLoss(NESTING, c).contrastive(a, b, 0.2);
    double[] parts = value.perSize().toDoubleArray();
    assertEquals(c[0] * parts[0] + c[1] * parts[1] + c[2] * parts[2], value.total().item(), 1e-9);
  }

  @Property(tries = 20)
  void contrastiveLossIgnoresTheLengthOfVectors(@ForAll @IntRange(min = 0, max = 1000) int seed) {
    Generator rng = new Generator(seed);
    Tensor a = Tensor.randn(rng, DType.F64, 5, 8);
    Tensor b = Tensor.randn(rng, DType.F64, 5, 8);
    NestedLoss loss = new NestedLoss(NESTING);
    assertEquals(
        loss.contrastive(a, b, 0.1).total().item(),
        loss.contrastive(a.mul(3.5), b.mul(0.2), 0.1).total().item(),
        1e-9);
  }

  @Test
  void coordinatesBeyondASizeDoNotChangeItsLoss() {
    Generator rng = new Generator(3);
    NestedHead head = new NestedHead(NESTING, 4, false, true, rng);
    Tensor z = Tensor.randn(rng, 7, 8);
    Tensor changed = z.copy();
    changed.narrow(1, 5, 3).fillInPlace(9);
    Tensor target = Tensor.of(new long[] {0, 1, 2, 3, 0, 1, 2}, 7);
    NestedLoss loss = new NestedLoss(NESTING);
    double[] before = loss.crossEntropy(head.forward(z), target, 0).perSize().toDoubleArray();
    double[] after = loss.crossEntropy(head.forward(changed), target, 0).perSize().toDoubleArray();
    assertEquals(before[0], after[0], 1e-6);
    assertEquals(before[1], after[1], 1e-6);
    assertTrue(Math.abs(before[2] - after[2]) > 1e-3);
  }

  @Test
  void theEfficientHeadSharesItsColumns() {
    Generator rng = new Generator(4);
    NestedHead head = new NestedHead(NESTING, 3, true, true, rng);
    assertEquals(
        List.of("nesting_classifier_0.weight", "nesting_classifier_0.bias"),
        List.copyOf(head.stateDict().keySet()));
    Tensor z = Tensor.randn(rng, 2, 8);
    Tensor[] logits = head.forward(z);
    Tensor w = head.weight("nesting_classifier_0.weight").value();
    Tensor b = head.weight("nesting_classifier_0.bias").value();
    Tensor expected = z.narrow(1, 0, 5).matmul(w.narrow(1, 0, 5).mT()).add(b);
    assertArrayEquals(expected.toFloatArray(), logits[1].toFloatArray(), 1e-5f);
    assertEquals(15, head.multiplyAdds(1));
    assertEquals("nesting_classifier_0.weight", NestedHead.officialName("module.fc.weight"));
    assertThrows(IllegalArgumentException.class, () -> new NestedHead(NESTING, 1, true, true, rng));
  }

  @Test
  void maskedLanguageModelsUsePrefixesOfTheTiedEmbedding() {
    Generator rng = new Generator(5);
    Linear encoder = new Linear(8, 8, rng);
    Tensor embedding = Tensor.randn(rng, 11, 8).requiresGrad(true);
    Tensor hidden = encoder.forward(Tensor.randn(rng, 6, 8));
    Tensor bias = Tensor.randn(rng, 11);
    Tensor target = Tensor.of(new long[] {1, 10, 3, 4, 0, 2}, 6);
    NestedLoss.Value value =
        new NestedLoss(NESTING).maskedLanguageModel(hidden, embedding, bias, target);
    Tensor expected =
        Functional.crossEntropy(
            hidden.narrow(1, 0, 2).matmul(embedding.narrow(1, 0, 2).mT()).add(bias), target);
    assertEquals(expected.item(), value.perSize().get(0).item(), 1e-5);
    Tensor gradient = Autograd.grad(value.total(), embedding, false);
    assertTrue(gradient.narrow(1, 5, 3).abs().sum().item() > 0);
  }
}
