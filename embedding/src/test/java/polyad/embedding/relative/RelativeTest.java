package polyad.embedding.relative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

final class RelativeTest {
  private static final int WIDTH = 6;
  private static final int ANCHORS = 9;

  private static double largest(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item();
  }

  @Property(tries = 30)
  void cosinesIgnoreRotationAndScale(
      @ForAll @IntRange(min = 1, max = 1000) int seed,
      @ForAll @DoubleRange(min = 0.01, max = 100) double scale) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      Tensor x = Tensor.randn(rng, DType.F64, 20, WIDTH);
      Tensor anchors = Tensor.randn(rng, DType.F64, ANCHORS, WIDTH);
      Tensor q = Linalg.qr(Tensor.randn(rng, DType.F64, WIDTH, WIDTH)).q();
      Tensor turned = x.matmul(q).mul(scale);
      Tensor turnedAnchors = anchors.matmul(q).mul(scale);
      for (Projection kind : List.of(Projection.COSINE, Projection.ANGULAR)) {
        double tolerance = kind == Projection.COSINE ? 1e-12 : 1e-7; // arccos is steep at ±1
        assertTrue(
            largest(kind.apply(turned, turnedAnchors), kind.apply(x, anchors)) < tolerance,
            kind.toString());
      }
      Tensor moved = x.add(1.0);
      Tensor shifted = Projection.COSINE.apply(moved, anchors.add(1.0));
      assertTrue(largest(shifted, Projection.COSINE.apply(x, anchors)) > 1e-3, "not translation");
      Tensor distances = Projection.EUCLIDEAN.apply(moved.matmul(q), anchors.add(1.0).matmul(q));
      assertTrue(largest(distances, Projection.EUCLIDEAN.apply(x, anchors)) < 1e-12);
    }
  }

  @Test
  void coordinatesIgnoreEveryInvertibleMap() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(2);
      Tensor x = Tensor.randn(rng, DType.F64, 20, WIDTH);
      Tensor anchors = Tensor.randn(rng, DType.F64, WIDTH, WIDTH);
      Tensor map = Tensor.randn(rng, DType.F64, WIDTH, WIDTH).add(Tensor.eye(DType.F64, WIDTH));
      Tensor expected = Projection.CHANGE_OF_BASIS.apply(x, anchors);
      Tensor mapped = Projection.CHANGE_OF_BASIS.apply(x.matmul(map), anchors.matmul(map));
      assertTrue(largest(mapped, expected) < 1e-8);
      assertTrue(largest(expected.matmul(anchors), x) < 1e-10);
    }
  }

  @Test
  void layersAreNormalisedPooledAndRefuseOtherSizes() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(3);
      Tensor x = Tensor.randn(rng, 5, WIDTH);
      Tensor anchors = Tensor.randn(rng, ANCHORS, WIDTH);
      RelativeConfig base = RelativeConfig.cosine(WIDTH, ANCHORS);
      Tensor cosines = new RelativeLayer(base, rng).forward(x, anchors).output();
      assertTrue(largest(cosines, Projection.COSINE.apply(x, anchors)) < 1e-6);
      for (RelativeConfig.OutputNorm norm : RelativeConfig.OutputNorm.values()) {
        var normed = RelativeConfig.builder(WIDTH, ANCHORS).outputNorm(norm).build();
        Tensor y = new RelativeLayer(normed, rng).forward(x, anchors).output();
        double expected =
            switch (norm) {
              case NONE -> Double.NaN;
              case L2 -> largest(y.square().sum(1), Tensor.ones(5));
              case LAYERNORM -> y.mean(1).abs().max().item();
              case BATCHNORM, INSTANCENORM -> y.mean(0).abs().max().item();
            };
        assertTrue(norm == RelativeConfig.OutputNorm.NONE || expected < 1e-5, norm.toString());
      }
      RelativeConfig part = RelativeConfig.cosine(WIDTH / 3, ANCHORS);
      for (SubspaceRelativeLayer.Pool pool : SubspaceRelativeLayer.Pool.values()) {
        var heads = new SubspaceRelativeLayer(part, 3, pool, rng);
        RelativeLayer.Result result = heads.forward(x, anchors, null);
        assertEquals(heads.outFeatures(), result.output().size(1));
        assertEquals(3, result.similarities().size(1));
      }
      RelativeLayer layer = new RelativeLayer(base, rng);
      var e =
          assertThrows(
              IllegalArgumentException.class, () -> layer.forward(x, anchors.narrow(0, 0, 4)));
      assertTrue(e.getMessage().contains("number of anchors is 4, allowed: 9"), e.getMessage());
      assertThrows(IllegalArgumentException.class, () -> RelativeConfig.cosine(WIDTH, 1));
      assertThrows(
          IllegalArgumentException.class,
          () -> RelativeConfig.builder(WIDTH, ANCHORS).selfAttention(6, 4).build());
      assertThrows(
          IllegalArgumentException.class, () -> Projection.L1.apply(x, Tensor.ones(3, WIDTH + 1)));
    }
  }

  @Test
  void anchorsAreDifferentAndNamedByTheirOrder() {
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.randn(new Generator(4), DType.F64, 40, WIDTH);
      int[] labels = IntStream.range(0, 40).map(i -> i % 4).toArray();
      for (Anchors anchors :
          List.of(
              Anchors.uniform(40, 8, 1),
              Anchors.stratified(labels, 4, 8, 1),
              Anchors.mostFrequent(40, 8),
              Anchors.farthestPoint(x, 8, 3),
              Anchors.kMeans(x, 8, 1))) {
        assertEquals(8, anchors.index().stream().distinct().count());
        assertEquals(8, anchors.of(x).size(0));
        Anchors reversed = new Anchors(anchors.index().reversed());
        assertNotEquals(anchors.hash(), reversed.hash());
      }
      long[] perClass = new long[4];
      Anchors.stratified(labels, 4, 8, 2).index().forEach(i -> perClass[labels[i]]++);
      for (long count : perClass) {
        assertEquals(2, count);
      }
      var few =
          assertThrows(
              IllegalArgumentException.class,
              () -> Anchors.stratified(new int[] {0, 0, 0, 1}, 2, 4, 1));
      assertTrue(few.getMessage().contains("class 1 has 1 samples"), few.getMessage());
      assertThrows(IllegalArgumentException.class, () -> new Anchors(List.of(3, 3)));
      assertThrows(IllegalArgumentException.class, () -> Anchors.uniform(3, 4, 1));
    }
  }

  @Test
  void turnedSpacesAreAlikeAndCanBeAligned() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(5);
      Tensor x = Tensor.randn(rng, DType.F64, 60, WIDTH);
      Tensor q = Linalg.qr(Tensor.randn(rng, DType.F64, WIDTH, WIDTH)).q();
      Tensor y = x.matmul(q).mul(3);
      Anchors anchors = Anchors.uniform(60, ANCHORS, 1);
      LatentSimilarity relative =
          LatentSimilarity.compare(
              Projection.COSINE.apply(x, anchors.of(x)),
              Projection.COSINE.apply(y, anchors.of(y)),
              10);
      assertEquals(1, relative.jaccard(), 1e-12);
      assertEquals(1, relative.mrr(), 1e-12);
      assertEquals(1, relative.cosine(), 1e-12);
      LatentSimilarity absolute = LatentSimilarity.compare(x, y, 10);
      assertTrue(absolute.mrr() < 0.3, absolute.toString());
      assertEquals(1, absolute.linearCka(), 1e-10);
      Tensor moved = y.div(3.0).add(2.0);
      AbsoluteAligner rotation = AbsoluteAligner.orthogonal(anchors.of(x), anchors.of(moved));
      assertTrue(largest(rotation.apply(x), moved) < 1e-10);
      AbsoluteAligner affine = AbsoluteAligner.affine(anchors.of(x), anchors.of(y));
      assertTrue(largest(affine.apply(x), y) < 1e-10);
    }
  }

  @Test
  void zeroVectorsHaveNoSlopeRatherThanNone() {
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.zeros(DType.F64, 2, WIDTH).requiresGrad(true);
      Tensor anchors = Tensor.ones(DType.F64, 3, WIDTH);
      for (Projection kind : List.of(Projection.COSINE, Projection.EUCLIDEAN)) {
        Tensor grad = Autograd.grad(kind.apply(x, anchors).sum(), x, false);
        assertTrue(grad.isFinite().all(), kind.toString());
      }
    }
  }

  @Test
  void parallelAnchorsShareTheirHash() {
    int[] first = {5, 6, 7, 8};
    int[] second = {1, 0, 3, 2};
    Anchors.Parallel pairs = Anchors.parallel(first, second, 3, 1);
    assertEquals(pairs.first().hash(), pairs.second().hash());
    for (int i = 0; i < 3; i++) {
      int at = pairs.first().index().get(i) - 5;
      assertEquals(second[at], pairs.second().index().get(i));
    }
    assertNotEquals(Anchors.uniform(9, 3, 1).hash(), Anchors.uniform(9, 3, 1).from("mnist").hash());
    assertThrows(
        IllegalArgumentException.class, () -> Anchors.parallel(first, new int[] {1}, 2, 1));
  }

  @Test
  void spacesOfOtherAnchorsAreNotCompared() {
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.randn(new Generator(1), DType.F64, 10, WIDTH);
      var e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  LatentSimilarity.compare(
                      new RelativeSpace(x, "a"), new RelativeSpace(x, "b"), 2));
      assertTrue(String.valueOf(e.getMessage()).contains("anchors a and b"), e.getMessage());
      Anchors anchors = Anchors.uniform(10, 3, 1);
      for (Projection kind : Projection.values()) {
        RelativeProjection fitted = RelativeProjection.of(anchors, kind).fit(anchors.of(x));
        Tensor expected = kind.apply(x, anchors.of(x));
        double tolerance = kind == Projection.ANGULAR ? 1e-7 : 1e-12; // steep at the anchors
        assertTrue(largest(fitted.transform(x).vectors(), expected) < tolerance, kind.toString());
      }
      RelativeProjection open = RelativeProjection.of(anchors, Projection.COSINE);
      assertThrows(IllegalStateException.class, () -> open.transform(x));
      assertThrows(IllegalArgumentException.class, () -> open.fit(x));
    }
  }
}
