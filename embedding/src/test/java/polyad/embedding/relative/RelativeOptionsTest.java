package polyad.embedding.relative;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import polyad.nn.Module;
import polyad.nn.evaluate.Cka;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

final class RelativeOptionsTest {
  private static final int D = 4;
  private static final int K = 6;
  private static final int[] LABELS = {0, 1, 2, 0, 1, 2};

  private static double largest(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item();
  }

  private static RelativeConfig.Builder options() {
    return RelativeConfig.builder(D, K).classes(3);
  }

  private static Tensor random(int seed, long rows) {
    return Tensor.randn(new Generator(seed), DType.F64, rows, D);
  }

  private static RelativeLayer layer(RelativeConfig config) {
    RelativeLayer layer = new RelativeLayer(config, new Generator(1));
    layer.to(DType.F64);
    return layer;
  }

  @Test
  void roundingRoundsTheGradientOrLeavesIt() {
    try (var _ = TensorScope.open()) {
      Tensor s = Tensor.of(new double[] {0.13, 0.27, -0.4}, 1, 3).requiresGrad(true);
      Tensor weights = Tensor.of(new double[] {1.04, 0.56, -0.33}, 1, 3);
      var straight = new Quantization(Quantization.Kind.DIFFERENTIABLE_ROUND, 0.1);
      var rounded = new Quantization(Quantization.Kind.CUSTOM_ROUND, 0.1);
      Tensor expected = Tensor.of(new double[] {0.1, 0.3, -0.4}, 1, 3);
      for (Quantization q : List.of(straight, rounded)) {
        Tensor y = q.apply(s);
        assertTrue(largest(y, expected) < 1e-12);
        Tensor grad = Autograd.grad(y.mul(weights).sum(), s, false);
        Tensor wanted =
            q.equals(straight) ? weights : Tensor.of(new double[] {1.0, 0.6, -0.3}, 1, 3);
        assertTrue(largest(grad, wanted) < 1e-12, q.toString());
      }
      Tensor smooth = new Quantization(Quantization.Kind.SMOOTH_STEPS, 0.1).apply(s);
      double at = 0.27;
      double step = at - Math.sin(2 * Math.PI * at) / (2 * Math.PI);
      assertEquals(step, smooth.toDoubleArray()[1], 1e-15);
    }
  }

  @Test
  void wardJoinsBelowTheThresholdOnly() {
    try (var _ = TensorScope.open()) {
      // Heights: {0, 1} at 1, {2, 3} at 1, their union at √2·10 by hand.
      Tensor rows = Tensor.of(new double[] {0, 1, 10, 11}, 4, 1);
      assertArrayEquals(new int[] {0, 1, 2, 3}, Clusters.ward(rows, 1));
      assertArrayEquals(new int[] {0, 0, 1, 1}, Clusters.ward(rows, 1.01));
      double top = Math.sqrt(2 * 2 * 2 / 4.0) * 10;
      assertArrayEquals(new int[] {0, 0, 1, 1}, Clusters.ward(rows, top));
      assertArrayEquals(new int[] {0, 0, 0, 0}, Clusters.ward(rows, top + 1e-9));
      assertArrayEquals(new int[] {0, 0, 1, 1}, Clusters.kMeans(rows, 2));
      var clusters = new Quantization(Quantization.Kind.CLUSTER, 2);
      double[] means = clusters.apply(rows).toDoubleArray();
      assertArrayEquals(new double[] {0.5, 0.5, 10.5, 10.5}, means, 1e-12);
    }
  }

  @Test
  void averagesAreByGroupThenClass() {
    try (var _ = TensorScope.open()) {
      Tensor x = random(1, 5);
      Tensor anchors = random(2, K);
      Tensor all = layer(options().build()).forward(x, anchors).output();
      RelativeConfig two = options().stratifiedAverage(2).build();
      Tensor grouped = layer(two).forward(x, anchors, LABELS).output();
      assertTrue(largest(grouped, all) < 1e-12, "one anchor a group, in this order already");
      RelativeConfig one = options().stratifiedAverage(1).build();
      Tensor mean = layer(one).forward(x, anchors, LABELS).output(); // [5, 3]
      Tensor byHand = all.narrow(1, 0, 3).add(all.narrow(1, 3, 3)).div(2.0);
      assertTrue(largest(mean, byHand) < 1e-12);
      RelativeLayer three = layer(options().stratifiedAverage(3).build());
      var e = assertThrows(IllegalArgumentException.class, () -> three.forward(x, anchors, LABELS));
      assertTrue(e.getMessage().contains("groups are 3, allowed: up to 2"), e.getMessage());
      int[] missing = {0, 1, 1, 0, 1, 1};
      var no =
          assertThrows(IllegalArgumentException.class, () -> three.forward(x, anchors, missing));
      assertTrue(no.getMessage().contains("class 2 of 3 has no anchor"), no.getMessage());
      assertThrows(IllegalArgumentException.class, () -> three.forward(x, anchors));
    }
  }

  @Test
  void anchorsAreDrawnByClass() {
    try (var _ = TensorScope.open()) {
      Tensor x = random(1, 5);
      Tensor anchors = random(2, K);
      Tensor all = layer(options().build()).forward(x, anchors).output();
      RelativeConfig drawn = options().sampling(RelativeConfig.Sampling.STRATIFIED, 2).build();
      Tensor some = layer(drawn).forward(x, anchors, LABELS).output();
      assertEquals(6, some.size(1));
      Tensor first = some.select(1, 0);
      double nearest = Math.min(largest(first, all.select(1, 0)), largest(first, all.select(1, 3)));
      assertTrue(nearest < 1e-12, "the first is of class 0");
      RelativeConfig normal = options().sampling(RelativeConfig.Sampling.GAUSSIAN, 3).build();
      assertEquals(9, layer(normal).forward(x, anchors, LABELS).output().size(1));
      Tensor equal = Tensor.ones(DType.F64, K, D);
      Tensor same = layer(normal).forward(x, equal, LABELS).output();
      assertTrue(largest(same.select(1, 0), same.select(1, 8)) < 1e-12, "no spread, no noise");
    }
  }

  /** Every choice of values has its shape, its names and derivatives by finite differences. */
  @Test
  void valuesHaveDerivatives() {
    var all = Set.of(RelativeConfig.Element.QUERIES, RelativeConfig.Element.KEYS);
    var three =
        Set.of(
            RelativeConfig.Element.QUERIES,
            RelativeConfig.Element.KEYS,
            RelativeConfig.Element.VALUES);
    for (RelativeConfig config :
        List.of(
            options().trainable(3).build(),
            options().transforms(all, 5).build(),
            options().transforms(three, D).values(RelativeConfig.Values.ANCHORS).build(),
            options().normalize(false).selfAttention(4, 2).build(),
            options()
                .values(RelativeConfig.Values.RELATIVE_ANCHORS_ATTENTION)
                .outputNorm(RelativeConfig.OutputNorm.LAYERNORM)
                .build(),
            options().similarity(RelativeConfig.Similarity.BASIS_CHANGE).build(),
            options().outputNorm(RelativeConfig.OutputNorm.INSTANCENORM).build(),
            options()
                .absoluteQuantization(new Quantization(Quantization.Kind.CLUSTER, 0.9))
                .build())) {
      try (var _ = TensorScope.open()) {
        RelativeLayer layer = layer(config);
        Tensor x = random(3, 5).requiresGrad(true);
        Tensor anchors = random(4, K).requiresGrad(true);
        Tensor probe = Tensor.randn(new Generator(9), DType.F64, 5, config.outFeatures());
        Tensor loss = layer.forward(x, anchors, LABELS).output().mul(probe).sum();
        List<Tensor> grads = Autograd.grad(loss, List.of(x, anchors), false);
        double eps = 1e-6;
        for (int which = 0; which < 2; which++) {
          Tensor direction =
              Tensor.randn(new Generator(11), DType.F64, (which == 0 ? x : anchors).shape());
          double[] sides = new double[2];
          for (int side = 0; side < 2; side++) {
            double step = side == 0 ? -eps : eps;
            Tensor moved = (which == 0 ? x : anchors).detach().add(direction, step);
            Tensor output =
                which == 0
                    ? layer.forward(moved, anchors.detach(), LABELS).output()
                    : layer.forward(x.detach(), moved, LABELS).output();
            sides[side] = output.mul(probe).sum().item();
          }
          double numeric = (sides[1] - sides[0]) / (2 * eps);
          double exact = grads.get(which).mul(direction).sum().item();
          assertEquals(numeric, exact, 1e-6 * (1 + Math.abs(exact)), config.toString());
        }
      }
    }
  }

  @Test
  void parametersHaveTheOfficialNames() {
    try (var _ = TensorScope.open()) {
      Module attention =
          layer(
              options()
                  .selfAttention(4, 2)
                  .transforms(
                      Set.of(RelativeConfig.Element.QUERIES, RelativeConfig.Element.KEYS), 5)
                  .outputNorm(RelativeConfig.OutputNorm.BATCHNORM)
                  .build());
      Set<String> names = attention.namedParameters().keySet();
      assertTrue(
          names.containsAll(
              List.of(
                  "pre_attention_transforms.module_dict.attention_queries.weight",
                  "pre_attention_transforms.module_dict.attention_keys.weight",
                  "sim_norm.weight",
                  "sim_to_queries",
                  "sim_to_keys",
                  "sim_to_values",
                  "self_attention.in_proj_weight",
                  "self_attention.out_proj.bias",
                  "self_attention_aggregation.weight",
                  "outnorm.weight")),
          names.toString());
      Module heads =
          new SubspaceRelativeLayer(
              options().trainable(3).build(),
              2,
              SubspaceRelativeLayer.Pool.LINEAR,
              new Generator(1));
      assertTrue(
          heads
              .namedParameters()
              .keySet()
              .containsAll(List.of("relative_attentions.0.values", "head_pooling.weight")),
          heads.namedParameters().keySet().toString());
    }
  }

  @Test
  void subspacesMayTurnApart() {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(5);
      var layer =
          new SubspaceRelativeLayer(
              RelativeConfig.cosine(D, K), 2, SubspaceRelativeLayer.Pool.MEAN, rng);
      Tensor x = Tensor.randn(rng, DType.F64, 7, 2 * D);
      Tensor anchors = Tensor.randn(rng, DType.F64, K, 2 * D);
      Tensor turn = Tensor.zeros(DType.F64, 2 * D, 2 * D);
      for (int i = 0; i < 2; i++) {
        Tensor q = Linalg.qr(Tensor.randn(rng, DType.F64, D, D)).q();
        turn.narrow(0, (long) i * D, D).narrow(1, (long) i * D, D).copyFrom(q.mul(i + 0.5));
      }
      Tensor before = layer.forward(x, anchors, null).output();
      Tensor after = layer.forward(x.matmul(turn), anchors.matmul(turn), null).output();
      assertTrue(largest(after, before) < 1e-12);
    }
  }

  @Test
  void gaussianKernelsIgnoreRotationAndScale() {
    try (var _ = TensorScope.open()) {
      Tensor x = random(6, 50);
      Tensor q = Linalg.qr(random(7, D)).q();
      assertEquals(1, Cka.rbf(x, x.matmul(q).mul(3).add(2.0)), 1e-9);
      assertTrue(Cka.rbf(x, random(8, 50)) < 0.5);
      assertThrows(IllegalArgumentException.class, () -> Cka.rbf(x.mul(0.0), x));
    }
  }

  @Test
  void deficientAnchorsGiveShortestCoordinates() {
    try (var _ = TensorScope.open()) {
      Tensor two = random(1, 2);
      Tensor anchors = Tensor.cat(0, two, two, two); // rank 2 of 6
      assertEquals(2, Projection.rank(anchors));
      Tensor x = random(2, 3);
      Tensor c = Projection.CHANGE_OF_BASIS.apply(x, anchors);
      assertTrue(largest(c.narrow(1, 0, 2), c.narrow(1, 2, 2)) < 1e-10, "shared evenly");
    }
  }
}
