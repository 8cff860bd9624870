package polyad.tensor;

import org.bytedeco.pytorch.global.torch;

/** Linear algebra on matrices in the last two dimensions, with derivatives. */
public final class Linalg {
  private Linalg() {}

  /**
   * Eigenvalues (ascending) and orthonormal eigenvectors.
   *
   * @param values [..., n]
   * @param vectors [..., n, n], one a column
   */
  public record Eigen(Tensor values, Tensor vectors) {}

  /**
   * A = Q·R.
   *
   * @param q orthonormal columns [..., m, k]
   * @param r upper triangular [..., k, n] with a diagonal that is not negative
   */
  public record Qr(Tensor q, Tensor r) {}

  /**
   * A = U·diag(S)·Vh.
   *
   * @param u [..., m, k], the entry of largest magnitude in each column is positive
   * @param s [..., k], descending
   * @param vh [..., k, n]
   */
  public record Svd(Tensor u, Tensor s, Tensor vh) {}

  /**
   * The determinant as sign·e^logAbs.
   *
   * @param sign −1, 0 or 1
   * @param logAbs ln |det|
   */
  public record SlogDet(Tensor sign, Tensor logAbs) {}

  /**
   * Eigenvalues and eigenvectors of a symmetric or Hermitian matrix; its lower triangle is read.
   */
  public static Eigen eigh(Tensor a) {
    Tensor[] parts = Op.pair(Op.call("eigh", a, (t, n) -> torch.linalg_eigh(n)));
    return new Eigen(parts[0], parts[1]);
  }

  /** Reduced QR with the signs fixed: the diagonal of R is not negative. */
  public static Qr qr(Tensor a) {
    Tensor[] parts = Op.pair(Op.call("qr", a, (t, n) -> torch.linalg_qr(n)));
    Tensor diagonal = parts[1].diagonal(0, -2, -1).detach();
    Tensor sign = diagonal.isComplex() ? phase(diagonal) : signOrOne(diagonal);
    return new Qr(parts[0].mul(sign.unsqueeze(-2)), parts[1].mul(sign.conj().unsqueeze(-1)));
  }

  /** Reduced singular value decomposition with the signs fixed, see {@link Svd}. */
  public static Svd svd(Tensor a) {
    Tensor[] parts =
        Op.triple(Op.call("svd", a, (t, n) -> torch.linalg_svd(n, false, t.string(null))));
    Tensor u = parts[0].detach();
    Tensor at = u.abs().argmax(-2, true);
    Tensor largest = u.gather(-2, at);
    Tensor sign = u.isComplex() ? phase(largest) : signOrOne(largest); // [..., 1, k]
    return new Svd(parts[0].mul(sign.conj()), parts[1], parts[2].mul(sign.transpose(-2, -1)));
  }

  private static Tensor signOrOne(Tensor x) {
    return x.sign().add(x.eq(0).to(x.dtype()));
  }

  private static Tensor phase(Tensor x) {
    Tensor size = x.abs();
    return x.div(size.clampMin(1e-300)).add(size.eq(0).to(x.dtype()));
  }

  /** Singular values, descending. */
  public static Tensor svdvals(Tensor a) {
    return Op.apply("svdvals", a, (t, n) -> torch.linalg_svdvals(n));
  }

  /** The lower triangular L with A = L·Lᴴ; throws when A is not positive definite. */
  public static Tensor cholesky(Tensor a) {
    return Op.apply("cholesky", a, (t, n) -> torch.linalg_cholesky(n));
  }

  /** X with A·X = B. */
  public static Tensor solve(Tensor a, Tensor b) {
    return Op.apply("solve", a, b, (t, n, m) -> torch.linalg_solve(n, m));
  }

  /** X with A·X = B for a triangular A. */
  public static Tensor solveTriangular(Tensor a, Tensor b, boolean upper) {
    return Op.apply(
        "solveTriangular", a, b, (t, n, m) -> torch.linalg_solve_triangular(n, m, upper));
  }

  /** The inverse; throws when singular. */
  public static Tensor inv(Tensor a) {
    return Op.apply("inv", a, (t, n) -> torch.linalg_inv(n));
  }

  /** The Moore-Penrose inverse; singular values below {@code rtol} of the largest count as 0. */
  public static Tensor pinv(Tensor a, double rtol) {
    return Op.apply(
        "pinv",
        a,
        (t, n) -> torch.linalg_pinv(n, t.doubleOptional(0.0), t.doubleOptional(rtol), false));
  }

  /** The least-squares solution of A·X = B by QR, for a full-rank A. */
  public static Tensor lstsq(Tensor a, Tensor b) {
    return Op.apply(
        "lstsq",
        a,
        b,
        (t, n, m) -> {
          var parts = t.add(torch.linalg_lstsq(n, m));
          return new org.bytedeco.pytorch.Tensor(parts.get0());
        });
  }

  /** The determinant. */
  public static Tensor det(Tensor a) {
    return Op.apply("det", a, (t, n) -> torch.linalg_det(n));
  }

  /** Sign and logarithm of the determinant. */
  public static SlogDet slogdet(Tensor a) {
    Tensor[] parts = Op.pair(Op.call("slogdet", a, (t, n) -> torch.linalg_slogdet(n)));
    return new SlogDet(parts[0], parts[1]);
  }

  /** The matrix exponential. */
  public static Tensor matrixExp(Tensor a) {
    return Op.apply("matrixExp", a, (t, n) -> torch.linalg_matrix_exp(n));
  }

  /**
   * A matrix norm.
   *
   * @param kind {@code fro} or {@code nuc}
   */
  public static Tensor matrixNorm(Tensor a, String kind) {
    return Op.apply(
        "matrixNorm",
        a,
        (t, n) ->
            torch.linalg_matrix_norm(n, kind, new long[] {-2, -1}, false, t.scalarType(null)));
  }

  /** The largest singular value. */
  public static Tensor spectralNorm(Tensor a) {
    return svdvals(a).amax(false, -1);
  }
}
