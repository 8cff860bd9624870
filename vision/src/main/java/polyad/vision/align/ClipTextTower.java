package polyad.vision.align;

import org.jspecify.annotations.Nullable;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.vision.clip.ClipTextConfig;
import polyad.vision.clip.ClipTextEncoder;

/** CLIP's text encoder as a tower. */
final class ClipTextTower extends TextTower {
  static final String CHILD = "clip";

  private final ClipTextEncoder encoder;

  ClipTextTower(ClipTextConfig config, int dim, Generator rng) {
    encoder = addChild(CHILD, new ClipTextEncoder(config, dim, rng));
  }

  @Override
  public Tensor forward(Tensor ids, @Nullable Tensor mask) {
    return encoder.forward(ids, mask);
  }
}
