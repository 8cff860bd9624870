package polyad.vision.align;

import org.jspecify.annotations.Nullable;
import polyad.nn.Linear;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.text.Bert;
import polyad.text.BertConfig;

/**
 * BERT's last hidden state of [CLS], then a linear layer to the pictures' width; no pooler. Weight
 * names of Hugging Face: {@code text_model.}..., {@code text_projection}.
 */
public final class AlignTextEncoder extends TextTower {
  private final Bert bert;
  private final Linear projection;

  /**
   * With BERT's initial values.
   *
   * @param width of the pictures' vectors, at least 1
   */
  public AlignTextEncoder(BertConfig config, int width, Generator rng) {
    bert = addChild("text_model", new Bert(config, rng));
    projection = addChild("text_projection", new Linear(config.hiddenSize(), width, rng));
  }

  @Override
  public Tensor forward(Tensor ids, @Nullable Tensor mask) {
    return forward(ids, mask, null);
  }

  /** The same with segments, I64 [B, L]; null for all 0. */
  public Tensor forward(Tensor ids, @Nullable Tensor mask, @Nullable Tensor tokenTypes) {
    int layers = bert.config().numHiddenLayers();
    Tensor last = bert.hiddenStates(ids, mask, tokenTypes, layers).getLast(); // [B, L, H]
    return projection.forward(last.select(1, 0)); // [B, D]
  }

  /** Vectors of length 1, [B, D]. */
  public Tensor encode(Tensor ids, @Nullable Tensor mask) {
    return AlignLoss.unit(forward(ids, mask));
  }
}
