package polyad.geometry.tdn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.algebra.Constant;
import polyad.nn.Buffer;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * C·(Aᵀx ∘ Bᵀy): the product of low rank. State {@code cp_a}, {@code cp_b}, {@code cp_c} [d, R],
 * fixed after fitting.
 */
public final class CpTensorProduct extends SharedProduct {
  private final Buffer a;
  private final Buffer b;
  private final Buffer c;
  private @Nullable List<Constant> averaged;

  /** With factors of a decomposition. */
  public CpTensorProduct(Shape shape, CpDecomposition factors) {
    super(shape);
    if (factors.a().size(0) != shape.d()) {
      throw new IllegalArgumentException(
          "factors have %d rows, allowed: %d".formatted(factors.a().size(0), shape.d()));
    }
    a = addBuffer("cp_a", factors.a().to(DType.F32));
    b = addBuffer("cp_b", factors.b().to(DType.F32));
    c = addBuffer("cp_c", factors.c().to(DType.F32));
  }

  /**
   * With fitted factors of the rank that the schedule gives, from the cache or by alternating least
   * squares.
   */
  public static CpTensorProduct of(Shape shape, RankSchedule rank) {
    return new CpTensorProduct(shape, FactorCache.get(shape.lmax(), rank.rank(shape.lmax())));
  }

  /**
   * From now on, in evaluation mode, the mean over random rotations: nearer to equivariance at so
   * many times the cost. The factors are those of this moment; call it after loading.
   *
   * @param rotations 1 or more; 1 for the product as it was
   */
  public void symmetrize(int rotations, long seed) {
    if (rotations == 1) {
      averaged = null;
      return;
    }
    try (var _ = TensorScope.open()) {
      Tensor exact = SharedPathTensor.of(shape().lmax());
      CpDecomposition now =
          CpDecomposition.of(
              exact, a.value().to(DType.F64), b.value().to(DType.F64), c.value().to(DType.F64));
      CpDecomposition mean = now.symmetrized(exact, rotations, seed);
      averaged = List.of(new Constant(mean.a()), new Constant(mean.b()), new Constant(mean.c()));
    }
  }

  /** The product with factors of the caller's, which may be on record. */
  public Tensor forward(
      Tensor x, Tensor y, Tensor weights, Tensor factorA, Tensor factorB, Tensor factorC) {
    return contract(x, y, weights.reshape(x.size(0), weightCount()), factorA, factorB, factorC);
  }

  @Override
  Tensor product(Tensor x, Tensor y, Tensor weights) {
    if (averaged == null || isTraining()) {
      return contract(x, y, weights, a.value(), b.value(), c.value());
    }
    List<Tensor> mean = averaged.stream().map(factor -> factor.in(x.dtype())).toList();
    return contract(x, y, weights, mean.get(0), mean.get(1), mean.get(2));
  }

  private Tensor contract(Tensor x, Tensor y, Tensor weights, Tensor a, Tensor b, Tensor c) {
    Tensor left = a.mT().matmul(x); // [B, R, c1]
    Tensor right = b.mT().matmul(y); // [B, R, c2]
    return c.matmul(combine(left, right, shape().weight(weights))); // [B, d, c3]
  }

  private Tensor combine(Tensor left, Tensor right, Tensor w) {
    return switch (shape().mode()) {
      case UVW -> {
        Tensor mixed = right.bmm(w.transpose(1, 2).flatten(2, 3)); // [B, R, u·o]
        Tensor each = mixed.unflatten(-1, shape().channels1(), shape().channels3());
        yield left.unsqueeze(-1).mul(each).sum(2);
      }
      case UVU -> left.mul(shape().channels2() == 1 ? right.mul(w.mT()) : right.bmm(w.mT()));
      case UVV -> left.bmm(w).mul(right);
      case UUW -> left.mul(right).bmm(w);
      case UUU -> left.mul(right).mul(w.unsqueeze(1));
      case UVUV -> throw new IllegalStateException("refused by the shape");
    };
  }
}
