package polyad.tensor;

import java.util.Arrays;
import org.bytedeco.pytorch.TensorArrayRef;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** What layers compute, as functions: convolutions, pooling, activations, norms, attention. */
public final class Functional {
  private Functional() {}

  /** x·Wᵀ + b: [..., in], [out, in], [out] to [..., out]. */
  public static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    return Op.applyAll(
        "linear",
        new Tensor[] {x, weight, bias},
        (t, n) -> torch.linear(n[0], n[1], t.tensor(n[2])));
  }

  /**
   * Convolution in one, two or three dimensions, as the weight has.
   *
   * @param x [B, Cin, L...]
   * @param weight [Cout, Cin/groups, K...]
   * @param bias [Cout] or null
   * @param stride one number a spatial dimension
   * @param padding zeros at both ends, one number a spatial dimension
   * @param dilation one number a spatial dimension
   */
  public static Tensor conv(
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      long[] stride,
      long[] padding,
      long[] dilation,
      long groups) {
    int spatial = weight.dim() - 2;
    return Op.applyAll(
        "conv" + spatial + "d",
        new Tensor[] {x, weight, bias},
        (t, n) ->
            switch (spatial) {
              case 1 -> torch.conv1d(n[0], n[1], t.tensor(n[2]), stride, padding, dilation, groups);
              case 2 -> torch.conv2d(n[0], n[1], t.tensor(n[2]), stride, padding, dilation, groups);
              case 3 -> torch.conv3d(n[0], n[1], t.tensor(n[2]), stride, padding, dilation, groups);
              default -> throw new IllegalArgumentException("weight needs 3 to 5 dimensions");
            });
  }

  /**
   * Transposed convolution in one, two or three dimensions, as the weight has.
   *
   * @param weight [Cin, Cout/groups, K...]
   */
  public static Tensor convTranspose(
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      long[] stride,
      long[] padding,
      long[] outputPadding,
      long groups,
      long[] dilation) {
    int spatial = weight.dim() - 2;
    return Op.applyAll(
        "convTranspose" + spatial + "d",
        new Tensor[] {x, weight, bias},
        (t, n) ->
            switch (spatial) {
              case 1 ->
                  torch.conv_transpose1d(
                      n[0], n[1], t.tensor(n[2]), stride, padding, outputPadding, groups, dilation);
              case 2 ->
                  torch.conv_transpose2d(
                      n[0], n[1], t.tensor(n[2]), stride, padding, outputPadding, groups, dilation);
              case 3 ->
                  torch.conv_transpose3d(
                      n[0], n[1], t.tensor(n[2]), stride, padding, outputPadding, groups, dilation);
              default -> throw new IllegalArgumentException("weight needs 3 to 5 dimensions");
            });
  }

  /** The largest value of each window; one, two or three spatial dimensions as the kernel has. */
  public static Tensor maxPool(Tensor x, long[] kernel, long[] stride, long[] padding) {
    long[] ones = new long[kernel.length];
    Arrays.fill(ones, 1);
    return Op.apply(
        "maxPool" + kernel.length + "d",
        x,
        (t, a) ->
            switch (kernel.length) {
              case 1 -> torch.max_pool1d(a, kernel, stride, padding, ones, false);
              case 2 -> torch.max_pool2d(a, kernel, stride, padding, ones, false);
              case 3 -> torch.max_pool3d(a, kernel, stride, padding, ones, false);
              default -> throw new IllegalArgumentException("kernel needs 1 to 3 sizes");
            });
  }

  /** The mean of each window; padded zeros count when {@code countPadding}. */
  public static Tensor avgPool(
      Tensor x, long[] kernel, long[] stride, long[] padding, boolean countPadding) {
    return Op.apply(
        "avgPool" + kernel.length + "d",
        x,
        (t, a) ->
            switch (kernel.length) {
              case 1 -> torch.avg_pool1d(a, kernel, stride, padding, false, countPadding);
              case 2 ->
                  torch.avg_pool2d(
                      a, kernel, stride, padding, false, countPadding, t.longOptional(null));
              case 3 ->
                  torch.avg_pool3d(
                      a, kernel, stride, padding, false, countPadding, t.longOptional(null));
              default -> throw new IllegalArgumentException("kernel needs 1 to 3 sizes");
            });
  }

  /** Means over a grid of windows that cover the image: [B, C, H, W] to [B, C, h, w]. */
  public static Tensor adaptiveAvgPool2d(Tensor x, long height, long width) {
    return Op.apply("adaptiveAvgPool2d", x, (t, a) -> torch.adaptive_avg_pool2d(a, height, width));
  }

  /** Maxima over a grid of windows that cover the image: [B, C, H, W] to [B, C, h, w]. */
  public static Tensor adaptiveMaxPool2d(Tensor x, long height, long width) {
    return Op.pair(
        Op.call("adaptiveMaxPool2d", x, (t, a) -> torch.adaptive_max_pool2d(a, height, width)))[0];
  }

  /** How values between the samples are found. */
  public enum Interpolation {
    /** The nearest sample. */
    NEAREST,
    /** Linear in every spatial dimension. */
    LINEAR,
    /** Cubic; images only. */
    CUBIC
  }

  /** Resampled to another size: [B, C, L...] to [B, C, size...]. */
  public static Tensor interpolate(
      Tensor x, long[] size, Interpolation mode, boolean alignCorners) {
    return Op.apply(
        "interpolate",
        x,
        (t, a) -> {
          var none = t.doubleOptional(null);
          return switch (mode) {
            case NEAREST ->
                switch (size.length) {
                  case 1 -> torch.upsample_nearest1d(a, size, none);
                  case 2 -> torch.upsample_nearest2d(a, size, none, none);
                  case 3 -> torch.upsample_nearest3d(a, size, none, none, none);
                  default -> throw new IllegalArgumentException("size needs 1 to 3 numbers");
                };
            case LINEAR ->
                switch (size.length) {
                  case 1 -> torch.upsample_linear1d(a, size, alignCorners, none);
                  case 2 -> torch.upsample_bilinear2d(a, size, alignCorners, none, none);
                  case 3 -> torch.upsample_trilinear3d(a, size, alignCorners, none, none, none);
                  default -> throw new IllegalArgumentException("size needs 1 to 3 numbers");
                };
            case CUBIC -> torch.upsample_bicubic2d(a, size, alignCorners, none, none);
          };
        });
  }

  /**
   * Samples an image at points: [B, C, H, W] and grid [B, h, w, 2] with (x, y) in [−1, 1] to [B, C,
   * h, w]; zeros outside.
   */
  public static Tensor gridSample(Tensor x, Tensor grid, boolean bilinear, boolean alignCorners) {
    return Op.apply(
        "gridSample",
        x,
        grid,
        (t, a, b) -> torch.grid_sampler(a, b, bilinear ? 0 : 1, 0, alignCorners));
  }

  /** Patches as columns: [B, C, H, W] to [B, C·kh·kw, patches]. */
  public static Tensor unfold2d(Tensor x, long[] kernel, long[] stride, long[] padding) {
    return Op.apply(
        "unfold2d", x, (t, a) -> torch.im2col(a, kernel, new long[] {1, 1}, padding, stride));
  }

  /** x·Φ(x), exact by the error function. */
  public static Tensor gelu(Tensor x) {
    return Op.apply("gelu", x, (t, a) -> torch.gelu(a, "none"));
  }

  /** The tanh approximation of {@link #gelu}, GPT-2's. */
  public static Tensor geluTanh(Tensor x) {
    return Op.apply("geluTanh", x, (t, a) -> torch.gelu(a, "tanh"));
  }

  /** x·sigmoid(x). */
  public static Tensor silu(Tensor x) {
    return Op.apply("silu", x, (t, a) -> torch.silu(a));
  }

  /** x above 0, slope·x below. */
  public static Tensor leakyRelu(Tensor x, double slope) {
    return Op.apply("leakyRelu", x, (t, a) -> torch.leaky_relu(a, t.scalar(slope)));
  }

  /** x above 0, alpha·(e^x − 1) below. */
  public static Tensor elu(Tensor x, double alpha) {
    return Op.apply(
        "elu", x, (t, a) -> torch.elu(a, t.scalar(alpha), t.scalar(1.0), t.scalar(1.0)));
  }

  /** ln(1 + e^x), linear above 20 as PyTorch's. */
  public static Tensor softplus(Tensor x) {
    return Op.apply("softplus", x, (t, a) -> torch.softplus(a, t.scalar(1.0), t.scalar(20.0)));
  }

  /** ln sigmoid(x) without overflow. */
  public static Tensor logSigmoid(Tensor x) {
    return Op.apply("logSigmoid", x, (t, a) -> torch.log_sigmoid(a));
  }

  /** x·relu6(x + 3) / 6. */
  public static Tensor hardswish(Tensor x) {
    return Op.apply("hardswish", x, (t, a) -> torch.hardswish(a));
  }

  /** The first half of one dimension times the sigmoid of the second. */
  public static Tensor glu(Tensor x, int dim) {
    return Op.apply("glu", x, (t, a) -> torch.glu(a, dim));
  }

  /** x / max(‖x‖₂, eps) over one dimension. */
  public static Tensor normalize(Tensor x, int dim, double eps) {
    return x.div(x.norm(2, true, dim).clampMin(eps));
  }

  /** x / max(‖x‖_p, eps) over one dimension. */
  public static Tensor normalize(Tensor x, double p, int dim, double eps) {
    return x.div(x.norm(p, true, dim).clampMin(eps));
  }

  /** (x − mean) / √(var + eps)·weight + bias over the last dimensions of these sizes. */
  public static Tensor layerNorm(
      Tensor x, long[] sizes, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    return Op.applyAll(
        "layerNorm",
        new Tensor[] {x, weight, bias},
        (t, n) -> torch.layer_norm(n[0], sizes, t.tensor(n[1]), t.tensor(n[2]), eps, false));
  }

  /** x / √(mean x² + eps)·weight over the last dimension. */
  public static Tensor rmsNorm(Tensor x, @Nullable Tensor weight, double eps) {
    return Op.applyAll(
        "rmsNorm",
        new Tensor[] {x, weight},
        (t, n) ->
            torch.rms_norm(n[0], new long[] {x.size(-1)}, t.tensor(n[1]), t.doubleOptional(eps)));
  }

  /** Normalised over groups of channels: [B, C, ...]. */
  public static Tensor groupNorm(
      Tensor x, long groups, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    return Op.applyAll(
        "groupNorm",
        new Tensor[] {x, weight, bias},
        (t, n) -> torch.group_norm(n[0], groups, t.tensor(n[1]), t.tensor(n[2]), eps, false));
  }

  /**
   * Normalised over the batch for each channel: [B, C, ...]. In training the running statistics are
   * updated in place.
   */
  public static Tensor batchNorm(
      Tensor x,
      @Nullable Tensor runningMean,
      @Nullable Tensor runningVar,
      @Nullable Tensor weight,
      @Nullable Tensor bias,
      boolean training,
      double momentum,
      double eps) {
    return Op.applyAll(
        "batchNorm",
        new Tensor[] {x, weight, bias, runningMean, runningVar},
        (t, n) ->
            torch.batch_norm(
                n[0],
                t.tensor(n[1]),
                t.tensor(n[2]),
                t.tensor(n[3]),
                t.tensor(n[4]),
                training,
                momentum,
                eps,
                false));
  }

  /** Each element set to 0 with probability p, the others scaled by 1/(1 − p). */
  public static Tensor dropout(Tensor x, double p, Generator rng) {
    if (p == 0) {
      return x;
    }
    Tensor mask =
        Op.apply(
            "dropout",
            x.detach(),
            (t, a) -> {
              var keep = torch.empty_like(a);
              keep.bernoulli_(1 - p, t.generator(rng.generator()));
              keep.mul_(t.scalar(p == 1 ? 0.0 : 1 / (1 - p)));
              return keep;
            });
    return x.mul(mask);
  }

  /** Rows of a table: [n, d] and indexes [...] to [..., d]. */
  public static Tensor embedding(Tensor weight, Tensor indices) {
    return Op.apply(
        "embedding", weight, indices, (t, w, i) -> torch.embedding(w, i, -1, false, false));
  }

  /** One-hot vectors, I64: [...] to [..., classes]. */
  public static Tensor oneHot(Tensor indices, long classes) {
    return Op.apply("oneHot", indices, (t, a) -> torch.one_hot(a, classes));
  }

  /**
   * softmax(scale·q·kᵀ + mask)·v, fused.
   *
   * @param q [..., L, E]
   * @param k [..., S, E]
   * @param v [..., S, Ev]
   * @param mask null, or BOOL (true takes part) or additive, broadcast to [..., L, S]
   * @param causal whether position i sees only positions up to i
   * @param scale null for 1/√E
   */
  public static Tensor scaledDotProductAttention(
      Tensor q, Tensor k, Tensor v, @Nullable Tensor mask, boolean causal, @Nullable Double scale) {
    return Op.applyAll(
        "scaledDotProductAttention",
        new Tensor[] {q, k, v, mask},
        (t, n) ->
            torch.scaled_dot_product_attention(
                n[0], n[1], n[2], t.tensor(n[3]), 0.0, causal, t.doubleOptional(scale), false));
  }

  /** How the losses of elements become one. */
  public enum Reduction {
    /** No reduction. */
    NONE,
    /** The mean. */
    MEAN,
    /** The sum. */
    SUM;

    long code() {
      return switch (this) {
        case NONE -> 0;
        case MEAN -> 1;
        case SUM -> 2;
      };
    }
  }

  /**
   * Cross-entropy of logits.
   *
   * @param logits [B, C, ...]
   * @param target classes I64 [B, ...] or probabilities [B, C, ...]
   */
  public static Tensor crossEntropy(
      Tensor logits, Tensor target, double labelSmoothing, Reduction reduction) {
    return Op.apply(
        "crossEntropy",
        logits,
        target,
        (t, a, b) ->
            torch.cross_entropy_loss(a, b, t.tensor(null), reduction.code(), -100, labelSmoothing));
  }

  /** Mean cross-entropy of logits [B, C] with classes [B]. */
  public static Tensor crossEntropy(Tensor logits, Tensor target) {
    return crossEntropy(logits, target, 0, Reduction.MEAN);
  }

  /** −logProb of the target class. */
  public static Tensor nllLoss(Tensor logProbs, Tensor target) {
    return Op.apply(
        "nllLoss", logProbs, target, (t, a, b) -> torch.nll_loss(a, b, t.tensor(null), 1, -100));
  }

  /** The mean of (x − y)². */
  public static Tensor mseLoss(Tensor x, Tensor y) {
    return Op.apply("mseLoss", x, y, (t, a, b) -> torch.mse_loss(a, b, 1));
  }

  /** The mean of |x − y|. */
  public static Tensor l1Loss(Tensor x, Tensor y) {
    return Op.apply("l1Loss", x, y, (t, a, b) -> torch.l1_loss(a, b, 1));
  }

  /** Quadratic below delta, linear above, mean. */
  public static Tensor huberLoss(Tensor x, Tensor y, double delta) {
    return Op.apply("huberLoss", x, y, (t, a, b) -> torch.huber_loss(a, b, 1, delta));
  }

  /** Binary cross-entropy of logits, mean. */
  public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor target) {
    return Op.apply(
        "binaryCrossEntropyWithLogits",
        logits,
        target,
        (t, a, b) ->
            torch.binary_cross_entropy_with_logits(a, b, t.tensor(null), t.tensor(null), 1));
  }

  /** Σ target·(ln target − logProb) / batch. */
  public static Tensor klDiv(Tensor logProbs, Tensor target) {
    return Op.apply("klDiv", logProbs, target, (t, a, b) -> torch.kl_div(a, b, 0, false))
        .sum()
        .div(logProbs.size(0));
  }

  /** Cosine of the angle over one dimension. */
  public static Tensor cosineSimilarity(Tensor x, Tensor y, int dim, double eps) {
    return Op.apply("cosineSimilarity", x, y, (t, a, b) -> torch.cosine_similarity(a, b, dim, eps));
  }

  /** Pairwise p-distances: [..., n, d] and [..., m, d] to [..., n, m]. */
  public static Tensor cdist(Tensor x, Tensor y, double p) {
    return Op.apply("cdist", x, y, (t, a, b) -> torch.cdist(a, b, p, t.longOptional(null)));
  }

  /**
   * A recurrent network's outputs and last states.
   *
   * @param output [B, L, D·H]
   * @param hidden [D·layers, B, H]
   * @param cell [D·layers, B, H], LSTM only
   */
  public record Recurrent(Tensor output, Tensor hidden, @Nullable Tensor cell) {}

  /**
   * Fused LSTM, batch first.
   *
   * @param weights for every layer and direction: W_ih, W_hh, b_ih, b_hh (no biases if !hasBias)
   */
  public static Recurrent lstm(
      Tensor x,
      Tensor hidden,
      Tensor cell,
      Tensor[] weights,
      boolean hasBias,
      int layers,
      boolean bidirectional) {
    Tensor[] parts =
        Op.triple(
            Op.callAll(
                "lstm",
                operands(x, hidden, cell, weights),
                (t, n) ->
                    torch.lstm(
                        n[0],
                        t.add(new TensorArrayRef(t.tensors(n[1], n[2]))),
                        t.add(new TensorArrayRef(t.tensors(Arrays.copyOfRange(n, 3, n.length)))),
                        hasBias,
                        layers,
                        0.0,
                        false,
                        bidirectional,
                        true)));
    return new Recurrent(parts[0], parts[1], parts[2]);
  }

  /** Fused GRU, batch first; weights as in {@link #lstm}. */
  public static Recurrent gru(
      Tensor x,
      Tensor hidden,
      Tensor[] weights,
      boolean hasBias,
      int layers,
      boolean bidirectional) {
    Tensor[] parts =
        Op.pair(
            Op.callAll(
                "gru",
                operands(x, hidden, hidden, weights),
                (t, n) ->
                    torch.gru(
                        n[0],
                        n[1],
                        t.add(new TensorArrayRef(t.tensors(Arrays.copyOfRange(n, 3, n.length)))),
                        hasBias,
                        layers,
                        0.0,
                        false,
                        bidirectional,
                        true)));
    return new Recurrent(parts[0], parts[1], null);
  }

  private static Tensor[] operands(Tensor x, Tensor h, Tensor c, Tensor[] weights) {
    Tensor[] all = new Tensor[weights.length + 3];
    all[0] = x;
    all[1] = h;
    all[2] = c;
    System.arraycopy(weights, 0, all, 3, weights.length);
    return all;
  }
}
