package polyad.geometry.tdn;

import polyad.algebra.Rotations;
import polyad.algebra.o3.Irreps;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * M ≈ Σ_r a_r ⊗ b_r ⊗ c_r, F64.
 *
 * @param a [d, R]
 * @param b [d, R]
 * @param c [d, R]
 * @param relativeError ‖M − M̃‖/‖M‖, Frobenius
 * @param residual ‖M − M̃‖, Frobenius
 */
public record CpDecomposition(Tensor a, Tensor b, Tensor c, double relativeError, double residual) {
  private static final double FIRST_RIDGE = 1e-2;
  private static final double RIDGE_DECAY = 0.99;
  private static final double LAST_RIDGE = 1e-13;
  private static final int SEEDS = 4;
  private static final int SWEEPS = 1500;

  /** Alternating least squares with its defaults: the best of 4 starts, 1,500 sweeps. */
  public static CpDecomposition als(Tensor tensor, int rank, long seed) {
    return als(tensor, rank, SEEDS, SWEEPS, seed);
  }

  /**
   * Cyclic alternating least squares with a ridge that fades, 1e-2·0.99^sweep + 1e-13, from normal
   * factors; column norms are balanced at the end.
   *
   * @param tensor [d, d, d], F64
   * @param rank R, 1 or more
   * @param starts 1 or more; the best counts
   */
  public static CpDecomposition als(Tensor tensor, int rank, int starts, int sweeps, long seed) {
    requireRank(rank);
    CpDecomposition best = null;
    for (int start = 0; start < starts; start++) {
      CpDecomposition next = run(tensor, rank, sweeps, new Generator(seed + start));
      if (best == null || next.relativeError < best.relativeError) {
        best = next;
      }
      if (best.relativeError < 1e-12) {
        break;
      }
    }
    if (best == null) {
      throw new IllegalArgumentException("starts is " + starts + ", allowed: 1 or more");
    }
    return best;
  }

  private static void requireRank(int rank) {
    if (rank < 1) {
      throw new IllegalArgumentException("rank is " + rank + ", allowed: 1 or more");
    }
  }

  private static CpDecomposition run(Tensor tensor, int rank, int sweeps, Generator rng) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      long d = tensor.size(0);
      double scale = 1 / Math.sqrt(d);
      Tensor[] factors = new Tensor[3];
      for (int k = 0; k < 3; k++) {
        factors[k] = Tensor.randn(rng, DType.F64, d, rank).mul(scale).retain();
      }
      Tensor[] unfolded = {
        tensor.reshape(d, -1),
        tensor.permute(1, 0, 2).reshape(d, -1),
        tensor.permute(2, 0, 1).reshape(d, -1)
      };
      Tensor eye = Tensor.eye(DType.F64, rank);
      double norm = tensor.square().sum().sqrt().item();
      for (int sweep = 0; sweep < sweeps; sweep++) {
        // The last tenth has no more than the smallest ridge, which would else bound the error.
        double fading = sweep < 0.9 * sweeps ? FIRST_RIDGE * Math.pow(RIDGE_DECAY, sweep) : 0;
        double ridge = fading + LAST_RIDGE;
        for (int k = 0; k < 3; k++) {
          try (var _ = TensorScope.open()) {
            Tensor left = factors[k == 0 ? 1 : 0];
            Tensor right = factors[k == 2 ? 1 : 2];
            factors[k] = update(unfolded[k], left, right, eye.mul(ridge)).retain();
          }
        }
        if (sweep % 50 == 49 && residual(tensor, factors) < 1e-13 * norm) {
          break;
        }
      }
      balance(factors);
      double rest = residual(tensor, factors);
      return new CpDecomposition(
          factors[0].retain(), factors[1].retain(), factors[2].retain(), rest / norm, rest);
    }
  }

  /** F = T_(k)·(left ⊙ right)·((leftᵀleft ∘ rightᵀright) + λI)⁻¹. */
  private static Tensor update(Tensor unfolded, Tensor left, Tensor right, Tensor ridge) {
    Tensor products = left.unsqueeze(1).mul(right.unsqueeze(0)).flatten(0, 1); // [d², R]
    Tensor gram = left.mT().matmul(left).mul(right.mT().matmul(right)).add(ridge);
    return Linalg.solve(gram, unfolded.matmul(products).mT()).mT();
  }

  private static double residual(Tensor tensor, Tensor[] f) {
    try (var _ = TensorScope.open()) {
      Tensor products = f[1].unsqueeze(1).mul(f[2].unsqueeze(0)).flatten(0, 1); // [d², R]
      return tensor
          .reshape(tensor.size(0), -1)
          .sub(f[0].matmul(products.mT()))
          .square()
          .sum()
          .sqrt()
          .item();
    }
  }

  private static void balance(Tensor[] factors) {
    Tensor[] norms = new Tensor[3];
    Tensor product = null;
    for (int k = 0; k < 3; k++) {
      norms[k] = factors[k].square().sum(true, 0).sqrt().clampMin(1e-300);
      product = product == null ? norms[k] : product.mul(norms[k]);
    }
    Tensor each = product == null ? norms[0] : product.pow(1.0 / 3);
    for (int k = 0; k < 3; k++) {
      factors[k] = factors[k].div(norms[k]).mul(each);
    }
  }

  /**
   * Stochastic gradients as released: AdamW on random inputs, harmonics times normal coefficients
   * as the second, until the relative error of the product is below 1e-3.
   */
  public static CpDecomposition sgd(Tensor tensor, int rank, int steps, double lr, long seed) {
    requireRank(rank);
    return StochasticFit.run(tensor, rank, steps, lr, seed);
  }

  static CpDecomposition of(Tensor tensor, Tensor a, Tensor b, Tensor c) {
    Tensor[] factors = {a, b, c};
    double rest = residual(tensor, factors);
    double norm = tensor.square().sum().sqrt().item();
    return new CpDecomposition(a.retain(), b.retain(), c.retain(), rest / norm, rest);
  }

  /**
   * The mean of this over random rotations, Σ_k (D_kᵀA, D_kᵀB, D_kᵀC)/k, which is nearer to
   * equivariance: rank k·R.
   *
   * @param exact the tensor that this approximates
   * @param rotations k, 1 or more
   */
  public CpDecomposition symmetrized(Tensor exact, int rotations, long seed) {
    if (rotations < 1) {
      throw new IllegalArgumentException("rotations is " + rotations + ", allowed: 1 or more");
    }
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      int lmax = (int) Math.round(Math.sqrt(a.size(0))) - 1;
      Tensor rotation = Rotations.random(new Generator(seed), DType.F64, 3, rotations);
      Tensor d = Irreps.sphericalHarmonics(lmax).wignerD(rotation); // [k, d, d]
      return of(exact, turned(d, a).div(rotations), turned(d, b), turned(d, c));
    }
  }

  /** D_kᵀ·factor side by side: [d, k·R]. */
  private static Tensor turned(Tensor d, Tensor factor) {
    return d.mT().matmul(factor).transpose(0, 1).flatten(1, 2).contiguous();
  }

  /** ‖A‖·‖B‖·‖C‖, Frobenius: large when terms cancel. */
  public double cancellation() {
    double product = 1;
    for (Tensor factor : new Tensor[] {a, b, c}) {
      product *= factor.square().sum().sqrt().item();
    }
    return product;
  }

  /** 2‖M − M̃‖: no rotation turns the product of unit vectors further from equivariance. */
  public double equivarianceBound() {
    return 2 * residual;
  }

  /** M̃: [d, d, d]. */
  public Tensor tensor() {
    long d = a.size(0);
    Tensor products = b.unsqueeze(1).mul(c.unsqueeze(0)).flatten(0, 1);
    return a.matmul(products.mT()).unflatten(1, d, d);
  }

  /**
   * A lower bound, by power iteration, of the operator norm sup ‖(M − M̃)(x, y)‖ over unit x, y;
   * and the value to be used for tight bounds when it has converged.
   */
  public double operatorResidual(Tensor exact, long seed) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor gap = exact.sub(tensor());
      double best = 0;
      Generator rng = new Generator(seed);
      for (int start = 0; start < 8; start++) {
        Tensor x = unit(Tensor.randn(rng, DType.F64, gap.size(0)));
        Tensor y = unit(Tensor.randn(rng, DType.F64, gap.size(1)));
        double value = 0;
        for (int step = 0; step < 60; step++) {
          Tensor z = unit(apply(gap, x, y));
          Tensor byZ = gap.matmul(z.unsqueeze(-1)).squeeze(-1); // [d, d]
          x = unit(byZ.matmul(y.unsqueeze(-1)).squeeze(-1));
          y = unit(byZ.mT().matmul(x.unsqueeze(-1)).squeeze(-1));
          value = apply(gap, x, y).square().sum().sqrt().item();
        }
        best = Math.max(best, value);
      }
      return best;
    }
  }

  private static Tensor unit(Tensor x) {
    return x.div(x.square().sum().sqrt().clampMin(1e-300));
  }

  private static Tensor apply(Tensor gap, Tensor x, Tensor y) {
    Tensor byX = x.unsqueeze(0).matmul(gap.flatten(1, 2)).unflatten(1, gap.size(1), gap.size(2));
    return y.unsqueeze(0).matmul(byX.squeeze(0)).squeeze(0);
  }
}
