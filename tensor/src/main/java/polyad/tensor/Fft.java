package polyad.tensor;

import java.util.Arrays;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Discrete Fourier transforms with derivatives. {@code n} cuts or zero-pads the signal; null keeps
 * its length.
 */
public final class Fft {
  private Fft() {}

  /** How a transform is scaled. */
  public enum Norm {
    /** Forward unscaled, inverse by 1/n. */
    BACKWARD("backward"),
    /** Both by 1/√n: unitary. */
    ORTHO("ortho"),
    /** Forward by 1/n, inverse unscaled. */
    FORWARD("forward");

    private final String mode;

    Norm(String mode) {
      this.mode = mode;
    }
  }

  /** One-dimensional transform. */
  public static Tensor fft(Tensor x, @Nullable Long n, int dim, Norm norm) {
    return Op.apply(
        "fft", x, (t, a) -> torch.fft_fft(a, t.longOptional(n), dim, t.string(norm.mode)));
  }

  /** One-dimensional inverse. */
  public static Tensor ifft(Tensor x, @Nullable Long n, int dim, Norm norm) {
    return Op.apply(
        "ifft", x, (t, a) -> torch.fft_ifft(a, t.longOptional(n), dim, t.string(norm.mode)));
  }

  /** Of a real signal: the n/2 + 1 frequencies that are not negative. */
  public static Tensor rfft(Tensor x, @Nullable Long n, int dim, Norm norm) {
    return Op.apply(
        "rfft", x, (t, a) -> torch.fft_rfft(a, t.longOptional(n), dim, t.string(norm.mode)));
  }

  /** A real signal of length n from its non-negative frequencies. */
  public static Tensor irfft(Tensor x, @Nullable Long n, int dim, Norm norm) {
    return Op.apply(
        "irfft", x, (t, a) -> torch.fft_irfft(a, t.longOptional(n), dim, t.string(norm.mode)));
  }

  /** Unscaled transform over the last dimension. */
  public static Tensor fft(Tensor x) {
    return fft(x, null, -1, Norm.BACKWARD);
  }

  /** Inverse over the last dimension, by 1/n. */
  public static Tensor ifft(Tensor x) {
    return ifft(x, null, -1, Norm.BACKWARD);
  }

  /** Unscaled transform of a real signal over the last dimension. */
  public static Tensor rfft(Tensor x) {
    return rfft(x, null, -1, Norm.BACKWARD);
  }

  /** A real signal of length n over the last dimension. */
  public static Tensor irfft(Tensor x, long n) {
    return irfft(x, n, -1, Norm.BACKWARD);
  }

  /** Over several dimensions with sizes {@code sizes}, one a dimension. */
  public static Tensor fftn(Tensor x, long[] sizes, int[] dims, Norm norm) {
    return Op.apply(
        "fftn", x, (t, a) -> torch.fft_fftn(a, sizes, longs(dims), t.string(norm.mode)));
  }

  /** Inverse over several dimensions. */
  public static Tensor ifftn(Tensor x, long[] sizes, int[] dims, Norm norm) {
    return Op.apply(
        "ifftn", x, (t, a) -> torch.fft_ifftn(a, sizes, longs(dims), t.string(norm.mode)));
  }

  /** Of a real signal over several dimensions; the last one is halved. */
  public static Tensor rfftn(Tensor x, long[] sizes, int[] dims, Norm norm) {
    return Op.apply(
        "rfftn", x, (t, a) -> torch.fft_rfftn(a, sizes, longs(dims), t.string(norm.mode)));
  }

  /** A real signal of sizes {@code sizes} over several dimensions. */
  public static Tensor irfftn(Tensor x, long[] sizes, int[] dims, Norm norm) {
    return Op.apply(
        "irfftn", x, (t, a) -> torch.fft_irfftn(a, sizes, longs(dims), t.string(norm.mode)));
  }

  /** Zero frequency moved to the middle. */
  public static Tensor fftshift(Tensor x, int... dims) {
    return Op.apply("fftshift", x, (t, a) -> torch.fft_fftshift(a, longs(dims)));
  }

  /** The inverse of {@link #fftshift}. */
  public static Tensor ifftshift(Tensor x, int... dims) {
    return Op.apply("ifftshift", x, (t, a) -> torch.fft_ifftshift(a, longs(dims)));
  }

  private static long[] longs(int... values) {
    return Arrays.stream(values).asLongStream().toArray();
  }
}
