package polyad.series.olinear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polyad.series.FeedForward;
import polyad.series.MixingDesign;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class OLinearTest {
  private static OLinearConfig small(int embedSize, boolean own) {
    return new OLinearConfig(
        12,
        8,
        4,
        10,
        9,
        embedSize,
        2,
        0,
        OLinearConfig.Variant.OLINEAR,
        OLinearConfig.Mixer.NORMLIN,
        OLinearConfig.Basis.ORTHO,
        own,
        OLinearConfig.Temporal.LINEAR,
        MixingDesign.Transform.SOFTPLUS,
        MixingDesign.RowNorm.L1,
        2,
        FeedForward.Function.GELU);
  }

  static Stream<OLinearConfig> everyForm() {
    List<OLinearConfig> forms = new ArrayList<>();
    OLinearConfig base = small(3, false);
    for (OLinearConfig.Mixer mixer : OLinearConfig.Mixer.values()) {
      for (OLinearConfig.Temporal temporal : OLinearConfig.Temporal.values()) {
        boolean attention =
            mixer == OLinearConfig.Mixer.ATTENTION || mixer == OLinearConfig.Mixer.ENHANCED;
        boolean nothing =
            mixer == OLinearConfig.Mixer.NONE && temporal == OLinearConfig.Temporal.NONE;
        if (!nothing && (!attention || temporal == OLinearConfig.Temporal.LINEAR)) {
          forms.add(base.withParts(mixer, temporal));
        }
      }
    }
    for (OLinearConfig.Basis basis : OLinearConfig.Basis.values()) {
      forms.add(base.withBasis(basis));
      forms.add(small(1, false).withBasis(basis));
    }
    for (OLinearConfig.Variant variant : OLinearConfig.Variant.values()) {
      forms.add(base.withVariant(variant));
      forms.add(small(1, false).withVariant(variant));
    }
    for (MixingDesign.Transform transform : MixingDesign.Transform.values()) {
      for (MixingDesign.RowNorm norm : MixingDesign.RowNorm.values()) {
        forms.add(base.withDesign(transform, norm));
      }
    }
    forms.add(small(3, true));
    forms.add(small(1, true));
    return forms.stream();
  }

  private static OLinear random(OLinearConfig config, long seed) {
    Generator rng = new Generator(seed);
    OLinear model = new OLinear(config, null, null, rng);
    model.to(DType.F64);
    Map<String, Tensor> state = new LinkedHashMap<>();
    model
        .stateDict()
        .forEach(
            (name, tensor) ->
                state.put(name, Tensor.randn(rng, DType.F64, tensor.shape()).mul(0.3)));
    model.loadStateDict(state);
    return model;
  }

  /**
   * One window alone is computed step by step, many together with maps multiplied out: both must
   * agree with each other, and with the network as the paper writes it.
   */
  @ParameterizedTest
  @MethodSource("everyForm")
  void allWaysToComputeAgree(OLinearConfig config) {
    try (var _ = TensorScope.open()) {
      OLinear model = random(config, 3);
      model.eval();
      Tensor x = Tensor.randn(new Generator(4), DType.F64, 40, 12, 4);
      Tensor many = model.forward(x);
      assertArrayEquals(new long[] {40, 8, 4}, many.shape());
      double[] expected = new WrittenOut(model).forward(x).contiguous().toDoubleArray();
      assertArrayEquals(expected, many.contiguous().toDoubleArray(), 1e-10);
      for (int b = 0; b < 2; b++) {
        double[] alone = model.forward(x.narrow(0, b, 1)).contiguous().toDoubleArray();
        assertArrayEquals(many.narrow(0, b, 1).contiguous().toDoubleArray(), alone, 1e-10);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyForm")
  void allWaysToComputeHaveTheSameDerivatives(OLinearConfig config) {
    try (var _ = TensorScope.open()) {
      OLinear model = random(config, 5);
      model.eval();
      Tensor x = Tensor.randn(new Generator(6), DType.F64, 40, 12, 4);
      List<Tensor> weights = new ArrayList<>();
      model
          .namedParameters()
          .forEach(
              (name, p) -> {
                if (config.embedSize() > 1 || !name.equals("embeddings")) {
                  weights.add(p.value());
                }
              });
      List<Tensor> many = Autograd.grad(model.forward(x).square().sum(), weights, false);
      Tensor written = new WrittenOut(model).forward(x).square().sum();
      List<Tensor> expected = Autograd.grad(written, weights, false);
      for (int i = 0; i < weights.size(); i++) {
        double scale = 1 + expected.get(i).abs().max().item();
        assertTrue(many.get(i).sub(expected.get(i)).abs().max().item() < 1e-10 * scale);
      }
    }
  }

  @Test
  void theOfficialWidthHasTheOfficialNumberOfParameters() {
    try (var _ = TensorScope.open()) {
      OLinearConfig config = OLinearConfig.of(96, 96, 7);
      try (OLinear model = new OLinear(config, null, null, new Generator(1))) {
        assertEquals(4_518_944, model.parameterCount());
      }
      OLinearConfig attention =
          config.withParts(OLinearConfig.Mixer.ATTENTION, OLinearConfig.Temporal.LINEAR);
      try (OLinear model = new OLinear(attention, null, null, new Generator(1))) {
        assertEquals(5_569_470, model.parameterCount());
      }
    }
  }

  @Test
  void theOfficialNamesLoadWithAndWithoutTwins() {
    try (var _ = TensorScope.open()) {
      OLinear model = random(small(3, false), 8);
      Map<String, Tensor> matrices = orthogonal(model);
      Map<String, Tensor> official = OLinearCheckpoint.official(model);
      assertTrue(official.containsKey("ortho_trans.1.attn_layers.0.weight_mat"));
      assertTrue(official.containsKey("encoder.norm.bias"));
      assertTrue(!official.containsKey("Q_mat"));
      OLinear other = random(small(3, false), 9);
      orthogonal(other);
      official.put("channel_corr_mat", Tensor.eye(DType.F64, 4)); // not this variant's
      OLinearCheckpoint.load(other, official);
      Tensor x = Tensor.randn(new Generator(4), DType.F64, 2, 12, 4);
      assertArrayEquals(
          model.forward(x).contiguous().toDoubleArray(),
          other.forward(x).contiguous().toDoubleArray(),
          1e-12);
      assertEquals(2, matrices.size());
      official.put("ortho_trans.1.norm.bias", Tensor.zeros(DType.F64, 10));
      var twin =
          assertThrows(
              IllegalArgumentException.class, () -> OLinearCheckpoint.load(other, official));
      assertTrue(twin.getMessage().contains("twin"), twin.getMessage());
    }
  }

  /** Gives a model identity matrices, which a checkpoint may have. */
  private static Map<String, Tensor> orthogonal(OLinear model) {
    Map<String, Tensor> matrices =
        Map.of("Q_mat", Tensor.eye(DType.F64, 12), "Q_out_mat", Tensor.eye(DType.F64, 8));
    Map<String, Tensor> state = new LinkedHashMap<>(model.stateDict());
    state.putAll(matrices);
    model.loadStateDict(state);
    return matrices;
  }

  @Test
  void aCheckpointOfAnotherModelSaysHowItDiffers() {
    try (var _ = TensorScope.open()) {
      OLinear model = random(small(3, false), 8);
      Map<String, Tensor> state = OLinearCheckpoint.official(model);
      OLinear longer =
          new OLinear(
              OLinearConfig.of(24, 6, 5).withSize(10, 3, 2, 0), null, null, new Generator(1));
      var error =
          assertThrows(IllegalArgumentException.class, () -> OLinearCheckpoint.load(longer, state));
      assertEquals(
          "the checkpoint is for another model: T is 12, requested 24, τ is 8, requested 6,"
              + " N is 4, requested 5",
          error.getMessage());
      Map<String, Tensor> crooked = new LinkedHashMap<>(state);
      crooked.put("Q_mat", Tensor.ones(DType.F64, 12, 12));
      var matrix =
          assertThrows(
              IllegalArgumentException.class, () -> OLinearCheckpoint.load(model, crooked));
      assertTrue(matrix.getMessage().contains("not orthogonal"), matrix.getMessage());
    }
  }

  @Test
  void badSettingsAreNamed() {
    assertMessage("embedSize is 0, allowed: 1 or more", () -> small(0, false));
    assertMessage(
        "mixer is ATTENTION, allowed with variant olinear-c: normlin",
        () ->
            small(2, false)
                .withParts(OLinearConfig.Mixer.ATTENTION, OLinearConfig.Temporal.LINEAR)
                .withVariant(OLinearConfig.Variant.OLINEAR_C));
    assertMessage(
        "seqLen is 9, allowed with basis haar: even numbers",
        () -> OLinearConfig.of(9, 4, 2).withBasis(OLinearConfig.Basis.HAAR));
    assertMessage(
        "mixer and temporal are both none, allowed: at most one of them",
        () -> small(2, false).withParts(OLinearConfig.Mixer.NONE, OLinearConfig.Temporal.NONE));
  }

  private static void assertMessage(String expected, Runnable action) {
    var error = assertThrows(IllegalArgumentException.class, action::run);
    assertEquals(expected, error.getMessage());
  }

  @Test
  void anInputOfAnotherShapeIsRefused() {
    try (var _ = TensorScope.open()) {
      OLinear model = random(small(2, false), 1);
      var error =
          assertThrows(
              IllegalArgumentException.class,
              () -> model.forward(Tensor.zeros(DType.F64, 2, 12, 5)));
      assertEquals("input has shape [2, 12, 5], expected [B, 12, 4]", error.getMessage());
    }
  }

  @Test
  void channelCorrelationsArePearsons() {
    double[][] rows = {{1, 2, 5}, {2, 4, 5}, {3, 7, 5}, {4, 7, 5}};
    double[][] c = OLinearBuilder.channelCorrelation(rows);
    assertEquals(0.948683, c[0][1], 1e-6); // numpy.corrcoef
    assertEquals(c[0][1], c[1][0]);
    assertArrayEquals(new double[] {0, 0, 1}, c[2]);
  }
}
