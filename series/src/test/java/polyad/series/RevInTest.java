package polyad.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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

class RevInTest {
  @Property(tries = 30)
  void theInverseBringsWindowsBack(
      @ForAll @IntRange(min = 1, max = 4) int variates,
      @ForAll @IntRange(min = 2, max = 20) int steps,
      @ForAll @DoubleRange(min = -100, max = 100) double level,
      @ForAll long seed) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      RevIn revIn = new RevIn(variates);
      Tensor weight = Tensor.rand(rng, DType.F64, variates).add(0.5);
      revIn.setWeight("affine_weight", new Parameter(weight));
      revIn.setWeight("affine_bias", new Parameter(Tensor.randn(rng, DType.F64, variates)));
      Tensor x = Tensor.randn(rng, DType.F64, variates, 3, steps).mul(5).add(level);
      RevIn.Normalised windows = revIn.normalise(x);
      double[] back = revIn.inverse(windows.values(), windows).toDoubleArray();
      assertArrayEquals(x.toDoubleArray(), back, 1e-6);
    }
  }

  @Test
  void aStillVariateStaysFinite() {
    try (var _ = TensorScope.open()) {
      RevIn.Normalised windows = new RevIn(1).normalise(Tensor.full(7, DType.F64, 1, 2, 5));
      assertEquals(0, windows.values().abs().max().item());
      assertEquals(Math.sqrt(1e-5), windows.sd().max().item(), 1e-12);
    }
  }
}
