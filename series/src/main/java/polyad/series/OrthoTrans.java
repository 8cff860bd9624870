package polyad.series;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ConfigChecks;
import polyad.tensor.DType;
import polyad.tensor.Linalg;
import polyad.tensor.NpyArray;
import polyad.tensor.NpyFile;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * The orthogonal change of basis that decorrelates the steps of a window (OLinear, section 4.1):
 * rows of Q are the eigenvectors of the mean temporal correlation matrix of the training rows, by
 * descending eigenvalue, each with its entry of largest magnitude positive.
 *
 * <pre>{@code
 * OrthoTrans q = OrthoTrans.fit(trainRows, 96, OrthoTrans.Normalise.PEARSON);
 * Tensor z = q.transform(x);      // [..., T], decorrelated
 * Tensor back = q.inverse(z);     // x again
 * }</pre>
 */
public final class OrthoTrans {
  /** A variate that varies less than this at any lag is left out. */
  public static final double MIN_VARIANCE = 1e-4;

  /** Largest |QQᵀ − I| of a matrix that is taken for orthogonal. */
  public static final double ORTHOGONALITY = 1e-4;

  private final int length;
  private final double[] q; // [T, T], row-major
  private final double[] eigenvalues; // [T], empty when the matrix came from a file
  private final double[] correlation; // [T, T], empty when the matrix came from a file
  private final boolean[] used; // [N], empty when the matrix came from a file

  /** How the covariance of two steps becomes a correlation. */
  public enum Normalise {
    /** C[a, b] / √(C[a, a]·C[b, b]). */
    PEARSON,
    /**
     * C[a, b] / C[b, b], as the official notebook does; of the result, which is not symmetric, the
     * lower triangle counts.
     */
    COLUMN
  }

  private OrthoTrans(
      int length, double[] q, double[] eigenvalues, double[] correlation, boolean[] used) {
    this.length = length;
    this.q = q;
    this.eigenvalues = eigenvalues;
    this.correlation = correlation;
    this.used = used;
  }

  /**
   * Fits on training rows with the paper's threshold of variance, {@value #MIN_VARIANCE}.
   *
   * @param trainRows [n, N], n at least {@code length} + 1; NaN counts as 0
   * @param length steps of a window, T, at least 1
   * @throws IllegalArgumentException when rows are too few or no variate varies enough
   */
  public static OrthoTrans fit(double[][] trainRows, int length, Normalise normalise) {
    return fit(trainRows, length, normalise, MIN_VARIANCE);
  }

  /**
   * Fits on training rows.
   *
   * @param minVariance variates whose variance at any lag is lower are left out, at least 0
   */
  public static OrthoTrans fit(
      double[][] trainRows, int length, Normalise normalise, double minVariance) {
    ConfigChecks.atLeast("length", length, 1);
    if (trainRows.length < length + 1) {
      throw new IllegalArgumentException(
          "train rows: "
              + trainRows.length
              + " are too few for windows of "
              + length
              + " steps, which need "
              + (length + 1));
    }
    boolean[] used = new boolean[trainRows[0].length];
    double[] sigma = new double[length * length];
    int count = 0;
    for (int j = 0; j < used.length; j++) {
      double[] covariance = LagCovariance.of(trainRows, j, length);
      used[j] = minDiagonal(covariance, length) >= minVariance;
      if (used[j]) {
        addCorrelation(sigma, covariance, length, normalise);
        count++;
      }
    }
    if (count == 0) {
      throw new IllegalArgumentException("no variate with variance above " + minVariance);
    }
    for (int i = 0; i < sigma.length; i++) {
      sigma[i] /= count;
    }
    return ofCorrelation(sigma, length, used);
  }

  private static double minDiagonal(double[] matrix, int n) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      least = Math.min(least, matrix[i * n + i]);
    }
    return least;
  }

  private static void addCorrelation(double[] sigma, double[] c, int n, Normalise normalise) {
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        double variance = c[b * n + b];
        double scale =
            normalise == Normalise.PEARSON ? Math.sqrt(c[a * n + a] * variance) : variance;
        sigma[a * n + b] += c[a * n + b] / scale;
      }
    }
  }

  private static OrthoTrans ofCorrelation(double[] sigma, int n, boolean[] used) {
    double[] lower = sigma.clone();
    for (int a = 0; a < n; a++) {
      for (int b = a + 1; b < n; b++) {
        lower[a * n + b] = sigma[b * n + a];
      }
    }
    double[] ascending;
    double[] columns;
    try (var _ = TensorScope.open()) {
      Linalg.Eigen eigen = Linalg.eigh(Tensor.of(lower, n, n));
      ascending = eigen.values().toDoubleArray();
      columns = eigen.vectors().toDoubleArray();
    }
    double[] q = new double[n * n];
    double[] eigenvalues = new double[n];
    for (int i = 0; i < n; i++) {
      int from = n - 1 - i;
      eigenvalues[i] = ascending[from];
      for (int t = 0; t < n; t++) {
        q[i * n + t] = columns[t * n + from];
      }
      fixSign(q, i * n, n);
    }
    return new OrthoTrans(n, q, eigenvalues, sigma, used);
  }

  private static void fixSign(double[] q, int start, int n) {
    int largest = start;
    for (int t = start + 1; t < start + n; t++) {
      if (Math.abs(q[t]) > Math.abs(q[largest])) {
        largest = t;
      }
    }
    if (q[largest] < 0) {
      for (int t = start; t < start + n; t++) {
        q[t] = -q[t];
      }
    }
  }

  /**
   * Takes a matrix, [T, T], rows being the basis.
   *
   * @param source names the matrix in messages, such as a file
   * @throws IllegalArgumentException when it is not square or not orthogonal
   */
  public static OrthoTrans of(Tensor matrix, String source) {
    if (matrix.dim() != 2 || matrix.size(0) != matrix.size(1)) {
      throw new IllegalArgumentException(
          source
              + ": Q matrix has shape "
              + Arrays.toString(matrix.shape())
              + ", expected a square matrix");
    }
    int n = (int) matrix.size(0);
    double[] q = matrix.to(DType.F64).toDoubleArray();
    double error = orthogonalityError(q, n);
    if (!(error <= ORTHOGONALITY)) {
      throw new IllegalArgumentException(
          "%s: Q matrix is not orthogonal: max |QQᵀ − I| is %.3g, allowed: %.0e"
              .formatted(source, error, ORTHOGONALITY));
    }
    return new OrthoTrans(n, q, new double[0], new double[0], new boolean[0]);
  }

  private static double orthogonalityError(double[] q, int n) {
    try (var _ = TensorScope.open()) {
      Tensor m = Tensor.of(q, n, n);
      double error = m.matmul(m.mT()).sub(Tensor.eye(DType.F64, n)).abs().max().item();
      return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }
  }

  /**
   * Reads a matrix as the official code keeps it, {@code <name>_<length>_ratio<r>.npy}.
   *
   * @param length the T it must have
   * @throws IOException when the file is malformed
   * @throws IllegalArgumentException when the matrix has another size or is not orthogonal
   */
  public static OrthoTrans load(Path npy, int length) throws IOException {
    NpyArray array = NpyFile.read(npy);
    long[] shape = array.shape();
    if (shape.length != 2 || shape[0] != length || shape[1] != length) {
      throw new IllegalArgumentException(
          npy
              + ": Q matrix has shape "
              + Arrays.toString(shape)
              + ", expected ["
              + length
              + ", "
              + length
              + "]");
    }
    try (var _ = TensorScope.open()) {
      return of(Tensor.of(array.toDoubles(), length, length), npy.toString());
    }
  }

  /** Writes the matrix as an npy file of doubles, whole or not at all. */
  public void save(Path npy) throws IOException {
    NpyFile.write(npy, NpyArray.of(q, length, length));
  }

  /** Steps of a window, T. */
  public int length() {
    return length;
  }

  /** Q, [T, T], F64; rows are the basis. */
  public Tensor matrix() {
    return Tensor.of(q, length, length);
  }

  /** Eigenvalues, descending; they sum to T. Empty when the matrix came from a file. */
  public double[] eigenvalues() {
    return eigenvalues.clone();
  }

  /** The mean correlation matrix [T·T], row-major. Empty when the matrix came from a file. */
  public double[] correlation() {
    return correlation.clone();
  }

  /** Which variates varied enough. Empty when the matrix came from a file. */
  public boolean[] usedVariates() {
    return used.clone();
  }

  /** max |QQᵀ − I|. */
  public double orthogonalityError() {
    return orthogonalityError(q, length);
  }

  /** x·Qᵀ over the last dimension, [..., T]. */
  public Tensor transform(Tensor x) {
    return x.matmul(matrix().mT().to(x.dtype()));
  }

  /** z·Q over the last dimension, [..., T]. */
  public Tensor inverse(Tensor z) {
    return z.matmul(matrix().to(z.dtype()));
  }

  /** Of a fitted matrix: the number of leading coordinates that hold this share of the variance. */
  public int coordinatesFor(double share) {
    double total = Arrays.stream(eigenvalues).sum();
    double sum = 0;
    for (int i = 0; i < eigenvalues.length; i++) {
      sum += eigenvalues[i];
      if (sum >= share * total) {
        return i + 1;
      }
    }
    return eigenvalues.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OrthoTrans that && Arrays.equals(q, that.q);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(q);
  }

  @Override
  public String toString() {
    return "OrthoTrans[" + length + "]";
  }
}
