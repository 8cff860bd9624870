package polyad.vision;

import org.jspecify.annotations.Nullable;
import polyad.nn.BatchNorm;
import polyad.nn.Conv;
import polyad.nn.DropPath;
import polyad.nn.Layer;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.text.HiddenAct;

/** Widen, look around, weigh the channels, narrow; with a residual but in a stage's first block. */
final class InvertedBottleneck extends Layer {
  /**
   * One block.
   *
   * @param first whether it is the first of its stage, which has no residual even at stride 1
   * @param symmetric whether the padding at stride 2 is the same on both sides
   */
  record Shape(
      int in,
      int out,
      int kernel,
      int stride,
      int expandRatio,
      boolean first,
      boolean symmetric,
      double dropRate) {}

  private final Shape shape;
  private final HiddenAct act;
  private final @Nullable Conv expand;
  private final @Nullable BatchNorm expandNorm;
  private final Conv depthwise;
  private final BatchNorm depthwiseNorm;
  private final Conv reduce;
  private final Conv restore;
  private final Conv project;
  private final BatchNorm projectNorm;
  private final DropPath dropPath;

  InvertedBottleneck(Shape shape, EfficientNetConfig config, Generator rng) {
    this.shape = shape;
    act = config.hiddenAct();
    int wide = shape.in() * shape.expandRatio();
    boolean widens = shape.expandRatio() != 1;
    expand = widens ? addChild("expansion.expand_conv", pointwise(shape.in(), wide, rng)) : null;
    expandNorm = widens ? addChild("expansion.expand_bn", norm(wide, config)) : null;
    Conv.Options options =
        Conv.Options.kernel(shape.kernel(), shape.kernel())
            .withStride(shape.stride())
            .withGroups(wide)
            .withoutBias();
    depthwise = addChild("depthwise_conv.depthwise_conv", new Conv(wide, wide, options, rng));
    depthwiseNorm = addChild("depthwise_conv.depthwise_norm", norm(wide, config));
    // The gate is as wide as a part of the block's input, not of the widened channels.
    int gate = Math.max(1, (int) (shape.in() * config.squeezeExpansionRatio()));
    Conv.Options one = Conv.Options.kernel(1, 1);
    reduce = addChild("squeeze_excite.reduce", new Conv(wide, gate, one, rng));
    restore = addChild("squeeze_excite.expand", new Conv(gate, wide, one, rng));
    project = addChild("projection.project_conv", pointwise(wide, shape.out(), rng));
    projectNorm = addChild("projection.project_bn", norm(shape.out(), config));
    dropPath = addChild("drop_path", new DropPath(shape.dropRate(), rng));
  }

  private static Conv pointwise(int in, int out, Generator rng) {
    return new Conv(in, out, Conv.Options.kernel(1, 1).withoutBias(), rng);
  }

  private static BatchNorm norm(int channels, EfficientNetConfig config) {
    return new BatchNorm(channels, config.batchNormEps(), config.batchNormMomentum());
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor h = x; // [B, in, H, W]
    if (expand != null && expandNorm != null) {
      h = act.apply(expandNorm.forward(expand.forward(h))); // [B, wide, H, W]
    }
    h = act.apply(depthwiseNorm.forward(depthwise.forward(h.pad(padding(), 0))));
    Tensor gate = h.mean(true, 2, 3); // [B, wide, 1, 1]
    gate = restore.forward(act.apply(reduce.forward(gate))).sigmoid();
    h = projectNorm.forward(project.forward(h.mul(gate))); // [B, out, H', W']
    return shape.stride() == 1 && !shape.first() ? dropPath.forward(h).add(x) : h;
  }

  /** Zeros left, right, above and below: TensorFlow's "same" for even sizes at stride 2. */
  private long[] padding() {
    int k = shape.kernel();
    return switch (shape.stride()) {
      case 1 -> new long[] {(k - 1) / 2, k / 2, (k - 1) / 2, k / 2};
      case 2 -> {
        int before = shape.symmetric() ? k / 2 : Math.max(0, k / 2 - 1);
        yield new long[] {before, k / 2, before, k / 2};
      }
      default -> new long[4];
    };
  }
}
