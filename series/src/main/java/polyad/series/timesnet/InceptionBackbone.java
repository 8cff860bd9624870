package polyad.series.timesnet;

import polyad.tensor.Functional;
import polyad.tensor.Generator;

/** Inception d to f, GELU, inception f to d: {@code conv.0} and {@code conv.2} of a TimesBlock. */
final class InceptionBackbone extends Backbone2d {
  private final InceptionBlock2d in;
  private final InceptionBlock2d out;
  private final boolean merged;

  InceptionBackbone(TimesNetConfig config, boolean merged, Generator rng) {
    this.merged = merged;
    int k = config.numKernels();
    in = numbered(0, new InceptionBlock2d(config.dModel(), config.dFf(), k, merged, rng));
    out = numbered(2, new InceptionBlock2d(config.dFf(), config.dModel(), k, merged, rng));
  }

  @Override
  Pass begin() {
    if (!merged) {
      return image -> out.forward(Functional.gelu(in.forward(image)));
    }
    InceptionBlock2d.Merged first = in.merge();
    InceptionBlock2d.Merged second = out.merge();
    return image ->
        InceptionBlock2d.apply(Functional.gelu(InceptionBlock2d.apply(image, first)), second);
  }
}
