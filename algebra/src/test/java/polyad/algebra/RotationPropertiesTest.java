package polyad.algebra;

import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

final class RotationPropertiesTest {
  private static final String SEED = "20190615";

  @Property(tries = 60, seed = SEED)
  void specialOrthogonalRoundTrips(
      @ForAll @IntRange(min = 2, max = 8) int n, @ForAll @LongRange(min = 0) long seed) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      Tensor rotations = Rotations.random(rng, DType.F64, n, 40);
      for (int k = 0; k <= n - 2; k++) {
        SpecialOrthogonal map = new SpecialOrthogonal(n, k);
        Tensor raw = map.fromMatrix(rotations);
        assertTrue(raw.size(-1) == n * n - n - k);
        TensorAssertions.assertClose("f(g(R))", rotations, map.toMatrix(raw), 0, 1e-12);
        Tensor any = Tensor.randn(rng, DType.F64, 20, map.dim());
        TensorAssertions.assertRotation(map.toMatrix(any), 1e-11);
      }
    }
  }

  /** Gram–Schmidt commutes with a rotation from the left: Q·f(a) = f(Q·a). */
  @Property(tries = 40, seed = SEED)
  void orthoMapsAreEquivariant(
      @ForAll @IntRange(min = 2, max = 6) int n, @ForAll @LongRange(min = 0) long seed) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      Tensor turn = Rotations.random(rng, DType.F64, n, 10);
      SpecialOrthogonal map = new SpecialOrthogonal(n, 0);
      Tensor raw = Tensor.randn(rng, DType.F64, 10, map.dim());
      Tensor columns = raw.unflatten(-1, n - 1, n).mT();
      Tensor turned = turn.matmul(columns).mT().flatten(-2, -1);
      TensorAssertions.assertClose(
          "Q·f(a)", turn.matmul(map.toMatrix(raw)), map.toMatrix(turned), 0, 1e-9);
    }
  }

  @Property(tries = 40, seed = SEED)
  void gradientsOfHigherDimensionsMatchDifferences(
      @ForAll @IntRange(min = 2, max = 5) int n, @ForAll @LongRange(min = 0) long seed) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      for (int k = 0; k <= n - 2; k++) {
        SpecialOrthogonal map = new SpecialOrthogonal(n, k);
        // Near a rotation, where the map is well conditioned.
        Tensor raw = map.fromMatrix(Rotations.random(rng, DType.F64, n, 1));
        Tensor near = raw.add(raw.randnLike(rng).mul(0.05));
        TensorAssertions.assertGradient(map::toMatrix, near, 1e-5);
      }
      Tensor exponent = Tensor.randn(rng, DType.F64, 1, n * (n - 1) / 2);
      TensorAssertions.assertGradient(new SkewExponential(n)::toMatrix, exponent, 1e-5);
      Tensor matrix = Tensor.randn(rng, DType.F64, 1, n, n).add(Tensor.eye(DType.F64, n).mul(4.0));
      TensorAssertions.assertGradient(Polar::rotation, matrix, 1e-5);
      TensorAssertions.assertGradient(Polar::orthogonal, matrix, 1e-5);
    }
  }

  @Property(tries = 40, seed = SEED)
  void orthogonalGroupKeepsReflections(
      @ForAll @IntRange(min = 2, max = 7) int n, @ForAll @LongRange(min = 0) long seed) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      OrthogonalGroup map = new OrthogonalGroup(n);
      Tensor rotations = Rotations.random(rng, DType.F64, n, 10);
      Tensor mirrored =
          Tensor.cat(-1, rotations.narrow(-1, 0, 1).neg(), rotations.narrow(-1, 1, n - 1));
      Tensor both = Tensor.cat(0, rotations, mirrored);
      TensorAssertions.assertClose("f(g(Q))", both, map.toMatrix(map.fromMatrix(both)), 0, 1e-12);
      Tensor raw = Tensor.randn(rng, DType.F64, 10, map.dim());
      Tensor sign = Linalg.det(raw.unflatten(-1, n, n)).sign();
      TensorAssertions.assertClose("determinant", sign, Linalg.det(map.toMatrix(raw)), 0, 1e-9);
    }
  }

  @Property(tries = 40, seed = SEED)
  void exponentialAndLogarithmAreInverse(
      @ForAll @IntRange(min = 2, max = 7) int n, @ForAll @LongRange(min = 0) long seed) {
    try (var _ = TensorScope.open()) {
      SkewExponential map = new SkewExponential(n);
      Tensor rotations = Rotations.random(new Generator(seed), DType.F64, n, 20);
      TensorAssertions.assertClose(
          "exp(log R)", rotations, map.toMatrix(map.fromMatrix(rotations)), 0, 1e-7);
    }
  }

  @Property(tries = 60, seed = SEED)
  void distanceIsInvariantAndSlerpDividesIt(
      @ForAll @LongRange(min = 0) long seed, @ForAll @DoubleRange(min = 0, max = 1) double t) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      Tensor a = Rotations.random(rng, DType.F64, 3, 20);
      Tensor b = Rotations.random(rng, DType.F64, 3, 20);
      Tensor q = Rotations.random(rng, DType.F64, 3, 20);
      Tensor distance = Rotations.geodesicStable(a, b);
      TensorAssertions.assertClose(
          "left", distance, Rotations.geodesicStable(q.matmul(a), q.matmul(b)), 0, 1e-9);
      TensorAssertions.assertClose(
          "right", distance, Rotations.geodesicStable(a.matmul(q), b.matmul(q)), 0, 1e-9);
      TensorAssertions.assertClose("acos", Rotations.geodesic(a, b), distance, 0, 1e-6);
      Tensor between = Rotations.slerp(a, b, Tensor.full(t, DType.F64, 20));
      TensorAssertions.assertRotation(between, 1e-12);
      TensorAssertions.assertClose(
          "part", distance.mul(t), Rotations.geodesicStable(a, between), 0, 1e-7);
    }
  }

  @Property(tries = 40, seed = SEED)
  void nearestRotationIsNearest(
      @ForAll @IntRange(min = 2, max = 5) int n, @ForAll @LongRange(min = 0) long seed) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      Tensor matrix = Tensor.randn(rng, DType.F64, 1, n, n);
      Tensor nearest = Polar.rotation(matrix);
      TensorAssertions.assertRotation(nearest, 1e-12);
      Tensor others = Rotations.random(rng, DType.F64, n, 500);
      double best = matrix.sub(nearest).square().sum().item();
      double rival = matrix.sub(others).square().sum(-2, -1).min().item();
      assertTrue(best <= rival + 1e-12);
      Tensor turn = Rotations.random(rng, DType.F64, n, 1);
      TensorAssertions.assertClose(
          "Q·f(M)", turn.matmul(nearest), Polar.rotation(turn.matmul(matrix)), 0, 1e-8);
    }
  }

  @Property(tries = 40, seed = SEED)
  void quaternionProductIsMatrixProduct(@ForAll @LongRange(min = 0) long seed) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      Tensor p = Tensor.randn(rng, DType.F64, 10, 4);
      Tensor q = Tensor.randn(rng, DType.F64, 10, 4);
      Tensor product = Rotations.quaternionToMatrix(Rotations.quaternionMultiply(p, q));
      Tensor expected = Rotations.quaternionToMatrix(p).matmul(Rotations.quaternionToMatrix(q));
      TensorAssertions.assertClose("p·q", expected, product, 0, 1e-12);
    }
  }

  @Property(tries = 40, seed = SEED)
  void similaritiesRoundTrip(
      @ForAll @IntRange(min = 2, max = 5) int n,
      @ForAll Similarity.Scale scale,
      @ForAll @LongRange(min = 0) long seed) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      Similarity map = new Similarity(n, new SpecialOrthogonal(n, 0), scale);
      Tensor raw = Tensor.randn(rng, DType.F64, 6, map.dim());
      Similarity.Transform one = map.toTransform(raw);
      assertTrue(one.scale().gt(0).all());
      Similarity.Transform two = map.toTransform(map.fromTransform(one));
      Tensor points = Tensor.randn(rng, DType.F64, 6, 9, n);
      TensorAssertions.assertClose("x ↦ sRx + t", one.apply(points), two.apply(points), 0, 1e-9);
      Tensor distances = points.sub(points.roll(1, 1)).norm(2, false, -1);
      Tensor moved = one.apply(points);
      Tensor scaled = moved.sub(moved.roll(1, 1)).norm(2, false, -1);
      TensorAssertions.assertClose(
          "distances", distances.mul(one.scale().unsqueeze(-1)), scaled, 1e-9, 1e-9);
    }
  }
}
