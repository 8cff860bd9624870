package polyad.series.timesnet;

import java.util.ArrayList;
import java.util.List;
import polyad.nn.Init;
import polyad.nn.Layer;
import polyad.nn.Module;
import polyad.nn.WeightSlot;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * K convolutions of sizes 1, 3, ..., 2K − 1, averaged: [B, in, rows, columns] to [B, out, rows,
 * columns]. Names: {@code kernels.0.weight}, {@code kernels.0.bias}, ...
 *
 * <p>The mean of convolutions is one convolution with the mean of their kernels, each centred in
 * the largest. The merged form makes that kernel, inside the graph, and cuts off what can never
 * touch the image: offsets beyond rows − 1 and columns − 1. Same result, a fraction of the work.
 */
public final class InceptionBlock2d extends Layer {
  private static final long[] ONE = {1, 1};

  private final List<Kernel> kernels = new ArrayList<>();
  private final boolean merged;

  /** One of the convolutions, as the official code names it. */
  private static final class Kernel extends Module {
    private final WeightSlot weight;
    private final WeightSlot bias;

    Kernel(long in, long out, int size, Generator rng) {
      weight = addParameter("weight", Init.kaimingNormalFanOut(rng, out, in, size, size));
      bias = addParameter("bias", Tensor.zeros(out));
    }
  }

  /**
   * Weights N(0, 2 / fanOut), biases 0.
   *
   * @param numKernels K, at least 1
   * @param merged whether the K kernels are made into one before they are applied
   */
  public InceptionBlock2d(long in, long out, int numKernels, boolean merged, Generator rng) {
    this.merged = merged;
    for (int i = 0; i < numKernels; i++) {
      kernels.add(addChild("kernels." + i, new Kernel(in, out, 2 * i + 1, rng)));
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return merged ? apply(x, merge()) : separately(x);
  }

  /**
   * One kernel in place of K.
   *
   * @param weight [out, in, 2K − 1, 2K − 1]
   * @param bias [out]
   */
  record Merged(Tensor weight, Tensor bias) {}

  /** The mean kernel; made once for all images of a step. */
  Merged merge() {
    int k = kernels.size();
    Tensor weight = kernels.getLast().weight.value();
    Tensor bias = kernels.getLast().bias.value();
    for (int i = 0; i < k - 1; i++) {
      int around = k - 1 - i;
      long[] amounts = {around, around, around, around};
      weight = weight.add(kernels.get(i).weight.value().pad(amounts, 0));
      bias = bias.add(kernels.get(i).bias.value());
    }
    return new Merged(weight.mul(1.0 / k), bias.mul(1.0 / k));
  }

  /** Convolves with the part of the kernel that can touch the image. */
  static Tensor apply(Tensor x, Merged kernel) {
    long reach = kernel.weight().size(2) / 2;
    long down = Math.min(reach, x.size(2) - 1);
    long across = Math.min(reach, x.size(3) - 1);
    Tensor cropped =
        kernel
            .weight()
            .narrow(2, reach - down, 2 * down + 1)
            .narrow(3, reach - across, 2 * across + 1);
    return Functional.conv(x, cropped, kernel.bias(), ONE, new long[] {down, across}, ONE, 1);
  }

  private Tensor separately(Tensor x) {
    Tensor[] results = new Tensor[kernels.size()];
    for (int i = 0; i < results.length; i++) {
      Kernel kernel = kernels.get(i);
      results[i] =
          Functional.conv(
              x, kernel.weight.value(), kernel.bias.value(), ONE, new long[] {i, i}, ONE, 1);
    }
    return Tensor.stack(-1, results).mean(-1);
  }
}
