package polyad.geometry.tdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.algebra.Rotations;
import polyad.algebra.o3.Irreps;
import polyad.geometry.ConnectionMode;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

final class SharedProductTest {
  private static final List<ConnectionMode> MODES =
      List.of(
          ConnectionMode.UVW,
          ConnectionMode.UVU,
          ConnectionMode.UVV,
          ConnectionMode.UUW,
          ConnectionMode.UUU);

  private static SharedProduct.Shape shape(int lmax, ConnectionMode mode) {
    return switch (mode) {
      case UVW -> new SharedProduct.Shape(lmax, 2, 3, 4, mode);
      case UVU -> new SharedProduct.Shape(lmax, 2, 3, 2, mode);
      case UVV -> new SharedProduct.Shape(lmax, 2, 3, 3, mode);
      case UUW -> new SharedProduct.Shape(lmax, 3, 3, 4, mode);
      case UUU, UVUV -> new SharedProduct.Shape(lmax, 3, 3, 3, mode);
    };
  }

  private static double largest(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item();
  }

  @Test
  void aRankThatIsExactGivesTheExactProductInEveryMode() {
    try (var _ = TensorScope.open()) {
      CpDecomposition cp = CpDecomposition.als(SharedPathTensor.of(1), 8, 7);
      assertTrue(cp.relativeError() < 1e-10, "error " + cp.relativeError());
      Generator rng = new Generator(1);
      for (ConnectionMode mode : MODES) {
        SharedProduct.Shape shape = shape(1, mode);
        Tensor x = Tensor.randn(rng, DType.F64, 5, 4, shape.channels1());
        Tensor y = Tensor.randn(rng, DType.F64, 5, 4, shape.channels2());
        Tensor w = Tensor.randn(rng, DType.F64, 5, shape.weightSize());
        Tensor exact = ExactTensorProduct.shared(shape).forward(x, y, w);
        CpTensorProduct low = new CpTensorProduct(shape, cp);
        Tensor got = low.forward(x, y, w, cp.a(), cp.b(), cp.c());
        assertTrue(largest(exact, got) < 1e-8, mode + " " + largest(exact, got));
        FactoredTensorProduct tucker = FactoredTensorProduct.tucker(shape, 4);
        tucker.to(DType.F64);
        assertTrue(largest(exact, tucker.forward(x, y, w)) < 1e-5, "tucker " + mode);
        ExactTensorProduct each = ExactTensorProduct.perPath(shape);
        Tensor same = w.repeat(1, SharedPathTensor.paths(1).size());
        assertTrue(largest(exact, each.forward(x, y, same)) < 1e-12, "per path " + mode);
      }
    }
  }

  @Test
  void theErrorOfEquivarianceStaysBelowItsBound() {
    try (var _ = TensorScope.open()) {
      CpDecomposition cp = CpDecomposition.als(SharedPathTensor.of(1), 6, 2, 300, 7);
      Generator rng = new Generator(3);
      Tensor rotation = Rotations.random(rng, DType.F64, 3, 200);
      Tensor d = Irreps.sphericalHarmonics(1).wignerD(rotation); // [200, 4, 4]
      Tensor x = unit(Tensor.randn(rng, DType.F64, 200, 4, 1));
      Tensor y = unit(Tensor.randn(rng, DType.F64, 200, 4, 1));
      Tensor first = product(cp, d.matmul(x), d.matmul(y));
      Tensor second = d.matmul(product(cp, x, y));
      double worst = first.sub(second).square().sum(1).max().sqrt().item();
      assertTrue(
          worst > 1e-3 && worst <= cp.equivarianceBound(), worst + " of " + cp.equivarianceBound());
      double operator = cp.operatorResidual(SharedPathTensor.of(1), 1);
      assertTrue(operator <= cp.residual() + 1e-12 && worst <= 2 * operator + 1e-9);
    }
  }

  private static Tensor unit(Tensor x) {
    return x.div(x.square().sum(true, 1).sqrt());
  }

  private static Tensor product(CpDecomposition cp, Tensor x, Tensor y) {
    return cp.c().matmul(cp.a().mT().matmul(x).mul(cp.b().mT().matmul(y)));
  }

  @Test
  void countsOfPathsAndRanks() {
    int[] paths = {1, 5, 15, 34, 65, 111, 175};
    for (int l = 0; l < paths.length; l++) {
      assertEquals(paths[l], SharedPathTensor.paths(l).size());
    }
    try (var _ = TensorScope.open()) {
      assertEquals(15, SharedPathTensor.of(2).square().sum().item(), 1e-12);
    }
    assertEquals(28, RankSchedule.QUADRATIC.rank(2));
    assertEquals(1, RankSchedule.LINEAR.rank(0));
  }

  @Test
  void aDamagedCacheIsFittedAgain(@TempDir Path folder) throws IOException {
    try (var _ = TensorScope.open()) {
      double fresh = FactorCache.get(folder, 1, 8).relativeError();
      Path file;
      try (var files = Files.list(folder)) {
        file = files.findFirst().orElseThrow();
      }
      assertEquals(fresh, FactorCache.get(folder, 1, 8).relativeError(), 1e-15);
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 5] ^= 1;
      Files.write(file, bytes);
      assertEquals(fresh, FactorCache.get(folder, 1, 8).relativeError(), 1e-15);
    }
  }

  @Test
  void refusesWrongShapes() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SharedProduct.Shape(1, 2, 3, 3, ConnectionMode.UVU));
    assertThrows(IllegalArgumentException.class, () -> SharedPathTensor.of(11));
    try (var _ = TensorScope.open()) {
      ExactTensorProduct product = ExactTensorProduct.shared(shape(1, ConnectionMode.UUU));
      assertThrows(
          IllegalArgumentException.class,
          () -> product.forward(Tensor.zeros(2, 4, 3), Tensor.zeros(2, 4, 3), Tensor.zeros(2, 4)));
      assertThrows(
          IllegalArgumentException.class, () -> CpDecomposition.als(SharedPathTensor.of(1), 0, 1));
    }
  }
}
