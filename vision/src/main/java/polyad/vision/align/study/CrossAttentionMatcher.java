package polyad.vision.align.study;

import polyad.nn.BatchNorm;
import polyad.nn.Conv;
import polyad.nn.Embedding;
import polyad.nn.LayerNorm;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.nn.MultiheadAttention;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.vision.align.PaddedTokens;

/**
 * A score of a picture and a text that look at each other: every word attends to the places of the
 * picture. Each pair has to be computed on its own, so that no index can help.
 */
final class CrossAttentionMatcher extends Module {
  private static final int[] CHANNELS = {16, 32, 48};
  private static final int WIDTH = 48;
  private static final int HEADS = 4;
  private static final int SIDE = 32;
  private static final int PLACES = (SIDE / 8) * (SIDE / 8);

  private final Conv[] convolutions = new Conv[CHANNELS.length];
  private final BatchNorm[] norms = new BatchNorm[CHANNELS.length];
  private final Embedding words;
  private final Embedding places;
  private final MultiheadAttention attention;
  private final LayerNorm attended;
  private final Linear wide;
  private final Linear narrow;
  private final LayerNorm last;
  private final Linear score;

  /** For colour pictures of 32 x 32. */
  CrossAttentionMatcher(int vocabulary, Generator rng) {
    int in = 3;
    for (int i = 0; i < CHANNELS.length; i++) {
      Conv.Options options = Conv.Options.kernel(3, 3).withStride(2).withPadding(1).withoutBias();
      convolutions[i] = addChild("conv." + i, new Conv(in, CHANNELS[i], options, rng));
      norms[i] = addChild("norm." + i, new BatchNorm(CHANNELS[i]));
      in = CHANNELS[i];
    }
    words = addChild("words", new Embedding(vocabulary, WIDTH, rng));
    places = addChild("places", new Embedding(PLACES, WIDTH, rng));
    attention = addChild("attention", new MultiheadAttention(WIDTH, HEADS, 0, rng));
    attended = addChild("attended", new LayerNorm(WIDTH));
    wide = addChild("wide", new Linear(WIDTH, 2 * WIDTH, rng));
    narrow = addChild("narrow", new Linear(2 * WIDTH, WIDTH, rng));
    last = addChild("last", new LayerNorm(WIDTH));
    score = addChild("score", new Linear(WIDTH, 1, rng));
  }

  /** The places of pictures, computed once a picture: [B, 3, 32, 32] to [B, 16, d]. */
  Tensor pictures(Tensor pixels) {
    Tensor x = pixels;
    for (int i = 0; i < convolutions.length; i++) {
      x = norms[i].forward(convolutions[i].forward(x)).relu();
    }
    return x.flatten(2, 3).mT().add(places.forward(Tensor.arange(PLACES))); // [B, 16, d]
  }

  /**
   * Scores of pairs.
   *
   * @param pictures of {@link #pictures}, [B, 16, d]
   * @param texts B of them
   * @return [B]
   */
  Tensor score(Tensor pictures, PaddedTokens texts) {
    Tensor x = words.forward(texts.ids()); // [B, L, d]
    x = attended.forward(x.add(attention.forward(x, pictures, null)));
    x = last.forward(x.add(narrow.forward(Functional.gelu(wide.forward(x)))));
    Tensor kept = texts.mask().to(x.dtype()).unsqueeze(-1); // [B, L, 1]
    Tensor mean = x.mul(kept).sum(1).div(kept.sum(1)); // [B, d]
    return score.forward(mean).squeeze(-1);
  }

  /** One text against many pictures: [M, 16, d] to [M]. */
  Tensor scores(Tensor pictures, PaddedTokens text) {
    long many = pictures.size(0);
    long length = text.ids().size(1);
    return score(
        pictures,
        new PaddedTokens(text.ids().expand(many, length), text.mask().expand(many, length)));
  }
}
