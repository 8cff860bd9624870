package polyad.geometry.tdn;

import polyad.nn.Buffer;
import polyad.tensor.DType;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;

/**
 * M as a smaller core between factor matrices: the Tucker form (three factors), and the tensor
 * train (first and last; the middle axis keeps its length).
 */
public final class FactoredTensorProduct extends SharedProduct {
  private final Buffer a; // [d, p]
  private final Buffer b; // [d, q]
  private final Buffer c; // [d, s]
  private final ExactTensorProduct core;
  private final double relativeError;

  private FactoredTensorProduct(
      Shape shape, Tensor exact, Tensor a, Tensor b, Tensor c, Tensor core) {
    super(shape);
    this.a = addBuffer("factor_a", a.to(DType.F32));
    this.b = addBuffer("factor_b", b.to(DType.F32));
    this.c = addBuffer("factor_c", c.to(DType.F32));
    this.core = ExactTensorProduct.of(shape, core);
    Tensor whole = modes(core, a.mT(), b.mT(), c.mT());
    double norm = exact.square().sum().sqrt().item();
    this.relativeError = exact.sub(whole).square().sum().sqrt().item() / norm;
  }

  /** Higher-order SVD with the same rank on every axis, 1 to d. */
  public static FactoredTensorProduct tucker(Shape shape, int rank) {
    Tensor m = SharedPathTensor.of(shape.lmax());
    requireRank(rank, shape.d());
    Tensor a = left(m.flatten(1, 2), rank);
    Tensor b = left(m.permute(1, 0, 2).flatten(1, 2), rank);
    Tensor c = left(m.permute(2, 0, 1).flatten(1, 2), rank);
    return new FactoredTensorProduct(shape, m, a, b, c, modes(m, a, b, c));
  }

  /** Two successive SVDs with the same rank, 1 to d. */
  public static FactoredTensorProduct tensorTrain(Shape shape, int rank) {
    Tensor m = SharedPathTensor.of(shape.lmax());
    requireRank(rank, shape.d());
    Tensor a = left(m.flatten(1, 2), rank);
    Tensor rest = a.mT().matmul(m.flatten(1, 2)).unflatten(1, shape.d(), shape.d()); // [r, d, d]
    Tensor c = left(rest.permute(2, 0, 1).flatten(1, 2), rank);
    Tensor eye = Tensor.eye(DType.F64, shape.d());
    return new FactoredTensorProduct(shape, m, a, eye, c, modes(m, a, eye, c));
  }

  private static void requireRank(int rank, int d) {
    if (rank < 1 || rank > d) {
      throw new IllegalArgumentException("rank is " + rank + ", allowed: 1 to " + d);
    }
  }

  private static Tensor left(Tensor unfolded, int rank) {
    return Linalg.eigh(unfolded.matmul(unfolded.mT()))
        .vectors()
        .flip(1)
        .narrow(1, 0, rank)
        .contiguous();
  }

  /** T ×₁ Aᵀ ×₂ Bᵀ ×₃ Cᵀ. */
  private static Tensor modes(Tensor t, Tensor a, Tensor b, Tensor c) {
    Tensor byC = t.matmul(c); // [i, j, s]
    Tensor byB = b.mT().matmul(byC); // [i, q, s]
    long q = byB.size(1);
    return a.mT().matmul(byB.flatten(1, 2)).unflatten(1, q, byB.size(2));
  }

  /** ‖M − M̃‖/‖M‖. */
  public double relativeError() {
    return relativeError;
  }

  @Override
  Tensor product(Tensor x, Tensor y, Tensor weights) {
    Tensor z = core.product(a.value().mT().matmul(x), b.value().mT().matmul(y), weights);
    return c.value().matmul(z);
  }
}
