package polyad.geometry;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.o3.Irreps;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Times products on random features, F32, one thread as the engine is set: the best of several
 * calls.
 *
 * @param batch rows
 * @param channels channels of every row
 * @param backward whether the derivatives with respect to both inputs are part of it
 */
public record ProductTiming(int batch, int channels, boolean backward) {
  private static final long LEAST_NANOS = 60_000_000;
  private static final int LEAST_CALLS = 3;
  private static final int MOST_CALLS = 200;

  /** Checks the sizes. */
  public ProductTiming {
    if (batch < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "batch, channels are %d, %d, allowed: 1 or more".formatted(batch, channels));
    }
  }

  /** Milliseconds of a product of one channel of every degree, channels as rows. */
  public double milliseconds(EquivariantProduct product) {
    return milliseconds(product, new long[] {batch, channels, 0}, new long[] {batch, channels, 0});
  }

  /** Milliseconds of a product whose irreps hold the channels. */
  public double wholeMilliseconds(EquivariantProduct product) {
    return milliseconds(product, new long[] {batch, 0}, new long[] {batch, 0});
  }

  private double milliseconds(EquivariantProduct product, long[] first, long[] second) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(1);
      first[first.length - 1] = product.irrepsIn1().dim();
      second[second.length - 1] = product.irrepsIn2().dim();
      Tensor x = Tensor.randn(rng, DType.F32, first).requiresGrad(backward);
      Tensor y = Tensor.randn(rng, DType.F32, second).requiresGrad(backward);
      return best(
          () -> {
            Tensor z = product.forward(x, y);
            if (backward) {
              Autograd.grad(z.sum(), List.of(x, y), false);
            }
          });
    }
  }

  /** The best time of an action in milliseconds: at least three calls and 60 ms, after one more. */
  public static double best(Runnable action) {
    long best = Long.MAX_VALUE;
    long spent = 0;
    for (int call = 0; call <= MOST_CALLS; call++) {
      try (var _ = TensorScope.open()) {
        long start = System.nanoTime();
        action.run();
        long time = System.nanoTime() - start;
        if (call > 0) {
          best = Math.min(best, time);
          spent += time;
        }
      }
      if (call >= LEAST_CALLS && spent >= LEAST_NANOS) {
        break;
      }
    }
    return best / 1e6;
  }

  /**
   * e3nn's elementwise product of {@code channels} of all degrees, one weight a path and channel.
   */
  public static TensorProduct elementwise(int channels, int lmax, int lmaxOut, Generator rng) {
    Irreps in = Irreps.sphericalHarmonics(lmax).withMul(channels);
    Irreps out = Irreps.sphericalHarmonics(lmaxOut).withMul(channels);
    List<Instruction> instructions = new ArrayList<>();
    for (int i = 0; i <= lmax; i++) {
      for (int j = 0; j <= lmax; j++) {
        for (int k = Math.abs(i - j); k <= Math.min(i + j, lmaxOut); k++) {
          if ((i + j + k) % 2 == 0) {
            instructions.add(new Instruction(i, j, k, ConnectionMode.UUU, true, 1));
          }
        }
      }
    }
    return new TensorProduct(in, in, out, instructions, ProductOptions.DEFAULT, rng);
  }
}
