package polyad.series.timesnet;

import polyad.nn.Conv;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * A ResNeXt-like block (Xie et al., 2017) without batch norm: pointwise d to f, grouped 3x3,
 * pointwise f to d, GELU between, and the image added.
 */
final class ResNextBackbone extends Backbone2d {
  private static final int CARDINALITY = 4;

  private final Conv narrow;
  private final Conv grouped;
  private final Conv wide;

  ResNextBackbone(TimesNetConfig config, Generator rng) {
    int d = config.dModel();
    int f = config.dFf();
    int groups = f % CARDINALITY == 0 ? CARDINALITY : 1;
    narrow = numbered(0, new Conv(d, f, Conv.Options.kernel(1, 1), rng));
    Conv.Options middle = Conv.Options.kernel(3, 3).withPadding(1).withGroups(groups);
    grouped = numbered(2, new Conv(f, f, middle, rng));
    wide = numbered(4, new Conv(f, d, Conv.Options.kernel(1, 1), rng));
  }

  @Override
  Pass begin() {
    return this::forward;
  }

  private Tensor forward(Tensor image) {
    Tensor h = Functional.gelu(narrow.forward(image));
    return wide.forward(Functional.gelu(grouped.forward(h))).add(image);
  }
}
