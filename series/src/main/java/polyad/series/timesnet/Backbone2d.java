package polyad.series.timesnet;

import polyad.nn.Layer;
import polyad.nn.Module;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** A network on folded series that keeps their shape; one serves all periods of a block. */
abstract class Backbone2d extends Module {
  /** What is prepared once a pass and then applied to every period's image. */
  interface Pass {
    /** [B, d, rows, period] to the same shape. */
    Tensor apply(Tensor image);
  }

  /** Starts a pass. */
  abstract Pass begin();

  static Backbone2d of(TimesNetConfig config, boolean merged, Generator rng) {
    return switch (config.backbone()) {
      case INCEPTION -> new InceptionBackbone(config, merged, rng);
      case RESNEXT -> new ResNextBackbone(config, rng);
    };
  }

  /** Registers a layer under the number that the official code's {@code Sequential} gives it. */
  final <L extends Layer> L numbered(int number, L layer) {
    return addChild(String.valueOf(number), layer);
  }
}
