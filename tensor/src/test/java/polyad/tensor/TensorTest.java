package polyad.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TensorTest {
  private TensorScope scope;

  @BeforeEach
  void open() {
    scope = TensorScope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void arraysGoInAndComeBack() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertArrayEquals(new long[] {2, 3}, x.shape());
    assertEquals(DType.F32, x.dtype());
    assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, x.transpose(0, 1).toFloatArray());
    assertArrayEquals(new long[] {1, 2, 3, 4, 5, 6}, x.toLongArray());
    assertEquals(21, x.sum().item());
    assertArrayEquals(new float[] {4, 5, 6}, x.toFloatMatrix()[1]);
    assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[] {1, 2, 3}, 2, 2));
  }

  @Test
  void wholeNumbersKeepIntegerTypesAndFractionsDoNot() {
    Tensor x = Tensor.of(new long[] {1, 2}, 2);
    assertEquals(DType.I64, x.mul(2).dtype());
    assertEquals(DType.F32, x.mul(0.5).dtype());
  }

  @Test
  void everyDTypeCanBeMade() {
    for (DType type :
        List.of(
            DType.F64,
            DType.F32,
            DType.F16,
            DType.BF16,
            DType.I64,
            DType.I32,
            DType.U8,
            DType.BOOL,
            DType.C64,
            DType.C128)) {
      Tensor ones = Tensor.ones(type, 3);
      assertEquals(type, ones.dtype());
      assertEquals(3L * type.bytes(), ones.toByteArray().length);
    }
  }

  @Test
  void shapeErrorsNameTheOperationAndTheShapes() {
    TensorException e =
        assertThrows(TensorException.class, () -> Tensor.ones(2, 3).matmul(Tensor.ones(2, 3)));
    assertTrue(e.getMessage().startsWith("matmul(f32[2, 3], f32[2, 3]): "), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void indexingSelectsWhatPyTorchSelects() {
    Tensor x = Tensor.arange(12).reshape(3, 4);
    assertArrayEquals(new long[] {4, 5, 6, 7}, x.get(1).toLongArray());
    assertArrayEquals(new long[] {1, 3, 5, 7, 9, 11}, x.slice(1, 1, 4, 2).toLongArray());
    Tensor rows = Tensor.of(new long[] {0, 2}, 2);
    Tensor columns = Tensor.of(new long[] {3, 1}, 2);
    assertArrayEquals(new long[] {3, 9}, x.index(rows, columns).toLongArray());
    Tensor put = x.indexPut(new Tensor[] {rows, columns}, Tensor.of(new long[] {-1, -2}, 2), false);
    assertArrayEquals(new long[] {0, 1, 2, -1, 4, 5, 6, 7, 8, -2, 10, 11}, put.toLongArray());
    assertArrayEquals(new long[] {8, 9, 10, 11}, x.maskedSelect(x.ge(8)).toLongArray());
    assertArrayEquals(
        new long[] {3, 4, 9}, x.gather(1, Tensor.of(new long[] {3, 0, 1}, 3, 1)).toLongArray());
  }

  @Test
  void segmentsReduceRowsThatShareANumber() {
    Tensor x = Tensor.of(new double[][] {{1, -2}, {3, 4}, {5, -6}});
    Tensor ids = Tensor.of(new long[] {2, 0, 2}, 3);
    assertArrayEquals(new double[] {3, 4, 0, 0, 6, -8}, x.segmentSum(ids, 3).toDoubleArray());
    assertArrayEquals(new double[] {3, 4, 0, 0, 3, -4}, x.segmentMean(ids, 3).toDoubleArray());
    assertArrayEquals(new double[] {3, 4, 0, 0, 5, -2}, x.segmentMax(ids, 3).toDoubleArray());
  }

  @Test
  void uniqueCountsAndInverts() {
    Tensor.Unique unique = Tensor.of(new long[] {5, 1, 5, 9}, 2, 2).unique();
    assertArrayEquals(new long[] {1, 5, 9}, unique.values().toLongArray());
    assertArrayEquals(new long[] {1, 0, 1, 2}, unique.inverse().toLongArray());
    assertArrayEquals(new long[] {1, 2, 1}, unique.counts().toLongArray());
  }

  @Test
  void sparseMatricesMultiply() {
    Tensor dense = Tensor.of(new double[][] {{0, 2, 0}, {1, 0, 3}});
    Tensor right = Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}});
    Tensor sparse =
        Tensor.sparseCoo(
            Tensor.of(new long[] {0, 1, 1, 1, 0, 2}, 2, 3),
            Tensor.of(new double[] {2, 1, 3}, 3),
            2,
            3);
    assertTrue(sparse.isSparse());
    assertArrayEquals(
        dense.matmul(right).toDoubleArray(), sparse.sparseMatmul(right).toDoubleArray());
    assertArrayEquals(dense.toDoubleArray(), sparse.toDoubleArray());
  }

  @Test
  void complexTensorsHaveGradients() {
    Tensor x = Tensor.of(new double[] {1, 2, 3, 4}, 4).requiresGrad(true);
    Fft.rfft(x).abs().square().sum().backward();
    // Parseval for even n: |X0|² + |X2|² + 2|X1|² = n Σ x², so the half sum lacks one |X1|².
    Tensor grad = assertNotNullGrad(x);
    double[] expected = new double[4];
    double[] values = x.toDoubleArray();
    for (int k = 0; k <= 2; k++) {
      double re = 0;
      double im = 0;
      for (int n = 0; n < 4; n++) {
        re += values[n] * Math.cos(Math.PI * k * n / 2);
        im -= values[n] * Math.sin(Math.PI * k * n / 2);
      }
      for (int n = 0; n < 4; n++) {
        expected[n] +=
            2 * (re * Math.cos(Math.PI * k * n / 2) - im * Math.sin(Math.PI * k * n / 2));
      }
    }
    assertArrayEquals(expected, grad.toDoubleArray(), 1e-12);
  }

  private static Tensor assertNotNullGrad(Tensor x) {
    Tensor grad = x.grad();
    assertNotNull(grad);
    return grad;
  }

  @Test
  void conjugatesAreResolvedWhenRead() {
    Tensor z = Tensor.complex(Tensor.of(new double[] {1}, 1), Tensor.of(new double[] {2}, 1));
    ByteBuffer bytes = ByteBuffer.wrap(z.conj().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(1, bytes.getDouble(0));
    assertEquals(-2, bytes.getDouble(8));
  }

  @Test
  void gradientsOfGradientsExist() {
    Tensor x = Tensor.of(new double[] {2}, 1).requiresGrad(true);
    Tensor first = Autograd.grad(x.pow(3).sum(), x, true);
    Tensor second = Autograd.grad(first.sum(), x, false);
    assertEquals(12, first.item(), 1e-12);
    assertEquals(12, second.item(), 1e-12);
  }

  @Test
  void hessianVectorProductsMatchTheQuadraticForm() {
    Tensor a = Tensor.of(new double[][] {{2, 1}, {1, 3}});
    Tensor v = Tensor.of(new double[] {1, -1}, 2);
    Tensor product =
        Autograd.hessianVectorProduct(
            x -> x.dot(a.matmul(x)).mul(0.5), Tensor.of(new double[] {5, 7}, 2), v);
    assertArrayEquals(new double[] {1, -2}, product.toDoubleArray(), 1e-12);
    Tensor flat = Autograd.hessianVectorProduct(Tensor::sum, v, v);
    assertArrayEquals(new double[] {0, 0}, flat.toDoubleArray());
  }

  @Test
  void guardsStopRecording() {
    Tensor x = Tensor.ones(2).requiresGrad(true);
    try (var _ = Autograd.noGrad()) {
      assertFalse(x.mul(2).requiresGrad());
    }
    assertTrue(x.mul(2).requiresGrad());
    try (var _ = Autograd.inferenceMode()) {
      assertFalse(x.mul(2).requiresGrad());
    }
    assertNull(x.grad());
    x.sum().backward();
    assertNotNull(x.grad());
    x.zeroGrad();
    assertNull(x.grad());
  }

  @Test
  void generatorsRepeatAndContinue() {
    Generator rng = new Generator(7);
    float[] first = Tensor.randn(rng, 5).toFloatArray();
    byte[] state = rng.state();
    float[] second = Tensor.randn(rng, 5).toFloatArray();
    assertArrayEquals(first, Tensor.randn(new Generator(7), 5).toFloatArray());
    rng.restore(state);
    assertArrayEquals(second, Tensor.randn(rng, 5).toFloatArray());
  }

  @Test
  void checkpointGivesTheSameGradientsWithDropoutInside() {
    Generator rng = new Generator(1);
    Tensor w = Tensor.randn(rng, DType.F64, 4, 4).requiresGrad(true);
    Tensor x = Tensor.randn(rng, DType.F64, 3, 4).requiresGrad(true);
    byte[] state = rng.state();
    Functional.dropout(x.matmul(w).tanh(), 0.5, rng).square().sum().backward();
    double[] gx = assertNotNullGrad(x).toDoubleArray();
    double[] gw = assertNotNullGrad(w).toDoubleArray();
    x.zeroGrad();
    w.zeroGrad();
    rng.restore(state);
    Checkpoint.apply(h -> Functional.dropout(h.matmul(w).tanh(), 0.5, rng), x, rng)
        .square()
        .sum()
        .backward();
    assertArrayEquals(gx, assertNotNullGrad(x).toDoubleArray(), 1e-14);
    assertArrayEquals(gw, assertNotNullGrad(w).toDoubleArray(), 1e-14);
  }

  @Test
  void decompositionsHaveFixedSigns() {
    Tensor a = Tensor.randn(new Generator(3), DType.F64, 5, 3);
    Linalg.Qr qr = Linalg.qr(a);
    assertTrue(qr.r().diagonal(0, -2, -1).ge(0).all());
    assertEquals(0, qr.q().matmul(qr.r()).sub(a).abs().max().item(), 1e-12);
    Linalg.Svd svd = Linalg.svd(a);
    assertEquals(0, svd.u().mul(svd.s()).matmul(svd.vh()).sub(a).abs().max().item(), 1e-12);
    Tensor largest = svd.u().gather(0, svd.u().abs().argmax(0, true));
    assertTrue(largest.gt(0).all());
  }

  @Test
  void fusedAdamFollowsTheFormulas() {
    Tensor p = Tensor.of(new float[] {1, 2}, 2);
    Tensor g = Tensor.of(new float[] {0.5f, -1}, 2);
    Tensor m = p.zerosLike();
    Tensor v = p.zerosLike();
    Tensor step = Tensor.scalar(1, DType.F32);
    var options = new FusedUpdates.Adam(0.1, 0.9, 0.999, 1e-8, 0.01, true);
    FusedUpdates.adam(
        List.of(p), List.of(g), List.of(m), List.of(v), List.of(), List.of(step), options);
    // At step 1 the corrected moments are g and g², so the step is lr·sign(g) after the decay.
    assertArrayEquals(
        new float[] {1 * (1 - 0.001f) - 0.1f, 2 * (1 - 0.001f) + 0.1f}, p.toFloatArray(), 1e-5f);
    assertArrayEquals(new float[] {0.05f, -0.1f}, m.toFloatArray(), 1e-6f);
  }

  @Test
  void deterministicSwitchAndThreads() {
    int before = Engine.threads();
    Engine.setThreads(1);
    assertEquals(1, Engine.threads());
    Engine.setThreads(before);
    assertThrows(IllegalArgumentException.class, () -> Engine.setThreads(0));
    Engine.setDeterministic(true);
    Engine.setDeterministic(false);
    assertFalse(Engine.cudaAvailable());
  }

  @Test
  void engineTellsItsVersionAndThreads() {
    int before = Engine.threads();
    Engine.setThreads(1);
    assertEquals(1, Engine.threads());
    Engine.setThreads(before);
    assertEquals(before, Engine.threads());
    assertThrows(IllegalArgumentException.class, () -> Engine.setThreads(0));
    assertTrue(Engine.version().matches("\\d+\\.\\d+\\.\\d+ \\(.+\\)"), Engine.version());
  }
}
