package polyad.text;

import org.jspecify.annotations.Nullable;
import polyad.nn.Dropout;
import polyad.nn.LayerNorm;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.nn.MultiheadAttention;
import polyad.nn.Parameter;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Self-attention and a feed-forward part, each followed by a residual and a layer norm. */
final class BertLayer extends Module {
  private final BertConfig config;
  private final Generator rng;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear attentionOutput;
  private final LayerNorm attentionNorm;
  private final Linear intermediate;
  private final Linear output;
  private final LayerNorm outputNorm;
  private final Dropout dropout;

  BertLayer(BertConfig config, Generator rng) {
    this.config = config;
    this.rng = rng;
    Architecture.LayerNames names = config.architecture().layerNames();
    int d = config.hiddenSize();
    query = addChild(names.query(), linear(d, d));
    key = addChild(names.key(), linear(d, d));
    value = addChild(names.value(), linear(d, d));
    attentionOutput = addChild(names.attentionOutput(), linear(d, d));
    attentionNorm = addChild(names.attentionNorm(), new LayerNorm(d, config.layerNormEps()));
    intermediate = addChild(names.intermediate(), linear(d, config.intermediateSize()));
    output = addChild(names.output(), linear(config.intermediateSize(), d));
    outputNorm = addChild(names.outputNorm(), new LayerNorm(d, config.layerNormEps()));
    dropout = addChild("dropout", new Dropout(config.dropout(), rng));
  }

  private Linear linear(int in, int out) {
    Parameter weight = new Parameter(Bert.initial(config, rng, out, in));
    return new Linear(weight, new Parameter(Tensor.zeros(out)));
  }

  /**
   * One layer.
   *
   * @param x [B, L, D]
   * @param mask additive, [B, 1, 1, L], or null
   * @return [B, L, D]
   */
  Tensor forward(Tensor x, @Nullable Tensor mask) {
    Tensor mixed =
        MultiheadAttention.mix(
            query.forward(x),
            key.forward(x),
            value.forward(x),
            config.numAttentionHeads(),
            mask,
            false,
            isTraining() ? config.attentionDropout() : 0,
            rng); // [B, L, D]
    Tensor attended = dropout.forward(attentionOutput.forward(mixed));
    Tensor h = attentionNorm.forward(x.add(attended));
    Tensor inner = config.hiddenAct().apply(intermediate.forward(h)); // [B, L, intermediate]
    return outputNorm.forward(h.add(dropout.forward(output.forward(inner))));
  }
}
