package polyad.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * base + scale·B·A with a frozen base, as LoRA (Hu et al., 2021), or the product alone: B [out, r],
 * A [r, in].
 */
public final class LowRank implements Weight {
  private final @Nullable Buffer base;
  private final Parameter a;
  private final Parameter b;
  private final double scale;

  private LowRank(@Nullable Buffer base, Parameter a, Parameter b, double scale) {
    this.base = base;
    this.a = a;
    this.b = b;
    this.scale = scale;
  }

  /**
   * An adapter over a weight [out, in], which is frozen: B starts at 0, so the value is the
   * weight's at first.
   *
   * @param rank 1 to min(out, in)
   * @param alpha the update is scaled by alpha/rank
   */
  public static LowRank over(Weight weight, int rank, double alpha, Generator rng) {
    long[] shape = weight.shape();
    checkRank(rank, shape);
    return new LowRank(
        new Buffer(weight.value()),
        new Parameter(Init.kaimingUniform(rng, rank, shape[1]).to(weight.value().dtype())),
        new Parameter(Tensor.zeros(weight.value().dtype(), shape[0], rank)),
        alpha / rank);
  }

  /** A product of two thin matrices, drawn so that the value has the variance of a Linear's. */
  public static LowRank product(long out, long in, int rank, Generator rng) {
    checkRank(rank, out, in);
    double std = 1 / Math.sqrt(3.0 * in);
    return new LowRank(
        null,
        new Parameter(Init.normal(rng, Math.sqrt(std), rank, in)),
        new Parameter(Init.normal(rng, Math.sqrt(std / rank), out, rank)),
        1);
  }

  private static void checkRank(int rank, long... shape) {
    if (shape.length != 2) {
      throw new IllegalArgumentException("LowRank needs a matrix, got " + shape.length + " sizes");
    }
    if (rank < 1 || rank > Math.min(shape[0], shape[1])) {
      throw new IllegalArgumentException(
          "rank is " + rank + ", allowed: 1 to " + Math.min(shape[0], shape[1]));
    }
  }

  @Override
  public Tensor value() {
    Tensor product = b.value().matmul(a.value()); // [out, in]
    Tensor update = scale == 1 ? product : product.mul(scale);
    return base == null ? update : base.value().add(update);
  }

  @Override
  public long[] shape() {
    return new long[] {b.shape()[0], a.shape()[1]};
  }

  @Override
  public Map<String, Parameter> parameters() {
    Map<String, Parameter> parts = new LinkedHashMap<>();
    parts.put("lora_A", a);
    parts.put("lora_B", b);
    return parts;
  }

  @Override
  public Map<String, Buffer> buffers() {
    return base == null ? Map.of() : Map.of("base", base);
  }

  /** The dense value as a weight of its own, the adapter merged in. */
  public Parameter merged() {
    return new Parameter(value());
  }
}
