package polyad.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import polyad.nn.Parameter;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class NormLinTest {
  @Property(tries = 30)
  void rowsArePositiveAndSumToOne(
      @ForAll @IntRange(min = 1, max = 12) int tokens,
      @ForAll @DoubleRange(min = -5, max = 40) double shift,
      @ForAll long seed) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      NormLin mixer = new NormLin(tokens, 4, rng);
      Tensor w = Tensor.randn(rng, DType.F64, 1, tokens, tokens).mul(3).add(shift);
      mixer.setWeight("weight_mat", new Parameter(w));
      Tensor a = mixer.matrix();
      assertTrue(Arrays.stream(a.toDoubleArray()).allMatch(v -> v > 0));
      for (double sum : a.sum(-1).toDoubleArray()) {
        assertEquals(1, sum, 1e-12);
      }
    }
  }

  @Test
  void everyDesignKeepsItsNorm() {
    try (var _ = TensorScope.open()) {
      // A row without a positive entry would be all zeros after ReLU.
      Tensor w =
          Tensor.randn(new Generator(3), DType.F64, 1, 6, 6).add(Tensor.eye(DType.F64, 6).mul(9));
      for (MixingDesign.Transform transform : MixingDesign.Transform.values()) {
        Tensor one = new MixingDesign(transform, MixingDesign.RowNorm.L1).matrix(w);
        Tensor two = new MixingDesign(transform, MixingDesign.RowNorm.L2).matrix(w);
        for (int i = 0; i < 6; i++) {
          assertEquals(1, one.select(0, 0).select(0, i).abs().sum().item(), 1e-12);
          assertEquals(1, two.select(0, 0).select(0, i).norm().item(), 1e-12);
        }
      }
      Tensor plain =
          new MixingDesign(MixingDesign.Transform.IDENTITY, MixingDesign.RowNorm.NONE).matrix(w);
      assertArrayEquals(w.toDoubleArray(), plain.toDoubleArray());
    }
  }

  @Test
  void oneProductMixesEverySampleAlone() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(5);
      NormLin mixer = new NormLin(6, 4, rng);
      Tensor x = Tensor.randn(rng, 3, 6, 4);
      Tensor whole = mixer.forward(x);
      assertArrayEquals(new long[] {3, 6, 4}, whole.shape());
      for (int b = 0; b < 3; b++) {
        float[] alone = mixer.forward(x.narrow(0, b, 1)).contiguous().toFloatArray();
        assertArrayEquals(alone, whole.narrow(0, b, 1).contiguous().toFloatArray(), 1e-5f);
      }
    }
  }

  @Test
  void anotherNumberOfTokensIsRefused() {
    try (var _ = TensorScope.open()) {
      NormLin mixer = new NormLin(6, 4, new Generator(5));
      var error =
          assertThrows(IllegalArgumentException.class, () -> mixer.forward(Tensor.zeros(1, 7, 4)));
      assertEquals("tokens: 7 where weight_mat is made for 6", error.getMessage());
    }
  }

  @Test
  void itNeedsHalfTheMultiplyAddsOfAttention() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(1);
      for (int n : new int[] {7, 321, 862}) {
        double ratio =
            (double) Flops.of(new NormLin(n, 16, rng), n)
                / Flops.of(SelfAttention.vanilla(16, 2, 0, rng), n);
        assertEquals(0.5, ratio, 1e-12);
      }
    }
  }
}
