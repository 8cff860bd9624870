package polyad.series.olinear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polyad.tensor.DType;
import polyad.tensor.Fft;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class WindowBasisTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 12})
  void fourierIsTheOrthonormalRealTransform(int length) {
    try (var _ = TensorScope.open()) {
      WindowBasis basis = WindowBasis.fixed(OLinearConfig.Basis.FFT, length);
      Tensor x = Tensor.randn(new Generator(2), DType.F64, 3, length);
      Tensor z = x.matmul(basis.forward().mT());
      Tensor spectrum = Fft.rfft(x, null, -1, Fft.Norm.ORTHO);
      Tensor expected = Tensor.cat(-1, spectrum.real(), spectrum.imag());
      assertArrayEquals(expected.toDoubleArray(), z.contiguous().toDoubleArray(), 1e-12);
      int bins = length / 2 + 1;
      Tensor free =
          Tensor.cat(
              1,
              Tensor.randn(new Generator(3), DType.F64, 3, bins),
              Tensor.randn(new Generator(5), DType.F64, 3, bins));
      Tensor halves = Tensor.complex(free.narrow(1, 0, bins), free.narrow(1, bins, bins));
      assertArrayEquals(
          Fft.irfft(halves, (long) length, -1, Fft.Norm.ORTHO).toDoubleArray(),
          free.matmul(basis.inverse()).toDoubleArray(),
          1e-12);
    }
  }

  @Test
  void haarIsOrthogonal() {
    try (var _ = TensorScope.open()) {
      Tensor q = WindowBasis.fixed(OLinearConfig.Basis.HAAR, 8).forward();
      Tensor error = q.matmul(q.mT()).sub(Tensor.eye(DType.F64, 8));
      assertEquals(0, error.abs().max().item(), 1e-12);
    }
  }

  @Test
  void polynomialsHaveTheirValues() {
    try (var _ = TensorScope.open()) {
      int n = 9;
      Tensor cheby = WindowBasis.fixed(OLinearConfig.Basis.CHEBY, n).inverse();
      Tensor legendre = WindowBasis.fixed(OLinearConfig.Basis.LEGENDRE, n).inverse();
      Tensor laguerre = WindowBasis.fixed(OLinearConfig.Basis.LAGUERRE, n).inverse();
      for (int j = 0; j < n; j++) {
        double x = -1 + 2.0 * j / (n - 1);
        double t = 5.0 * j / (n - 1);
        assertEquals(Math.PI * Math.cos(7 * Math.acos(x)), at(cheby, 7, j), 1e-12);
        assertEquals(Math.PI / 2, at(cheby, 0, j), 1e-15);
        assertEquals((5 * x * x * x - 3 * x) / 2, at(legendre, 3, j), 1e-12);
        assertEquals((t * t - 4 * t + 2) / 2, at(laguerre, 2, j), 1e-12);
      }
    }
  }

  private static double at(Tensor matrix, int row, int column) {
    return matrix.select(0, row).select(0, column).item();
  }

  @Test
  void longWindowsStayFinite() {
    try (var _ = TensorScope.open()) {
      for (OLinearConfig.Basis basis : OLinearConfig.Basis.values()) {
        if (basis != OLinearConfig.Basis.ORTHO) {
          WindowBasis long96 = WindowBasis.fixed(basis, 96);
          assertTrue(
              Arrays.stream(long96.inverse().toDoubleArray()).allMatch(Double::isFinite),
              basis.name());
        }
      }
      assertThrows(
          IllegalArgumentException.class, () -> WindowBasis.fixed(OLinearConfig.Basis.ORTHO, 4));
    }
  }
}
