package polyad.geometry;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polyad.algebra.o3.Irreps;
import polyad.tensor.DType;
import polyad.tensor.Fft;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

final class TorusTransformTest {
  private static final int LMAX = 4;

  @ParameterizedTest
  @ValueSource(ints = {10, 18, 64, 66}) // the last by fast transforms
  void valuesAreThoseOfTheFastTransform(int size) {
    try (var _ = TensorScope.open()) {
      FourierBasis basis = new FourierBasis(LMAX, size);
      TorusTransform torus = new TorusTransform(size);
      long dim = Irreps.sphericalHarmonics(LMAX).dim();
      Tensor x = Tensor.randn(new Generator(3), DType.F64, 5, dim);
      Tensor orders = basis.toOrders(x); // [V, N, 2n]
      Tensor values = torus.values(orders);
      Tensor expected =
          Fft.irfftn(
              basis.toFourier(x), new long[] {size, size}, new int[] {1, 2}, Fft.Norm.FORWARD);
      assertTrue(values.sub(expected).abs().max().item() < 1e-12);
      Tensor back = torus.spectrum(values, LMAX + 1);
      assertTrue(back.sub(orders).abs().max().item() < 1e-12);
      assertTrue(basis.fromOrders(back).sub(x).abs().max().item() < 1e-11);
    }
  }

  @Test
  void oddSizesAreRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> new TorusTransform(9));
    assertTrue(e.getMessage().contains("size is 9"), e.getMessage());
  }
}
