package polyad.series.olinear;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polyad.nn.Buffer;
import polyad.nn.Init;
import polyad.nn.Layer;
import polyad.nn.WeightSlot;
import polyad.series.ForecastNetwork;
import polyad.series.MixerEncoderLayer;
import polyad.series.RevIn;
import polyad.series.SelfAttention;
import polyad.series.TokenEncoder;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * OLinear: normalise each window, extend it to d copies, change the basis, learn in the new basis,
 * change back, and map to the forecast (paper, figure 2 and section 4).
 *
 * <p>All between two activations is linear, so it may be multiplied out in any order. The d copies
 * of a window are e₁x, ..., e_dx, so the first map applies (Σₖ eₖWₖ) to x itself; the maps behind
 * the encoder are multiplied into one where there are more rows than that costs. Results and
 * derivatives are those of the written-out network up to rounding.
 *
 * <p>Inside, variates come first, [N, B, ...]: mixing them is then one matrix product.
 */
public final class OLinear extends ForecastNetwork {
  private final OLinearConfig config;
  private final Generator rng;
  private final RevIn revIn;
  private final @Nullable Buffer forwardBasis;
  private final @Nullable Buffer inverseBasis;
  private final WeightSlot embeddings;
  private final @Nullable WeightSlot delta1;
  private final @Nullable WeightSlot delta2;
  private final WeightSlot inWeight;
  private final WeightSlot inBias;
  private final List<? extends Layer> layers;
  private final TokenEncoder encoder;
  private final WeightSlot outWeight;
  private final WeightSlot outBias;
  private final WeightSlot headWeight;
  private final WeightSlot headBias;
  private final WeightSlot lastWeight;
  private final WeightSlot lastBias;

  /**
   * With the paper's initial weights.
   *
   * @param basis the change of basis; null for the identity, which fits variant no-q and an OLinear
   *     whose matrices are loaded later
   * @param channelCorrelation [N, N] for variant olinear-c, else ignored; null for the identity
   * @param rng draws weights and dropout masks
   */
  public OLinear(
      OLinearConfig config,
      @Nullable WindowBasis basis,
      @Nullable Tensor channelCorrelation,
      Generator rng) {
    super(config.seqLen(), config.predLen());
    this.config = config;
    this.rng = rng;
    int n = config.encIn();
    int d = config.embedSize();
    WindowBasis matrices = basis(config, basis);
    boolean ortho = config.usesOrthoTrans();
    forwardBasis = matrices == null ? null : buffer("Q_mat", matrices.forward(), ortho);
    inverseBasis = matrices == null ? null : buffer("Q_out_mat", matrices.inverse(), ortho);
    int coefficientsIn = matrices == null ? config.seqLen() : (int) matrices.forward().size(-2);
    int coefficientsOut = matrices == null ? config.predLen() : (int) matrices.inverse().size(-2);
    embeddings = addParameter("embeddings", Init.normal(rng, 1, 1, d));
    boolean deltas = ortho && !config.qChanIndep();
    delta1 = deltas ? addParameter("delta1", Tensor.zeros(1, n, 1, config.seqLen())) : null;
    delta2 = deltas ? addParameter("delta2", Tensor.zeros(1, n, 1, config.predLen())) : null;
    int headSteps = residual() ? config.seqLen() : config.predLen();
    headWeight = weight("fc.0.weight", config.dFf(), headSteps * (long) d);
    headBias = bias("fc.0.bias", config.dFf(), headSteps * (long) d);
    lastWeight = weight("fc.2.weight", config.predLen(), config.dFf());
    lastBias = bias("fc.2.bias", config.predLen(), config.dFf());
    revIn = addChild("revin_layer", new RevIn(n));
    Buffer correlation = correlation(channelCorrelation);
    layers = IntStream.range(0, config.eLayers()).mapToObj(i -> layer(correlation)).toList();
    encoder = addChild("encoder", TokenEncoder.layerNormed(layers, config.dModel()));
    inWeight = weight("ortho_trans.0.weight", config.dModel(), coefficientsIn * (long) d);
    inBias = bias("ortho_trans.0.bias", config.dModel(), coefficientsIn * (long) d);
    outWeight = weight("ortho_trans.2.weight", coefficientsOut * (long) d, config.dModel());
    outBias = bias("ortho_trans.2.bias", coefficientsOut * (long) d, config.dModel());
  }

  private static @Nullable WindowBasis basis(OLinearConfig config, @Nullable WindowBasis given) {
    if (config.variant() == OLinearConfig.Variant.NO_Q) {
      return null;
    }
    if (config.basis() != OLinearConfig.Basis.ORTHO) {
      return WindowBasis.fixed(config.basis(), config.seqLen());
    }
    WindowBasis basis =
        given == null
            ? new WindowBasis(identity(config, config.seqLen()), identity(config, config.predLen()))
            : given;
    requireShape("Q_mat", basis.forward(), config, config.seqLen());
    requireShape("Q_out_mat", basis.inverse(), config, config.predLen());
    return basis;
  }

  private static Tensor identity(OLinearConfig config, int length) {
    Tensor eye = Tensor.eye(DType.F64, length);
    return config.qChanIndep() ? eye.repeat(config.encIn(), 1, 1) : eye;
  }

  private static void requireShape(String name, Tensor q, OLinearConfig config, int length) {
    long[] expected =
        config.qChanIndep()
            ? new long[] {config.encIn(), length, length}
            : new long[] {length, length};
    if (!Arrays.equals(q.shape(), expected)) {
      throw new IllegalArgumentException(
          name
              + " has shape "
              + Arrays.toString(q.shape())
              + ", expected "
              + Arrays.toString(expected));
    }
  }

  /** A matrix that is saved with the model, or one that its configuration determines. */
  private Buffer buffer(String name, Tensor matrix, boolean saved) {
    Tensor single = matrix.to(DType.F32);
    return saved ? addBuffer(name, single) : new Buffer(matrix);
  }

  private @Nullable Buffer correlation(@Nullable Tensor given) {
    if (config.variant() != OLinearConfig.Variant.OLINEAR_C) {
      return null;
    }
    int n = config.encIn();
    Tensor matrix = given == null ? Tensor.eye(DType.F32, n) : given.to(DType.F32);
    if (!Arrays.equals(matrix.shape(), new long[] {n, n})) {
      throw new IllegalArgumentException(
          "channel correlation has shape "
              + Arrays.toString(matrix.shape())
              + ", expected ["
              + n
              + ", "
              + n
              + "]");
    }
    return addBuffer("channel_corr_mat", matrix);
  }

  private WeightSlot weight(String name, long out, long in) {
    return addParameter(name, Init.kaimingUniform(rng, out, in));
  }

  private WeightSlot bias(String name, long out, long in) {
    return addParameter(name, Init.uniform(rng, 1 / Math.sqrt(in), out));
  }

  private Layer layer(@Nullable Buffer correlation) {
    return switch (config.mixer()) {
      case ATTENTION -> attentionLayer(false);
      case ENHANCED -> attentionLayer(true);
      default -> new OLinearEncoderLayer(config, correlation, rng);
    };
  }

  private Layer attentionLayer(boolean enhanced) {
    int d = config.dModel();
    double p = config.dropout();
    SelfAttention mixer =
        enhanced
            ? SelfAttention.enhanced(config.encIn(), d, config.nHeads(), p, rng)
            : SelfAttention.vanilla(d, config.nHeads(), p, rng);
    return new MixerEncoderLayer(mixer, d, config.dFf(), config.activation(), p, rng);
  }

  private boolean attention() {
    return config.mixer() == OLinearConfig.Mixer.ATTENTION
        || config.mixer() == OLinearConfig.Mixer.ENHANCED;
  }

  /** The fixed bases map back to the window, to which the window itself is added. */
  private boolean residual() {
    return config.basis() != OLinearConfig.Basis.ORTHO;
  }

  /** What it was made with. */
  public OLinearConfig config() {
    return config;
  }

  /** [B, T, N] to [B, τ, N]. */
  @Override
  public Tensor forward(Tensor x) {
    if (x.dim() != 3 || x.size(1) != config.seqLen() || x.size(2) != config.encIn()) {
      throw new IllegalArgumentException(
          "input has shape %s, expected [B, %d, %d]"
              .formatted(Arrays.toString(x.shape()), config.seqLen(), config.encIn()));
    }
    RevIn.Normalised windows = revIn.normalise(x.permute(2, 0, 1).contiguous()); // [N, B, T]
    Tensor h = encode(first(windows.values())); // [N, B, D]
    Tensor y = Functional.gelu(head(h, windows.values())); // [N, B, F]
    Tensor last = Functional.linear(y, lastWeight.value(), lastBias.value()); // [N, B, τ]
    Tensor out = isTraining() ? Functional.dropout(last, config.dropout(), rng) : last;
    return revIn.inverse(out, windows).permute(1, 2, 0);
  }

  /** Change of basis, dimension extension and {@code ortho_trans.0}: [N, B, T] to [N, B, D]. */
  private Tensor first(Tensor x) {
    Tensor z = forwardBasis == null ? x : x.matmul(typed(forwardBasis, x).mT()); // [N, B, C]
    int d = config.embedSize();
    Tensor w = inWeight.value();
    if (d == 1) {
      Tensor shifted = delta1 == null ? z : z.add(delta1.value().view(config.encIn(), 1, -1));
      return Functional.linear(shifted, w, inBias.value());
    }
    Tensor blocks = w.view(config.dModel(), d, -1); // [D, d, C]
    Tensor summed = embeddings.value().matmul(blocks).squeeze(1); // [D, C]
    Tensor h = Functional.linear(z, summed, inBias.value());
    if (delta1 == null) {
      return h;
    }
    Tensor shift = delta1.value().view(config.encIn(), -1).matmul(blocks.sum(1).mT()); // [N, D]
    return h.add(shift.unsqueeze(1));
  }

  private Tensor encode(Tensor h) {
    return attention()
        ? encoder.forward(h.transpose(0, 1)).transpose(0, 1).contiguous()
        : encoder.forward(h);
  }

  /** {@code ortho_trans.2}, change of basis back and {@code fc.0}: [N, B, D] to [N, B, F]. */
  private Tensor head(Tensor h, Tensor x) {
    long rows = h.size(0) * h.size(1);
    Tensor y = multiplyOut(rows) ? multipliedOut(h) : stepwise(h);
    return residual() ? y.add(x.matmul(residualWeight().mT())) : y;
  }

  private boolean multiplyOut(long rows) {
    long wide = outWeight.value().size(0); // d·C
    long steps = headWeight.value().size(1) / config.embedSize();
    boolean shared = !config.qChanIndep();
    long change = inverseBasis == null ? 0 : wide * steps;
    long direct =
        rows * (wide * config.dModel() + change + config.embedSize() * steps * config.dFf());
    long once = config.dFf() * (change + wide * config.dModel());
    return shared && once + rows * config.dModel() * config.dFf() < direct;
  }

  private Tensor stepwise(Tensor h) {
    int d = config.embedSize();
    long n = h.size(0);
    long b = h.size(1);
    Tensor y = Functional.linear(h, outWeight.value(), outBias.value()); // [N, B, d·C]
    Tensor parts = y.view(n, b * d, -1);
    Tensor values = inverseBasis == null ? parts : parts.matmul(typed(inverseBasis, h));
    Tensor steps = values.view(n, b, d, -1); // [N, B, d, L]
    if (delta2 != null) {
      steps = steps.add(delta2.value().view(n, 1, 1, -1));
    }
    // The head reads steps slow, copies fast: the other order than the encoder's.
    Tensor flat = steps.mT().reshape(n, b, -1);
    return Functional.linear(flat, headWeight.value(), headBias.value());
  }

  private Tensor multipliedOut(Tensor h) {
    int d = config.embedSize();
    int f = config.dFf();
    Tensor head = headWeight.value().view(f, -1, d); // [F, L, d]
    Tensor byCopy = head.mT(); // [F, d, L]
    Tensor changed =
        inverseBasis == null ? byCopy : byCopy.matmul(typed(inverseBasis, h).mT()); // [F, d, C]
    Tensor g = changed.reshape(f, -1);
    Tensor bias = headBias.value().add(g.matmul(outBias.value()));
    Tensor y = Functional.linear(h, g.matmul(outWeight.value()), bias);
    if (delta2 == null) {
      return y;
    }
    Tensor shift = delta2.value().view(config.encIn(), -1).matmul(head.sum(2).mT()); // [N, F]
    return y.add(shift.unsqueeze(1));
  }

  /** What the head does with the window's own copies, [F, T]. */
  private Tensor residualWeight() {
    int d = config.embedSize();
    Tensor head = headWeight.value();
    return d == 1
        ? head
        : head.view(config.dFf(), -1, d).matmul(embeddings.value().mT()).squeeze(2);
  }

  private static Tensor typed(Buffer matrix, Tensor like) {
    return matrix.value().to(like.dtype());
  }

  /**
   * The mixing matrices of the layers, [N, N] each.
   *
   * @throws IllegalStateException when the mixer has none that is independent of the input
   */
  public List<Tensor> mixingMatrices() {
    int n = config.encIn();
    return layers.stream()
        .map(
            layer ->
                switch (layer) {
                  case OLinearEncoderLayer own -> own.matrix().detach().reshape(n, n);
                  default ->
                      throw new IllegalStateException(
                          "mixer " + config.mixer() + " depends on the input");
                })
        .toList();
  }

  /** Of the network as the paper writes it, without multiplying out. */
  @Override
  public long multiplyAdds(long variates) {
    long d = config.embedSize();
    long width = config.dModel();
    long wideIn = inWeight.value().size(1);
    long wideOut = outWeight.value().size(0);
    long steps = headWeight.value().size(1) / d;
    long change = forwardBasis == null ? 0 : wideIn * config.seqLen() + wideOut * steps;
    long maps =
        wideIn * width
            + width * wideOut
            + steps * d * config.dFf()
            + (long) config.dFf() * config.predLen();
    long encoding =
        layers.stream()
            .mapToLong(
                layer ->
                    switch (layer) {
                      case OLinearEncoderLayer own -> own.multiplyAdds();
                      case MixerEncoderLayer mixing -> mixing.multiplyAdds(variates);
                      default -> 0;
                    })
            .sum();
    return variates * (change + maps) + encoding;
  }
}
