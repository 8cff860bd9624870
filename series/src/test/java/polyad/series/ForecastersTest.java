package polyad.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import polyad.data.RowRange;
import polyad.data.Windows;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class ForecastersTest {
  private static final TransformerShape SHAPE =
      new TransformerShape(8, 12, 2, 2, FeedForward.Function.GELU, 0.1);

  private final Generator rng = new Generator(11);

  @Test
  void repeatingTakesTheLastStepOrSeason() {
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 6, 1);
      assertArrayEquals(
          new float[] {6, 6, 6}, new RepeatLast(6, 3).forward(x).contiguous().toFloatArray());
      assertArrayEquals(
          new float[] {5, 6, 5, 6, 5},
          new RepeatLast(6, 5, 2).forward(x).contiguous().toFloatArray());
      assertThrows(IllegalArgumentException.class, () -> new RepeatLast(6, 3, 7));
    }
  }

  @Test
  void ridgeFindsALineThatExists() {
    double[][] series = new double[80][2];
    for (int t = 0; t < series.length; t++) {
      series[t][0] = Math.sin(0.3 * t);
      series[t][1] = 2 * Math.cos(0.3 * t + 1);
    }
    try (var _ = TensorScope.open()) {
      WindowBatches windows = new WindowBatches(series, new Windows(new RowRange(0, 80), 6, 4, 1));
      RidgeLinear ridge = RidgeLinear.fit(windows, 0);
      ForecastScore score = ForecastScore.of(ridge, windows);
      assertTrue(score.mse() < 1e-6, () -> "MSE " + score.mse());
      assertEquals(24, ridge.parameterCount());
    }
  }

  @Test
  void scoresAreMeansOverAllWindows() {
    double[][] series = {{0}, {1}, {2}, {3}, {4}};
    try (var _ = TensorScope.open()) {
      WindowBatches windows = new WindowBatches(series, new Windows(new RowRange(0, 5), 2, 2, 1));
      ForecastScore score = ForecastScore.of(new RepeatLast(2, 2), windows);
      assertEquals(2.5, score.mse(), 1e-9); // errors 1 and 2 in both windows
      assertEquals(1.5, score.mae(), 1e-9);
    }
  }

  @Test
  void namesAreThoseOfTheOfficialCodes() {
    try (var _ = TensorScope.open()) {
      assertEquals(Set.of("linear.weight", "linear.bias"), names(new RLinear(12, 4, rng)));
      assertEquals(Set.of("Linear.weight", "Linear.bias"), names(new NLinear(12, 4, rng)));
      assertEquals(
          Set.of(
              "Linear_Seasonal.weight",
              "Linear_Seasonal.bias",
              "Linear_Trend.weight",
              "Linear_Trend.bias"),
          names(new DLinear(12, 4, 5, rng)));
      assertTrue(
          names(new ITransformer(12, 4, 3, SHAPE, false, rng))
              .containsAll(
                  Set.of(
                      "enc_embedding.value_embedding.weight",
                      "encoder.attn_layers.1.attention.query_projection.bias",
                      "encoder.attn_layers.0.conv1.weight",
                      "encoder.norm.weight",
                      "projection.bias")));
      assertTrue(
          names(new PatchTst(12, 4, 4, 2, SHAPE, true, rng))
              .containsAll(
                  Set.of(
                      "patch_embedding.value_embedding.weight",
                      "encoder.attn_layers.0.attention.weight_mat",
                      "encoder.norm.1.running_var",
                      "head.linear.weight")));
    }
  }

  private static Set<String> names(ForecastNetwork network) {
    return network.stateDict().keySet();
  }

  @Test
  void everyForecasterGivesItsHorizonAndLearns() {
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.randn(rng, 5, 12, 3);
      for (ForecastNetwork network :
          new ForecastNetwork[] {
            new RLinear(12, 4, rng),
            new NLinear(12, 4, rng),
            new DLinear(12, 4, 5, rng),
            new ITransformer(12, 4, 3, SHAPE, false, rng),
            new ITransformer(12, 4, 3, SHAPE, true, rng),
            new PatchTst(12, 4, 4, 2, SHAPE, false, rng),
            new PatchTst(12, 4, 4, 2, SHAPE, true, rng)
          }) {
        Tensor y = network.forward(x);
        assertArrayEquals(new long[] {5, 4, 3}, y.shape());
        y.square().mean().backward();
        network.namedParameters().forEach((n, p) -> assertTrue(p.value().grad() != null, n));
        assertTrue(network.multiplyAdds(3) > 0);
      }
    }
  }

  @Test
  void patchesCoverTheWindow() {
    try (var _ = TensorScope.open()) {
      assertEquals(4, new PatchTst(16, 4, 8, 4, SHAPE, false, rng).tokens());
      assertThrows(
          IllegalArgumentException.class, () -> new PatchTst(6, 4, 8, 4, SHAPE, false, rng));
    }
  }

  @Test
  void theMovingAverageIsOdd() {
    var error = assertThrows(IllegalArgumentException.class, () -> new DLinear(12, 4, 6, rng));
    assertEquals("movingAvg is 6, allowed: odd, 1 or more", error.getMessage());
  }

  @Test
  void anOrthogonalBasisAroundALinearMapIsALinearMap() {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      double[][] rows = new double[90][1];
      for (int i = 0; i < rows.length; i++) {
        rows[i][0] = Math.sin(i) + Math.cos(0.2 * i);
      }
      OrthoTrans in = OrthoTrans.fit(rows, 12, OrthoTrans.Normalise.PEARSON);
      OrthoTrans out = OrthoTrans.fit(rows, 4, OrthoTrans.Normalise.PEARSON);
      RLinear base = new RLinear(12, 4, rng);
      OrthoForecaster wrapped = new OrthoForecaster(base, false, in, out);
      Tensor x = Tensor.randn(rng, 2, 12, 1);
      Tensor z = in.transform(x.transpose(1, 2));
      Tensor expected = out.inverse(base.forward(z.transpose(1, 2)).transpose(1, 2));
      assertArrayEquals(
          expected.contiguous().toFloatArray(),
          wrapped.forward(x).transpose(1, 2).contiguous().toFloatArray(),
          1e-5f);
      assertThrows(
          IllegalArgumentException.class, () -> new OrthoForecaster(base, false, in, null));
      assertThrows(IllegalArgumentException.class, () -> new OrthoForecaster(base, out, out));
    }
  }

  @Test
  void instanceNormMakesAForecastFollowLevelAndScale() {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      OrthoForecaster model = new OrthoForecaster(new RLinear(12, 4, rng), true, null, null);
      Tensor x = Tensor.randn(rng, 1, 12, 2).mul(10);
      float[] plain = model.forward(x).contiguous().toFloatArray();
      float[] moved = model.forward(x.mul(3).add(50)).contiguous().toFloatArray();
      IntStream.range(0, plain.length)
          .forEach(i -> assertEquals(3 * plain[i] + 50, moved[i], 1e-3));
    }
  }
}
