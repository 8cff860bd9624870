package polyad.nn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Convolution in one, two or three dimensions: [B, Cin, L...] to [B, Cout, L'...]; {@code weight}
 * [Cout, Cin/groups, K...], {@code bias} [Cout].
 */
public final class Conv extends Layer {
  private final WeightSlot weight;
  private final @Nullable WeightSlot bias;
  private final Options options;

  /**
   * Everything but the channels; all arrays have one number a spatial dimension.
   *
   * @param kernel sizes, 1 to 3 of them, each at least 1
   * @param groups groups of channels; as many as channels for a depthwise convolution
   */
  public record Options(
      long[] kernel, long[] stride, long[] padding, long[] dilation, long groups, boolean bias) {
    /** Checks that the arrays agree. */
    public Options {
      int n = kernel.length;
      if (n < 1 || n > 3 || stride.length != n || padding.length != n || dilation.length != n) {
        throw new IllegalArgumentException(
            "kernel "
                + Arrays.toString(kernel)
                + " needs 1 to 3 sizes, and stride, padding, dilation as many");
      }
      if (groups < 1) {
        throw new IllegalArgumentException("groups is " + groups + ", allowed: 1 or more");
      }
    }

    /** Stride 1, no padding, one group, a bias. */
    public static Options kernel(long... kernel) {
      return new Options(kernel, all(kernel, 1), all(kernel, 0), all(kernel, 1), 1, true);
    }

    /** With this stride. */
    public Options withStride(long s) {
      return new Options(kernel, all(kernel, s), padding, dilation, groups, bias);
    }

    /** With this many zeros at both ends. */
    public Options withPadding(long p) {
      return new Options(kernel, stride, all(kernel, p), dilation, groups, bias);
    }

    /** With this dilation. */
    public Options withDilation(long d) {
      return new Options(kernel, stride, padding, all(kernel, d), groups, bias);
    }

    /** With this many groups. */
    public Options withGroups(long g) {
      return new Options(kernel, stride, padding, dilation, g, bias);
    }

    /** Without a bias. */
    public Options withoutBias() {
      return new Options(kernel, stride, padding, dilation, groups, false);
    }

    private static long[] all(long[] kernel, long value) {
      long[] values = new long[kernel.length];
      Arrays.fill(values, value);
      return values;
    }
  }

  /** With PyTorch's default initial values. */
  public Conv(long in, long out, Options options, Generator rng) {
    this(
        options,
        new Parameter(Init.kaimingUniform(rng, shape(in, out, options))),
        options.bias()
            ? new Parameter(
                Init.uniform(rng, 1 / Math.sqrt(Init.fanIn(shape(in, out, options))), out))
            : null);
  }

  /** With weights of the caller's. */
  public Conv(Options options, Weight weight, @Nullable Weight bias) {
    this.options = options;
    this.weight = addWeight("weight", weight);
    this.bias = bias == null ? null : addWeight("bias", bias);
  }

  private static long[] shape(long in, long out, Options options) {
    if (in % options.groups() != 0 || out % options.groups() != 0) {
      throw new IllegalArgumentException(
          "channels " + in + " and " + out + " are not divisible by groups " + options.groups());
    }
    long[] shape = new long[options.kernel().length + 2];
    shape[0] = out;
    shape[1] = in / options.groups();
    System.arraycopy(options.kernel(), 0, shape, 2, options.kernel().length);
    return shape;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.conv(
        x,
        weight.value(),
        bias == null ? null : bias.value(),
        options.stride(),
        options.padding(),
        options.dilation(),
        options.groups());
  }
}
