package polyad.embedding.relative.study;

import polyad.nn.Embedding;
import polyad.nn.Init;
import polyad.nn.Layer;
import polyad.nn.TransformerEncoderLayer;
import polyad.nn.TransformerOptions;
import polyad.nn.WeightSlot;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * A small Transformer: numbers of words [n, L] I64, 0 behind the end, to the words' mean [n, d].
 */
final class TextEncoder extends Layer {
  private static final int HEADS = 4;
  private static final double DROPOUT = 0.1;

  private final Embedding words;
  private final WeightSlot places;
  private final TransformerEncoderLayer layer;

  TextEncoder(int vocabulary, int length, int width, Generator rng) {
    words = addChild("words", new Embedding(vocabulary, width, rng));
    places = addParameter("places", Init.normal(rng, 0.1, length, width));
    TransformerOptions options = TransformerOptions.of(width, HEADS, 2L * width, DROPOUT).preNorm();
    layer = addChild("layer", new TransformerEncoderLayer(options, rng));
  }

  @Override
  public Tensor forward(Tensor tokens) {
    Tensor there = tokens.ne(0); // [n, L]
    Tensor x = words.forward(tokens).add(places.value()); // [n, L, d]
    Tensor h = layer.forward(x, there.unsqueeze(1).unsqueeze(1), false);
    Tensor weight = there.to(DType.F32).unsqueeze(-1); // [n, L, 1]
    return h.mul(weight).sum(1).div(weight.sum(1).clampMin(1));
  }
}
