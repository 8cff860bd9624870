package polyad.series;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import polyad.nn.Buffer;
import polyad.tensor.DType;
import polyad.tensor.Tensor;

/**
 * OrthoTrans around any forecaster: instance norm, x·Qᵀ, the forecaster, y·Q_out, instance norm
 * undone. Only the mean is without derivative. The forecaster lies under {@code base}.
 */
public final class OrthoForecaster extends ForecastNetwork {
  private static final double EPS = 1e-5;

  private final ForecastNetwork base;
  private final boolean instanceNorm;
  private final @Nullable Buffer in;
  private final @Nullable Buffer out;

  /** With instance norm, as the paper's plug-in. */
  public OrthoForecaster(ForecastNetwork base, OrthoTrans in, OrthoTrans out) {
    this(base, true, in, out);
  }

  /**
   * With or without its parts.
   *
   * @param instanceNorm whether windows are normalised; not around {@link DLinear}
   * @param in basis of the window, or null for none
   * @param out basis of the forecast; null just when {@code in} is
   */
  public OrthoForecaster(
      ForecastNetwork base,
      boolean instanceNorm,
      @Nullable OrthoTrans in,
      @Nullable OrthoTrans out) {
    this(
        instanceNorm,
        base,
        in == null ? null : in.matrix().to(DType.F32),
        out == null ? null : out.matrix().to(DType.F32));
  }

  private OrthoForecaster(
      boolean instanceNorm, ForecastNetwork base, @Nullable Tensor in, @Nullable Tensor out) {
    super(base.context(), base.horizon());
    if ((in == null) != (out == null)) {
      throw new IllegalArgumentException("in and out must both be given or both be null");
    }
    this.base = addChild("base", base);
    this.instanceNorm = instanceNorm;
    this.in = buffer("Q_mat", in, base.context());
    this.out = buffer("Q_out_mat", out, base.horizon());
  }

  /** As the constructor, with matrices [T, T] and [τ, τ] of any kind, rows being the basis. */
  public static OrthoForecaster ofMatrices(
      ForecastNetwork base, boolean instanceNorm, @Nullable Tensor in, @Nullable Tensor out) {
    return new OrthoForecaster(instanceNorm, base, in, out);
  }

  private @Nullable Buffer buffer(String name, @Nullable Tensor basis, int length) {
    if (basis == null) {
      return null;
    }
    if (!Arrays.equals(basis.shape(), new long[] {length, length})) {
      throw new IllegalArgumentException(
          name
              + " has shape "
              + Arrays.toString(basis.shape())
              + ", the forecaster needs ["
              + length
              + ", "
              + length
              + "]");
    }
    return addBuffer(name, basis);
  }

  /** The forecaster inside. */
  public ForecastNetwork base() {
    return base;
  }

  @Override
  public Tensor forward(Tensor x) {
    if (!instanceNorm) {
      return transformed(x);
    }
    Tensor mean = x.detach().mean(true, 1); // [B, 1, N]
    Tensor centred = x.sub(mean);
    Tensor sd = centred.var(false, true, 1).add(EPS).sqrt();
    return transformed(centred.div(sd)).mul(sd).add(mean);
  }

  private Tensor transformed(Tensor x) {
    if (in == null || out == null) {
      return base.forward(x);
    }
    // Over the time axis of [B, T, N]: z = Q x and y = Q_outᵀ ŷ.
    return out.value().mT().matmul(base.forward(in.value().matmul(x)));
  }

  @Override
  public long multiplyAdds(long variates) {
    long t = context();
    long tau = horizon();
    return base.multiplyAdds(variates) + (in == null ? 0 : variates * (t * t + tau * tau));
  }
}
