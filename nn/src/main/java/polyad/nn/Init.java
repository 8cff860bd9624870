package polyad.nn;

import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Initial values of weights, F32. */
public final class Init {
  private Init() {}

  /** Uniform on [−bound, bound). */
  public static Tensor uniform(Generator rng, double bound, long... shape) {
    return Tensor.empty(DType.F32, shape).uniformInPlace(rng, -bound, bound);
  }

  /** N(0, std²). */
  public static Tensor normal(Generator rng, double std, long... shape) {
    return Tensor.empty(DType.F32, shape).normalInPlace(rng, 0, std);
  }

  /** N(0, std²) cut at ±2 std, as {@code trunc_normal_}. */
  public static Tensor truncatedNormal(Generator rng, double std, long... shape) {
    double tail = 0.02275013194817921; // Φ(−2)
    return Tensor.empty(DType.F32, shape)
        .uniformInPlace(rng, 2 * tail - 1, 1 - 2 * tail)
        .erfinv()
        .mul(std * Math.sqrt(2))
        .clamp(-2 * std, 2 * std);
  }

  /** What {@code nn.Linear} and {@code nn.Conv} draw by default: uniform, bound 1/√fanIn. */
  public static Tensor kaimingUniform(Generator rng, long... shape) {
    return uniform(rng, 1 / Math.sqrt(fanIn(shape)), shape);
  }

  /** N(0, 2/fanOut) for convolutions before ReLU (He et al., 2015). */
  public static Tensor kaimingNormalFanOut(Generator rng, long... shape) {
    return normal(rng, Math.sqrt(2.0 / (shape[0] * receptiveField(shape))), shape);
  }

  /** Uniform with bound √(6 / (fanIn + fanOut)) (Glorot and Bengio, 2010). */
  public static Tensor xavierUniform(Generator rng, long... shape) {
    double fanOut = shape[0] * receptiveField(shape);
    return uniform(rng, Math.sqrt(6.0 / (fanIn(shape) + fanOut)), shape);
  }

  /** N(0, 2 / (fanIn + fanOut)). */
  public static Tensor xavierNormal(Generator rng, long... shape) {
    double fanOut = shape[0] * receptiveField(shape);
    return normal(rng, Math.sqrt(2.0 / (fanIn(shape) + fanOut)), shape);
  }

  /** The inputs that reach one output of a weight [out, in, kernel...]. */
  static double fanIn(long... shape) {
    return shape[1] * receptiveField(shape);
  }

  private static double receptiveField(long... shape) {
    double product = 1;
    for (int i = 2; i < shape.length; i++) {
      product *= shape[i];
    }
    return product;
  }
}
