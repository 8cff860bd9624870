package polyad.geometry.polynomials;

import java.util.ArrayList;
import java.util.List;
import polyad.nn.BatchNorm;
import polyad.nn.Init;
import polyad.nn.Layer;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.nn.Parameter;
import polyad.nn.WeightSlot;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * The provably powerful graph network on pairs of nodes, and PPGN++ with the transpose and the
 * identity as further inputs of every block, which make it compute all of the edge-based prototype.
 * Parameter names are the release's.
 */
public final class Ppgn extends Module {
  /**
   * Readouts of regular graphs may differ in the sixth figure, so that batch norm's usual 1e-5
   * would drown their variance; this one still lies above the rounding of single precision.
   */
  private static final double LEAST_VARIANCE = 1e-14;

  private static final double EPS = 1e-5;

  private final PpgnConfig config;
  private final List<Block> blocks = new ArrayList<>();
  private final List<BatchNorm> norms = new ArrayList<>();
  private final Readout hidden;
  private final Readout out;

  /** With Xavier's uniform weights and biases of zero. */
  public Ppgn(PpgnConfig config, Generator rng) {
    this.config = config;
    int channels = config.inputDim();
    for (int i = 0; i < config.depth(); i++) {
      blocks.add(addChild("reg_blocks." + i, new Block(config, channels, rng)));
      channels = config.hiddenDim();
    }
    if (config.normalize()) {
      norms.add(addChild("readout_norm", new BatchNorm(2L * channels, LEAST_VARIANCE, 0.1)));
    }
    hidden = addChild("fc_layers.0", new Readout(2L * channels, config.suffixDim(), rng));
    out = addChild("fc_layers.1", new Readout(config.suffixDim(), config.outDim(), rng));
  }

  /**
   * The results of every graph.
   *
   * @param x [B, inputDim, n, n]
   * @param mask [B, 1, n, n], 1 where both nodes are there
   * @param sizes nodes of every graph, [B, 1]
   * @return [B, outDim]
   * @throws IllegalArgumentException when shapes do not fit, or mask and sizes do not agree
   */
  public Tensor forward(Tensor x, Tensor mask, Tensor sizes) {
    return results(readout(x, mask, sizes));
  }

  /** Means over the diagonal and over the other pairs, [B, 2·hidden], of what forward is given. */
  Tensor readout(Tensor x, Tensor mask, Tensor sizes) {
    requireAgreement(x, mask, sizes);
    Tensor h = x;
    for (Block block : blocks) {
      h = block.forward(h, mask); // [B, hidden, n, n]
    }
    return pooled(h, sizes);
  }

  /** Results of readouts: [B, 2·hidden] to [B, outDim]. */
  Tensor results(Tensor readout) {
    Tensor h = readout;
    for (BatchNorm norm : norms) {
      h = norm.forward(h);
    }
    return out.forward(hidden.forward(h).relu());
  }

  private void requireAgreement(Tensor x, Tensor mask, Tensor sizes) {
    if (x.dim() != 4 || x.size(1) != config.inputDim() || x.size(2) != x.size(3)) {
      throw new IllegalArgumentException(
          "x: %s, expected [B, %d, n, n]".formatted(x, config.inputDim()));
    }
    if (mask.dim() != 4 || mask.size(2) != x.size(2) || mask.size(0) != x.size(0)) {
      throw new IllegalArgumentException(
          "mask: %s, expected [%d, 1, %d, %d]".formatted(mask, x.size(0), x.size(2), x.size(2)));
    }
    Tensor gap = mask.detach().sum(2, 3).sub(sizes.detach().square()).abs();
    if (gap.max().item() > 0.5) {
      long worst = gap.flatten(0, 1).argmax(0, false).itemLong();
      throw new IllegalArgumentException(
          "mask of graph %d allows %.0f pairs, expected %.0f² as in sizes"
              .formatted(
                  worst,
                  mask.detach().sum(2, 3).reshape(-1).get(worst).item(),
                  sizes.detach().reshape(-1).get(worst).item()));
    }
  }

  /** Means of the diagonal and of the rest; the latter 0 for a single node. */
  private static Tensor pooled(Tensor h, Tensor sizes) {
    Tensor diagonal = h.diagonal(0, 2, 3).sum(2); // [B, hidden]
    Tensor rest = h.sum(2, 3).sub(diagonal);
    Tensor pairs = sizes.mul(sizes.sub(1)).clampMin(1);
    return Tensor.cat(1, diagonal.div(sizes), rest.div(pairs)); // [B, 2·hidden]
  }

  /** MLP(x, xᵀ) · MLP(x) as matrices, channel by channel, beside x. */
  private static final class Block extends Module {
    private final boolean transpose;
    private final boolean identity;
    private final boolean normalize;
    private final PairMlp left;
    private final PairMlp right;
    private final PairConv skip;

    Block(PpgnConfig config, int channels, Generator rng) {
      transpose = config.transpose();
      identity = config.identity();
      normalize = config.normalize();
      int in = channels + (identity ? 1 : 0);
      int width = config.hiddenDim();
      left = addChild("mlp1", new PairMlp(transpose ? 2 * in : in, width, config.mlpDepth(), rng));
      right = addChild("mlp2", new PairMlp(in, width, config.mlpDepth(), rng));
      skip = addChild("skip.conv", new PairConv(in + width, width, rng));
    }

    Tensor forward(Tensor features, Tensor mask) {
      Tensor x = identity ? withIdentity(features) : features; // [B, c, n, n]
      Tensor a = left.forward(transpose ? Tensor.cat(1, x, x.mT()) : x).mul(mask);
      Tensor b = right.forward(x).mul(mask);
      Tensor product = a.matmul(b);
      Tensor y = normalize ? normalized(product, mask) : product;
      return skip.forward(Tensor.cat(1, x, y)).mul(mask); // [B, hidden, n, n]
    }

    /**
     * Products of what ReLU leaves are nearly one number at all pairs, which hides where they
     * differ: every channel less its mean over the pairs of the graph, over its deviation.
     */
    private static Tensor normalized(Tensor product, Tensor mask) {
      Tensor pairs = mask.sum(2, 3).unsqueeze(-1).unsqueeze(-1); // [B, 1, 1, 1]
      Tensor mean = product.sum(2, 3).unsqueeze(-1).unsqueeze(-1).div(pairs); // [B, c, 1, 1]
      Tensor centred = product.sub(mean).mul(mask);
      Tensor variance = centred.square().sum(2, 3).unsqueeze(-1).unsqueeze(-1).div(pairs);
      return centred.mul(variance.add(EPS).rsqrt());
    }

    private static Tensor withIdentity(Tensor x) {
      long n = x.size(-1);
      Tensor eye = Tensor.eye(x.dtype(), n).expand(x.size(0), 1, n, n);
      return Tensor.cat(1, x, eye);
    }
  }

  /** 1×1 convolutions, each with ReLU behind it. */
  private static final class PairMlp extends Layer {
    private final List<PairConv> convs = new ArrayList<>();

    PairMlp(int in, int width, int depth, Generator rng) {
      for (int i = 0; i < depth; i++) {
        convs.add(addChild("convs." + i, new PairConv(i == 0 ? in : width, width, rng)));
      }
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor h = x;
      for (PairConv conv : convs) {
        h = conv.forward(h).relu();
      }
      return h;
    }
  }

  /** A linear map of channels, the same for all pairs: [B, in, n, n] to [B, out, n, n]. */
  private static final class PairConv extends Layer {
    private final WeightSlot weight; // [out, in, 1, 1]
    private final WeightSlot bias;

    PairConv(long in, long out, Generator rng) {
      weight = addParameter("weight", Init.xavierUniform(rng, out, in, 1, 1));
      bias = addParameter("bias", Tensor.zeros(out));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor w = weight.value().flatten(1, 3); // [out, in]
      Tensor y = w.matmul(x.flatten(2, 3)).add(bias.value().unsqueeze(-1));
      return y.unflatten(2, x.size(2), x.size(3));
    }
  }

  /** A dense layer under the release's name. */
  private static final class Readout extends Layer {
    private final Linear fc;

    Readout(long in, long out, Generator rng) {
      fc =
          addChild(
              "fc",
              new Linear(
                  new Parameter(Init.xavierUniform(rng, out, in)),
                  new Parameter(Tensor.zeros(out))));
    }

    @Override
    public Tensor forward(Tensor x) {
      return fc.forward(x);
    }
  }
}
