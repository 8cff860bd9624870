package polyad.series.timesnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

class TimesNetTest {
  @TempDir Path folder;

  private static TimesNetConfig small(TimesNetTask task) {
    return TimesNetConfig.of(task, 24, task.forecasts() ? 12 : 0, 3).withSize(4, 6, 2, 3, 2);
  }

  @Property(tries = 40)
  void unfoldingUndoesFolding(
      @ForAll @IntRange(min = 1, max = 40) int length,
      @ForAll @IntRange(min = 1, max = 50) int period,
      @ForAll long seed) {
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.randn(new Generator(seed), 2, length, 3);
      Tensor image = TimesBlock.fold(x, period);
      assertEquals(period, image.size(3));
      assertEquals(Math.ceilDiv(length, period), image.size(2));
      assertArrayEquals(
          x.toFloatArray(), Folding.unfold(image, length).contiguous().toFloatArray());
    }
  }

  @Property(tries = 30)
  void mergedKernelsEqualTheirAverageWithDerivatives(
      @ForAll @IntRange(min = 1, max = 6) int kernels,
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 12) int columns,
      @ForAll long seed) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      InceptionBlock2d separate = new InceptionBlock2d(2, 3, kernels, false, rng);
      InceptionBlock2d merged = new InceptionBlock2d(2, 3, kernels, true, rng);
      separate.to(DType.F64);
      merged.to(DType.F64);
      merged.loadStateDict(separate.stateDict());
      Tensor x = Tensor.randn(rng, DType.F64, 2, 2, rows, columns);
      Tensor a = separate.forward(x);
      Tensor b = merged.forward(x);
      assertTrue(a.sub(b).abs().max().item() < 1e-12);
      a.square().sum().backward();
      b.square().sum().backward();
      merged
          .namedParameters()
          .forEach(
              (name, parameter) -> {
                Tensor own = parameter.value().grad();
                Tensor other = separate.namedParameters().get(name).value().grad();
                assertTrue(own.sub(other).abs().max().item() < 1e-9, name);
              });
    }
  }

  @Property(tries = 30)
  void aSineIsFoundAtItsFrequency(
      @ForAll @IntRange(min = 1, max = 30) int cycles,
      @ForAll @IntRange(min = 0, max = 6) int shift) {
    try (var _ = TensorScope.open()) {
      double[] x = new double[60];
      for (int t = 0; t < 60; t++) {
        x[t] = 7 + Math.cos(2 * Math.PI * cycles * t / 60 + 0.2 * shift);
      }
      Periods found = PeriodDetector.detect(Tensor.of(x, 1, 60, 1), 1);
      assertArrayEquals(new int[] {cycles}, found.frequency());
      assertArrayEquals(new int[] {60 / cycles}, found.period());
    }
  }

  @Test
  void aConstantSeriesHasNoPeriodOfZeroCycles() {
    try (var _ = TensorScope.open()) {
      Periods found = PeriodDetector.detect(Tensor.ones(2, 10, 1), 3);
      for (int q : found.frequency()) {
        assertTrue(q >= 1 && q <= 5);
      }
    }
  }

  @Test
  void theOfficialConfigurationHasItsParametersWhateverK() {
    try (TimesNet model =
        new TimesNet(
            TimesNetConfig.of(TimesNetTask.LONG_TERM_FORECAST, 96, 96, 7), new Generator(1))) {
      assertEquals(605_479, model.parameterCount());
    }
  }

  @Test
  void equalPeriodsAreComputedOnceUnderTheSumOfTheirWeights() {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      TimesNet model = new TimesNet(small(TimesNetTask.ANOMALY_DETECTION).withDropout(0), rng());
      model.eval();
      Tensor x = Tensor.randn(rng(), 2, 24, 3);
      model.forcePeriods(6);
      Tensor once = model.forward(x, null, null);
      model.forcePeriods(6, 6);
      assertTrue(once.sub(model.forward(x, null, null)).abs().max().item() < 1e-5);
    }
  }

  private static Generator rng() {
    return new Generator(3);
  }

  @Test
  void everyTaskAndBackboneLearns() {
    for (TimesNetTask task : TimesNetTask.values()) {
      for (TimesNetConfig.Backbone backbone : TimesNetConfig.Backbone.values()) {
        TimesNetConfig config =
            small(task)
                .withBackbone(backbone, true)
                .withClasses(task == TimesNetTask.CLASSIFICATION ? 4 : 0);
        try (var _ = TensorScope.open();
            TimesNet model = new TimesNet(config, rng())) {
          Tensor x = Tensor.randn(rng(), 2, 24, 3);
          Tensor marks =
              config.embed() == TimeEmbedding.NONE ? null : Tensor.zeros(DType.F32, 2, 24, 4);
          Tensor mask = task == TimesNetTask.IMPUTATION ? Tensor.ones(2, 24, 3) : null;
          Tensor y = model.forward(x, marks, mask);
          y.square().mean().backward();
          assertEquals(
              List.of(2L, task.forecasts() ? 12L : task == TimesNetTask.CLASSIFICATION ? 4L : 24L),
              List.of(y.size(0), y.size(1)));
          assertTrue(
              model.parameters().stream()
                  .allMatch(p -> p.value().grad() != null && p.value().grad().isFinite().all()));
          assertEquals(2, model.periods().length);
        }
      }
    }
  }

  @Test
  void clocksOfTablesAreRead() {
    for (TimeEmbedding embed : List.of(TimeEmbedding.FIXED, TimeEmbedding.LEARNED)) {
      TimesNetConfig config = small(TimesNetTask.LONG_TERM_FORECAST).withClock(embed, "t");
      try (var _ = TensorScope.open();
          TimesNet model = new TimesNet(config, rng())) {
        model.eval();
        Tensor x = Tensor.randn(rng(), 2, 24, 3);
        Tensor ones = Tensor.ones(2, 24, 5);
        Tensor threes = ones.mul(3);
        double change =
            model.forward(x, ones, null).sub(model.forward(x, threes, null)).abs().max().item();
        assertTrue(change > 1e-4);
        boolean learned =
            model.stateDict().containsKey("enc_embedding.temporal_embedding.minute_embed.weight");
        assertEquals(embed == TimeEmbedding.LEARNED, learned);
      }
    }
  }

  @Test
  void anOfficialCheckpointLoadsWithItsTables() throws Exception {
    try (var _ = TensorScope.open();
        TimesNet model = new TimesNet(small(TimesNetTask.ANOMALY_DETECTION), rng());
        TimesNet other = new TimesNet(small(TimesNetTask.ANOMALY_DETECTION), new Generator(9))) {
      Map<String, Tensor> state = new LinkedHashMap<>();
      model.stateDict().forEach((name, tensor) -> state.put("module." + name, tensor));
      state.put("module.enc_embedding.position_embedding.pe", Tensor.zeros(DType.F32, 1, 5000, 4));
      state.put(
          "module.enc_embedding.temporal_embedding.embed.weight", Tensor.zeros(DType.F32, 4, 4));
      Path file = folder.resolve("official.safetensors");
      TensorFiles.writeSafetensors(file, state, Map.of());
      other.loadStateDict(file);
      model.eval();
      other.eval();
      Tensor x = Tensor.randn(rng(), 2, 24, 3);
      assertArrayEquals(
          model.forward(x, null, null).toFloatArray(), other.forward(x, null, null).toFloatArray());
    }
  }

  @Test
  void badSizesAreRefusedByName() {
    TimesNetConfig good = small(TimesNetTask.SHORT_TERM_FORECAST);
    assertRefused(
        "top_k 5 needs at least 10 steps",
        () -> TimesNetConfig.of(TimesNetTask.SHORT_TERM_FORECAST, 4, 4, 1).withSize(4, 4, 5, 3, 1));
    assertRefused("dModel is 7", () -> good.withSize(7, 4, 2, 3, 1));
    assertRefused("seqLen is 1", () -> TimesNetConfig.of(TimesNetTask.IMPUTATION, 1, 0, 1));
    assertRefused("seqLen is 6000", () -> TimesNetConfig.of(TimesNetTask.IMPUTATION, 6000, 0, 1));
    assertRefused("predLen is 3", () -> TimesNetConfig.of(TimesNetTask.IMPUTATION, 24, 3, 1));
    assertRefused("freq is 'q'", () -> good.withClock(TimeEmbedding.TIME_F, "q"));
    assertRefused("task_name is 'nowcast'", () -> TimesNetTask.of("nowcast"));
    try (var _ = TensorScope.open();
        TimesNet filler = new TimesNet(small(TimesNetTask.IMPUTATION), rng())) {
      Tensor x = Tensor.zeros(DType.F32, 2, 24, 3);
      Tensor marks = Tensor.zeros(DType.F32, 2, 24, 4);
      assertRefused("mask is missing", () -> filler.forward(x, marks, null));
      assertRefused("marks are missing", () -> filler.forward(x, null, x));
      assertRefused(
          "mask has shape [2, 24], expected [2, 24, 3]",
          () -> filler.forward(x, marks, Tensor.ones(2, 24)));
      assertRefused("x has shape [2, 20, 3]", () -> filler.forward(x.narrow(1, 0, 20), marks, x));
      assertRefused("period is 99", () -> filler.forcePeriods(99));
      assertRefused(
          "top_k 9 needs at least 18 steps, found 10",
          () -> PeriodDetector.detect(Tensor.ones(1, 10, 1), 9));
    }
  }

  private static void assertRefused(String part, Runnable action) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void officialArgumentsAreReadByName() {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("task_name", "long_term_forecast");
    arguments.put("embed", "timeF");
    arguments.put("freq", "h");
    arguments.put("moving_avg", 25);
    Map.of(
            "seq_len",
            96,
            "pred_len",
            96,
            "enc_in",
            7,
            "c_out",
            7,
            "d_model",
            16,
            "d_ff",
            32,
            "e_layers",
            2,
            "top_k",
            5,
            "num_kernels",
            6)
        .forEach(arguments::put);
    assertRefused("argument 'dropout' is missing", () -> TimesNetConfig.ofArguments(arguments));
    arguments.put("dropout", "much");
    assertRefused("expected a number", () -> TimesNetConfig.ofArguments(arguments));
    arguments.put("dropout", 0.1);
    assertEquals(
        TimesNetConfig.of(TimesNetTask.LONG_TERM_FORECAST, 96, 96, 7),
        TimesNetConfig.ofArguments(arguments));
  }
}
