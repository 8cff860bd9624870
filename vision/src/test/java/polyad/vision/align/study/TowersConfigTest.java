package polyad.vision.align.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.vision.align.DualEncoder;

final class TowersConfigTest {
  @Test
  void wrongNumbersAreRefused() {
    TowersConfig config = TowersConfig.defaults();
    assertThrows(IllegalArgumentException.class, () -> config.withShift(-1));
    TowersConfig cold = config.withFixedTemperature(0);
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(3);
      assertThrows(IllegalArgumentException.class, () -> cold.build(1, 32, 50, rng));
    }
  }

  @Test
  void theSmallTowersGiveTheWidth() {
    try (var _ = TensorScope.open()) {
      for (TowersConfig.ImageKind kind : TowersConfig.ImageKind.values()) {
        TowersConfig config = TowersConfig.defaults().with(kind);
        try (DualEncoder model = config.build(1, 32, 50, new Generator(3))) {
          assertArrayEquals(
              new long[] {2, config.dim()}, model.images(Tensor.ones(2, 1, 32, 32)).shape());
        }
      }
    }
  }
}
