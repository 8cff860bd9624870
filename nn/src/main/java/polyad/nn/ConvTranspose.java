package polyad.nn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Transposed convolution in one, two or three dimensions: [B, Cin, L...] to [B, Cout, L'...];
 * {@code weight} [Cin, Cout/groups, K...], {@code bias} [Cout].
 */
public final class ConvTranspose extends Layer {
  private final WeightSlot weight;
  private final @Nullable WeightSlot bias;
  private final Conv.Options options;
  private final long[] outputPadding;

  /** With PyTorch's default initial values and the same output padding in every dimension. */
  public ConvTranspose(long in, long out, Conv.Options options, long outputPadding, Generator rng) {
    if (out % options.groups() != 0) {
      throw new IllegalArgumentException(
          out + " output channels are not divisible by groups " + options.groups());
    }
    long[] kernel = options.kernel();
    long[] shape = new long[kernel.length + 2];
    shape[0] = in;
    shape[1] = out / options.groups();
    System.arraycopy(kernel, 0, shape, 2, kernel.length);
    this.options = options;
    this.outputPadding = new long[kernel.length];
    Arrays.fill(this.outputPadding, outputPadding);
    this.weight = addParameter("weight", Init.kaimingUniform(rng, shape));
    this.bias =
        options.bias()
            ? addParameter("bias", Init.uniform(rng, 1 / Math.sqrt(Init.fanIn(shape)), out))
            : null;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.convTranspose(
        x,
        weight.value(),
        bias == null ? null : bias.value(),
        options.stride(),
        options.padding(),
        outputPadding,
        options.groups(),
        options.dilation());
  }
}
