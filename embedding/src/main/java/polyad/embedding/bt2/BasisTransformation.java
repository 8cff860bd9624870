package polyad.embedding.bt2;

import java.util.Map;
import polyad.nn.Buffer;
import polyad.nn.Init;
import polyad.nn.Layer;
import polyad.nn.Parameter;
import polyad.nn.Weight;
import polyad.nn.WeightSlot;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;

/**
 * A change of basis x ↦ W x whose matrix is orthonormal for every value of its parameter: W = B
 * exp(A), A = tril(X) − tril(X)ᵀ. The state has PyTorch's names, {@code
 * parametrizations.weight.original} for X and {@code parametrizations.weight.0.base} for B.
 */
public final class BasisTransformation extends Layer {
  /** The largest entry of |BᵀB − I| that a loaded base may have. */
  static final double BASE_TOLERANCE = 1e-4;

  private final WeightSlot weight;
  private final Rotated rotated;

  /** W = B at creation, a random orthonormal base, since −I on the diagonal of X cancels in A. */
  public BasisTransformation(int n, Generator rng) {
    if (n < 1) {
      throw new IllegalArgumentException("n is " + n + ", allowed: 1 or more");
    }
    Tensor random = Init.kaimingUniform(rng, n, n).to(DType.F64);
    rotated =
        new Rotated(
            new Parameter(Tensor.eye(DType.F32, n).neg()),
            new Buffer(Linalg.qr(random).q().to(DType.F32)));
    weight = addWeight("parametrizations.weight", rotated);
  }

  /** W, [n, n], recorded for derivatives. */
  public Tensor weight() {
    return weight.value();
  }

  /** [..., n] to [..., n], every row x becoming W x. */
  @Override
  public Tensor forward(Tensor x) {
    return Functional.linear(x, weight(), null);
  }

  /** The largest entry of |WᵀW − I|. */
  public double orthonormalityError() {
    return deviation(weight().detach());
  }

  /**
   * Refuses a base that a checkpoint brought and that is not orthonormal.
   *
   * @param name of the transformation, for the message
   */
  void requireOrthonormalBase(String name) {
    double error = deviation(rotated.base.value());
    if (!(error <= BASE_TOLERANCE)) {
      throw new IllegalArgumentException(
          "%s.parametrizations.weight.0.base is not orthonormal: |BᵀB − I| is %s, allowed: at most %s"
              .formatted(name, error, BASE_TOLERANCE));
    }
  }

  private static double deviation(Tensor matrix) {
    Tensor wide = matrix.to(DType.F64);
    Tensor identity = Tensor.eye(DType.F64, wide.size(0));
    return wide.mT().matmul(wide).sub(identity).abs().max().item();
  }

  /**
   * B exp(tril(X) − tril(X)ᵀ). The exponential is taken in double precision: in single precision
   * its error would grow with the angle.
   */
  private record Rotated(Parameter original, Buffer base) implements Weight {
    @Override
    public Tensor value() {
      DType dtype = original.value().dtype();
      Tensor lower = original.value().to(DType.F64).tril(0);
      Tensor rotation = Linalg.matrixExp(lower.sub(lower.mT()));
      return base.value().to(DType.F64).matmul(rotation).to(dtype);
    }

    @Override
    public long[] shape() {
      return original.shape();
    }

    @Override
    public Map<String, Parameter> parameters() {
      return Map.of("original", original);
    }

    @Override
    public Map<String, Buffer> buffers() {
      return Map.of("0.base", base);
    }
  }
}
