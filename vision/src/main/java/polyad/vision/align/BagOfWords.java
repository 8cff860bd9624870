package polyad.vision.align;

import org.jspecify.annotations.Nullable;
import polyad.nn.Embedding;
import polyad.nn.Linear;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** The mean of the tokens' vectors, then a linear layer: a small text tower. */
final class BagOfWords extends TextTower {
  private final Embedding words;
  private final Linear projection;

  BagOfWords(int vocabulary, int hidden, int width, Generator rng) {
    words = addChild("words", new Embedding(vocabulary, hidden, rng));
    projection = addChild("projection", new Linear(hidden, width, rng));
  }

  @Override
  public Tensor forward(Tensor ids, @Nullable Tensor mask) {
    Tensor x = words.forward(ids); // [B, L, H]
    if (mask == null) {
      return projection.forward(x.mean(1));
    }
    Tensor kept = mask.to(x.dtype()).unsqueeze(-1); // [B, L, 1]
    return projection.forward(x.mul(kept).sum(1).div(kept.sum(1)));
  }
}
