package polyad.series;

import java.util.List;
import java.util.stream.IntStream;
import polyad.catalog.ConfigChecks;
import polyad.nn.Linear;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * PatchTST (Nie et al., 2023) without its own norm: a patch of one variate is a token, variates do
 * not meet. Names: {@code patch_embedding.value_embedding}, {@code encoder} with batch norm {@code
 * norm.1}, {@code head.linear}.
 */
public final class PatchTst extends ForecastNetwork {
  private final TransformerShape shape;
  private final int patchLen;
  private final int stride;
  private final Generator rng;
  private final Linear embedding;
  private final List<MixerEncoderLayer> layers;
  private final TokenEncoder encoder;
  private final Linear head;

  /**
   * From T steps to τ.
   *
   * @param patchLen steps of a patch, 1 to T
   * @param stride steps between patches, at least 1; as many copies of the last step are appended
   * @param normLin whether NormLin stands in place of self-attention
   */
  public PatchTst(
      int context,
      int horizon,
      int patchLen,
      int stride,
      TransformerShape shape,
      boolean normLin,
      Generator rng) {
    super(context, horizon);
    ConfigChecks.between("patchLen", patchLen, 1, context);
    ConfigChecks.atLeast("stride", stride, 1);
    this.shape = shape;
    this.patchLen = patchLen;
    this.stride = stride;
    this.rng = rng;
    int d = shape.dModel();
    embedding = addChild("patch_embedding.value_embedding", new Linear(patchLen, d, false, rng));
    layers =
        IntStream.range(0, shape.eLayers())
            .mapToObj(i -> shape.layer(tokens(), normLin, rng))
            .toList();
    encoder = addChild("encoder", TokenEncoder.batchNormed(layers, d));
    head = addChild("head.linear", new Linear((long) d * tokens(), horizon, rng));
  }

  /** The number of patches of a window. */
  public int tokens() {
    return (context() - patchLen) / stride + 2;
  }

  @Override
  public Tensor forward(Tensor x) {
    long b = x.size(0);
    long n = x.size(2);
    Tensor padded = x.transpose(1, 2).pad(new long[] {0, stride}, "replicate", 0); // [B, N, T+s]
    Tensor patches = padded.unfold(2, patchLen, stride).flatten(0, 1); // [B·N, P, patch]
    Tensor h = embedding.forward(patches);
    Tensor placed = h.add(SinCos.positions(tokens(), shape.dModel()).to(h.dtype()));
    Tensor dropped = isTraining() ? Functional.dropout(placed, shape.dropout(), rng) : placed;
    Tensor y = encoder.forward(dropped).transpose(1, 2).flatten(1, 2); // [B·N, D·P], D slow
    Tensor forecast = head.forward(y);
    Tensor out = isTraining() ? Functional.dropout(forecast, shape.dropout(), rng) : forecast;
    return out.view(b, n, horizon()).transpose(1, 2);
  }

  @Override
  public long multiplyAdds(long variates) {
    long tokens = tokens();
    long perToken = (long) shape.dModel() * (patchLen + horizon());
    return variates
        * (tokens * perToken + layers.stream().mapToLong(l -> l.multiplyAdds(tokens)).sum());
  }
}
