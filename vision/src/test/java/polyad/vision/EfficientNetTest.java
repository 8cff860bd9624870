package polyad.vision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import polyad.catalog.Json;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.text.HiddenAct;

class EfficientNetTest {
  private static InvertedBottleneck block(boolean first, double rate, Generator rng) {
    EfficientNetConfig config = EfficientNetConfig.scaled(1, 1);
    var block =
        new InvertedBottleneck(
            new InvertedBottleneck.Shape(8, 8, 3, 1, 1, first, false, rate), config, rng);
    block.to(DType.F64);
    return block;
  }

  /** Which rows of the output equal those of the input: their branch was dropped. */
  private static int unchanged(Tensor x, Tensor y) {
    double[] differences = y.sub(x).abs().amax(false, 1, 2, 3).detach().toDoubleArray();
    return (int) Arrays.stream(differences).filter(d -> d == 0).count();
  }

  @Test
  void droppedBranchesLeaveTheInputAndOthersGrow() {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Generator rng = new Generator(3);
      Tensor x = Tensor.randn(rng, DType.F64, 400, 8, 4, 4);
      InvertedBottleneck block = block(false, 0.4, rng);
      block.train();
      Tensor y = block.forward(x);
      int dropped = unchanged(x, y);
      assertTrue(dropped > 120 && dropped < 200, "dropped " + dropped); // 160 ± 4 deviations
      // The statistics are the batch's either way, so a kept branch is 1/(1 − 0.4) times as large.
      InvertedBottleneck same = block(false, 0, new Generator(9));
      same.loadStateDict(block.stateDict());
      same.train();
      double[] branch = same.forward(x).sub(x).toDoubleArray();
      double[] kept = y.sub(x).toDoubleArray();
      for (int i = 0; i < kept.length; i++) {
        assertTrue(kept[i] == 0 || Math.abs(kept[i] - branch[i] / 0.6) < 1e-6);
      }
    }
  }

  @Test
  void nothingIsDroppedInEvaluationNorWithoutAResidual() {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Generator rng = new Generator(3);
      Tensor x = Tensor.randn(rng, DType.F64, 50, 8, 4, 4);
      InvertedBottleneck block = block(false, 0.9, rng);
      block.eval();
      assertEquals(0, unchanged(x, block.forward(x)));
      assertArrayEquals(block.forward(x).toDoubleArray(), block.forward(x).toDoubleArray());
      InvertedBottleneck first = block(true, 0.9, rng);
      first.train();
      Tensor once = first.forward(x);
      assertArrayEquals(once.toDoubleArray(), first.forward(x).toDoubleArray());
      double[] sizes = once.abs().amax(false, 1, 2, 3).toDoubleArray();
      assertTrue(Arrays.stream(sizes).allMatch(size -> size > 0));
    }
  }

  @Test
  void theRateRisesInALineOverTheBlocks() {
    EfficientNetConfig config = EfficientNetConfig.scaled(1, 1).withDropConnectRate(0.16);
    double[] rates =
        EfficientNet.shapes(config).stream()
            .mapToDouble(InvertedBottleneck.Shape::dropRate)
            .toArray();
    assertEquals(16, rates.length);
    for (int i = 0; i < rates.length; i++) {
      assertEquals(0.01 * i, rates[i], 1e-12);
    }
  }

  @Test
  void configurationsAreWrittenAndReadAgain() {
    EfficientNetConfig config = EfficientNetConfig.scaled(1.4, 1.8);
    var json = Json.mapper().createObjectNode();
    config.writeTo(json);
    var again = Json.mapper().createObjectNode();
    EfficientNetConfig.of(json).writeTo(again);
    assertEquals(json, again);
    EfficientNetConfig b7 = EfficientNetConfig.of(Json.mapper().createObjectNode());
    assertEquals(640, b7.featureWidth());
    assertEquals(HiddenAct.SILU, b7.hiddenAct());
    json.put("pooling_type", "max");
    assertThrows(IllegalArgumentException.class, () -> EfficientNetConfig.of(json));
    json.put("pooling_type", "mean").putArray("strides").add(1.5);
    assertThrows(IllegalArgumentException.class, () -> EfficientNetConfig.of(json));
    assertFalse(json.isEmpty());
  }
}
