package polyad.geometry.tensorproducts;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import polyad.algebra.o3.Irreps;
import polyad.algebra.o3.Wigner3j;
import polyad.geometry.EquivariantProduct;
import polyad.tensor.DType;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * What a product of one channel of every degree can compute (Xie et al. 2025, section 3).
 *
 * <p>The most general equivariant linear maps before and after a product T scale its degrees:
 * c·T(a·, b·). A triple (l₁, l₂, l₃) is <em>interactable</em> when the part of T that it selects is
 * not zero; the <em>expressivity</em> is the dimension of the set of all these bilinear maps, the
 * rank of its Jacobian.
 *
 * @param rank the expressivity
 * @param interactable [L1+1][L2+1][Lo+1]
 * @param coupling Σ T·3j of each triple, summed over results of the same degree; 0 where the
 *     triangle rule is broken
 */
public record Expressivity(int rank, boolean[][][] interactable, double[][][] coupling) {
  private static final double SMALLEST = 1e-10;

  /** The number of interactable triples. */
  public int triples() {
    int count = 0;
    for (boolean[][] plane : interactable) {
      for (boolean[] row : plane) {
        for (boolean value : row) {
          count += value ? 1 : 0;
        }
      }
    }
    return count;
  }

  /** An interactable triple and the result that it goes to. */
  private record Term(int l1, int l2, int result) {}

  /**
   * Measures a product whose inputs are one channel of every degree.
   *
   * @param product its inputs are harmonics up to L1 and L2
   */
  public static Expressivity of(EquivariantProduct product) {
    int lmax1 = product.irrepsIn1().lmax();
    int lmax2 = product.irrepsIn2().lmax();
    int lmaxOut = product.irrepsOut().lmax();
    double[][][] coupling = new double[lmax1 + 1][lmax2 + 1][lmaxOut + 1];
    boolean[][][] reached = new boolean[lmax1 + 1][lmax2 + 1][lmaxOut + 1];
    List<Term> terms = terms(product, coupling, reached);
    return new Expressivity(rank(incidence(terms, product)), reached, coupling);
  }

  private static List<Term> terms(
      EquivariantProduct product, double[][][] coupling, boolean[][][] reached) {
    List<Term> terms = new ArrayList<>();
    try (var _ = TensorScope.open()) {
      Tensor table = table(product); // [d1, d2, dOut]
      List<Irreps.Block> results = product.irrepsOut().blocks();
      for (int l1 = 0; l1 < coupling.length; l1++) {
        for (int l2 = 0; l2 < coupling[l1].length; l2++) {
          for (int k = 0; k < results.size(); k++) {
            int l3 = results.get(k).irrep().l();
            if (l3 < Math.abs(l1 - l2) || l3 > l1 + l2) {
              continue;
            }
            double value =
                table
                    .narrow(0, (long) l1 * l1, 2L * l1 + 1)
                    .narrow(1, (long) l2 * l2, 2L * l2 + 1)
                    .narrow(2, product.irrepsOut().offset(k), 2L * l3 + 1)
                    .mul(Wigner3j.tensor(l1, l2, l3))
                    .sum()
                    .item();
            if (Math.abs(value) > SMALLEST) {
              coupling[l1][l2][l3] += value;
              reached[l1][l2][l3] = true;
              terms.add(new Term(l1, l2, k));
            }
          }
        }
      }
    }
    return terms;
  }

  /** The product of all pairs of unit vectors: [d1, d2, dOut]. */
  private static Tensor table(EquivariantProduct product) {
    int d1 = product.irrepsIn1().dim();
    int d2 = product.irrepsIn2().dim();
    Tensor x = Tensor.eye(DType.F64, d1).unsqueeze(1).expand(d1, d2, d1);
    Tensor y = Tensor.eye(DType.F64, d2).unsqueeze(0).expand(d1, d2, d2);
    return product.forward(x.contiguous(), y.contiguous());
  }

  /** Rows: terms; columns: a, b and c. At a generic point the Jacobian has the rank of this. */
  private static long[][] incidence(List<Term> terms, EquivariantProduct product) {
    int n1 = product.irrepsIn1().lmax() + 1;
    int n2 = product.irrepsIn2().lmax() + 1;
    long[][] rows = new long[terms.size()][n1 + n2 + product.irrepsOut().blocks().size()];
    for (int r = 0; r < rows.length; r++) {
      rows[r][terms.get(r).l1()] = 1;
      rows[r][n1 + terms.get(r).l2()] = 1;
      rows[r][n1 + n2 + terms.get(r).result()] = 1;
    }
    return rows;
  }

  /** The rank over the integers modulo 2³¹ − 1. */
  private static int rank(long[][] rows) {
    long prime = Integer.MAX_VALUE;
    int rank = 0;
    int columns = rows.length == 0 ? 0 : rows[0].length;
    for (int c = 0; c < columns && rank < rows.length; c++) {
      int pivot = rank;
      while (pivot < rows.length && rows[pivot][c] == 0) {
        pivot++;
      }
      if (pivot == rows.length) {
        continue;
      }
      long[] swap = rows[rank];
      rows[rank] = rows[pivot];
      rows[pivot] = swap;
      long inverse = power(rows[rank][c], prime - 2, prime);
      for (int r = rank + 1; r < rows.length; r++) {
        long factor = rows[r][c] * inverse % prime;
        for (int k = c; factor != 0 && k < columns; k++) {
          rows[r][k] = Math.floorMod(rows[r][k] - factor * rows[rank][k] % prime, prime);
        }
      }
      rank++;
    }
    return rank;
  }

  private static long power(long base, long exponent, long modulus) {
    long result = 1;
    long square = base % modulus;
    for (long e = exponent; e > 0; e >>= 1) {
      if ((e & 1) == 1) {
        result = result * square % modulus;
      }
      square = square * square % modulus;
    }
    return result;
  }

  /**
   * The expressivity of several channels side by side, Σ_n c_n·T(a_n·, b_n·): the numeric rank of
   * the Jacobian at a random point.
   *
   * @param channels 1 or more
   */
  public static int ofChannels(EquivariantProduct product, int channels, long seed) {
    if (channels < 1) {
      throw new IllegalArgumentException("channels is " + channels + ", allowed: 1 or more");
    }
    int n1 = product.irrepsIn1().lmax() + 1;
    int n2 = product.irrepsIn2().lmax() + 1;
    int n3 = product.irrepsOut().blocks().size();
    List<Term> terms =
        terms(
            product,
            new double[n1][n2][product.irrepsOut().lmax() + 1],
            new boolean[n1][n2][product.irrepsOut().lmax() + 1]);
    int width = n1 + n2 + n3;
    Random random = new Random(seed);
    double[] point = random.doubles((long) channels * width, 0.5, 1.5).toArray();
    double[] jacobian = new double[terms.size() * channels * width];
    for (int r = 0; r < terms.size(); r++) {
      Term term = terms.get(r);
      for (int n = 0; n < channels; n++) {
        int a = n * width + term.l1();
        int b = n * width + n1 + term.l2();
        int c = n * width + n1 + n2 + term.result();
        int row = r * channels * width;
        jacobian[row + a] = point[b] * point[c];
        jacobian[row + b] = point[a] * point[c];
        jacobian[row + c] = point[a] * point[b];
      }
    }
    try (var _ = TensorScope.open()) {
      double[] singular =
          Linalg.svdvals(Tensor.of(jacobian, terms.size(), (long) channels * width))
              .toDoubleArray();
      int rank = 0;
      while (rank < singular.length && singular[rank] > 1e-9 * singular[0]) {
        rank++;
      }
      return rank;
    }
  }
}
