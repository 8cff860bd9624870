package polyad.series.olinear;

import org.jspecify.annotations.Nullable;
import polyad.nn.Buffer;
import polyad.nn.Layer;
import polyad.nn.LayerNorm;
import polyad.nn.Linear;
import polyad.nn.WeightSlot;
import polyad.series.FeedForward;
import polyad.series.Flops;
import polyad.series.MixingDesign;
import polyad.series.NormLin;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * One layer of the paper's encoder (section 4.2), on variates first, [N, B, D]: cross-series
 * learning mixes the variates, intra-series learning transforms each of them; both with a residual
 * and a norm after it.
 */
final class OLinearEncoderLayer extends Layer {
  private final OLinearConfig config;
  private final Generator rng;
  private final @Nullable Buffer correlation;
  private final @Nullable WeightSlot weightMat;
  private final @Nullable Linear value;
  private final @Nullable Linear out;
  private final @Nullable Linear freeMap;
  private final @Nullable LayerNorm norm1;
  private final @Nullable FeedForward feedForward;
  private final @Nullable PositiveLinear ffn1;
  private final @Nullable PositiveLinear ffn2;
  private final @Nullable LayerNorm norm2;

  /**
   * A layer with the mixer and temporal part of the configuration, which is no attention.
   *
   * @param correlation channel correlations [N, N] that stand for the learned matrix, or null
   */
  OLinearEncoderLayer(OLinearConfig config, @Nullable Buffer correlation, Generator rng) {
    this.config = config;
    this.correlation = correlation;
    this.rng = rng;
    int d = config.dModel();
    boolean normLin = config.mixer() == OLinearConfig.Mixer.NORMLIN;
    boolean mixes = config.mixer() != OLinearConfig.Mixer.NONE;
    boolean learned = normLin && correlation == null;
    weightMat = learned ? addParameter("weight_mat", NormLin.initial(config.encIn(), rng)) : null;
    value = normLin ? addChild("v_proj", new Linear(d, d, rng)) : null;
    out = normLin ? addChild("out_proj", new Linear(d, d, rng)) : null;
    freeMap =
        mixes && !normLin
            ? addChild("var_lin", new Linear(config.encIn(), config.encIn(), rng))
            : null;
    norm1 = mixes ? addChild("norm1", new LayerNorm(d)) : null;
    OLinearConfig.Temporal temporal = config.temporal();
    feedForward =
        temporal == OLinearConfig.Temporal.LINEAR
            ? new FeedForward(d, config.dFf(), config.activation(), config.dropout(), rng)
            : null;
    if (feedForward != null) {
      feedForward.children().forEach(this::addChild);
    }
    boolean positive = temporal == OLinearConfig.Temporal.NORMLIN;
    ffn1 = positive ? addChild("ffn1", new PositiveLinear(d, config.dFf(), rng)) : null;
    ffn2 = positive ? addChild("ffn2", new PositiveLinear(config.dFf(), d, rng)) : null;
    norm2 = temporal == OLinearConfig.Temporal.NONE ? null : addChild("norm2", new LayerNorm(d));
  }

  /** [N, B, D] to the same shape. */
  @Override
  public Tensor forward(Tensor h) {
    Tensor x = norm1 == null ? h : norm1.forward(h.add(dropped(mixed(h))));
    return norm2 == null ? x : norm2.forward(x.add(transformed(x)));
  }

  private Tensor mixed(Tensor h) {
    if (freeMap != null) {
      return freeMap.forward(h.permute(1, 2, 0)).permute(2, 0, 1); // a bias per variate
    }
    if (value == null || out == null) {
      throw new IllegalStateException("a layer without mixer does not mix");
    }
    return out.forward(NormLin.mix(dropped(matrix()), value.forward(h)));
  }

  /** The mixing matrix A, [1, N, N] or [N, N]; only of NormLin and its fixed form. */
  Tensor matrix() {
    if (correlation != null) {
      return correlation.value().softmax(-1);
    }
    if (weightMat == null) {
      throw new IllegalStateException("mixer " + config.mixer() + " has no mixing matrix");
    }
    MixingDesign design = config.mixingDesign();
    return design.matrix(weightMat.value());
  }

  private Tensor transformed(Tensor x) {
    if (feedForward != null) {
      return feedForward.forward(x, isTraining());
    }
    if (ffn1 == null || ffn2 == null) {
      throw new IllegalStateException("a layer without temporal part does not transform");
    }
    Tensor y = dropped(config.activation().apply(ffn1.forward(x)));
    return dropped(ffn2.forward(y));
  }

  private Tensor dropped(Tensor x) {
    return isTraining() ? Functional.dropout(x, config.dropout(), rng) : x;
  }

  long multiplyAdds() {
    long n = config.encIn();
    long d = config.dModel();
    long mixing =
        switch (config.mixer()) {
          case NORMLIN -> Flops.normLin(n, d);
          case LINEAR -> n * n * d;
          default -> 0;
        };
    boolean transforms = config.temporal() != OLinearConfig.Temporal.NONE;
    return mixing + (transforms ? 2 * n * d * config.dFf() : 0);
  }
}
