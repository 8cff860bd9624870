package polyad.geometry.tdn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

final class CpDecompositionTest {
  @Property(tries = 12, seed = "20251")
  void noRotationBreaksTheBound(
      @ForAll @IntRange(min = 1, max = 9) int rank, @ForAll @IntRange(max = 1000) int seed) {
    try (var _ = TensorScope.open()) {
      CpDecomposition cp = CpDecomposition.als(SharedPathTensor.of(1), rank, 1, 20, seed);
      EquivarianceError error = EquivarianceError.of(cp.tensor(), 200, seed);
      assertTrue(error.largest() <= cp.equivarianceBound() + 1e-12);
      assertTrue(error.mean() <= error.largest());
    }
  }

  @Test
  void averagingOverRotationsBringsEquivarianceNearer() {
    try (var _ = TensorScope.open()) {
      Tensor exact = SharedPathTensor.of(1);
      CpDecomposition cp = CpDecomposition.als(exact, 5, 2, 200, 3);
      CpDecomposition mean = cp.symmetrized(exact, 16, 4);
      assertEquals(80, mean.a().size(1));
      double before = EquivarianceError.of(cp.tensor(), 300, 5).mean();
      double after = EquivarianceError.of(mean.tensor(), 300, 5).mean();
      assertTrue(after < 0.6 * before, before + " to " + after);
      // The projection onto equivariant maps is nearer to an equivariant map.
      assertTrue(mean.relativeError() < cp.relativeError());
      assertThrows(IllegalArgumentException.class, () -> cp.symmetrized(exact, 0, 1));
    }
  }

  @Test
  void theExactTensorIsEquivariant() {
    try (var _ = TensorScope.open()) {
      for (int lmax = 0; lmax <= 4; lmax++) {
        double error = EquivarianceError.of(SharedPathTensor.of(lmax), 100, 1).largest();
        assertTrue(error < 1e-12, lmax + ": " + error);
      }
    }
  }

  @Test
  void stochasticGradientsReachTheTensorToo() {
    try (var _ = TensorScope.open()) {
      double error = CpDecomposition.sgd(SharedPathTensor.of(1), 8, 1500, 1e-2, 2).relativeError();
      assertTrue(error < 0.3, "error " + error);
    }
  }

  @Test
  void multiplicationsOfThePathsAreTheKnownOnes() {
    // (l1, l2, l3) = 000, 011, 101, 110, 111: 1 + 9 + 9 + 9 + 27.
    assertEquals(55, CostStudy.multiplications("exact, each path", 1));
    assertEquals(64, CostStudy.multiplications("exact, shared", 1));
    assertEquals(3 * 4 * 7, CostStudy.multiplications("CP, 7L²", 1));
  }
}
