package polyad.algebra.o3;

import polyad.tensor.Tensor;

/**
 * A grid of β × α on the sphere, with quadrature weights.
 *
 * @param beta polar angles from +y, radians
 * @param weight of each β; the area of a point is weight · 2π/n_α
 * @param alphas n_α, the number of azimuths 2πj/n_α
 */
public record S2Grid(double[] beta, double[] weight, int alphas) {
  /** Copies the arrays. */
  public S2Grid {
    beta = beta.clone();
    weight = weight.clone();
    if (beta.length == 0 || beta.length != weight.length || alphas < 1) {
      throw new IllegalArgumentException(
          "grid of %d beta with %d weights and %d alpha; expected one or more of each"
              .formatted(beta.length, weight.length, alphas));
    }
  }

  @Override
  public double[] beta() {
    return beta.clone();
  }

  @Override
  public double[] weight() {
    return weight.clone();
  }

  /** The number of β. */
  public int betas() {
    return beta.length;
  }

  /** n_β·n_α. */
  public int points() {
    return beta.length * alphas;
  }

  /**
   * Gauss–Legendre nodes in cos β and equispaced α.
   *
   * @param betas 1 or more
   * @param alphas 1 or more
   */
  public static S2Grid gaussLegendre(int betas, int alphas) {
    double[] beta = new double[betas];
    double[] weight = new double[betas];
    for (int i = 0; i < betas; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (betas + 0.5));
      double slope = 1;
      for (int step = 0; step < 100; step++) {
        double[] p = legendre(betas, x);
        slope = p[1];
        double change = p[0] / slope;
        x -= change;
        if (Math.abs(change) < 1e-16) {
          break;
        }
      }
      slope = legendre(betas, x)[1];
      beta[i] = Math.acos(x);
      weight[i] = 2 / ((1 - x * x) * slope * slope);
    }
    return new S2Grid(beta, weight, alphas);
  }

  /** P_n(x) and its slope. */
  private static double[] legendre(int n, double x) {
    double before = 1;
    double p = x;
    for (int k = 2; k <= n; k++) {
      double next = ((2.0 * k - 1) * x * p - (k - 1.0) * before) / k;
      before = p;
      p = next;
    }
    return n == 0 ? new double[] {1, 0} : new double[] {p, n * (x * p - before) / (x * x - 1)};
  }

  /** The smallest Gauss–Legendre grid on which products of a total degree are exact. */
  public static S2Grid exactFor(int degree) {
    return gaussLegendre(degree / 2 + 1, degree + 1);
  }

  /**
   * e3nn's grid: β_i = π(i+½)/n_β, α_j = 2πj/n_α, with the weights of Kostelec and Rockmore (exact
   * up to degree n_β − 1).
   *
   * @param betas even, 2 or more
   */
  public static S2Grid equiangular(int betas, int alphas) {
    if (betas < 2 || betas % 2 != 0) {
      throw new IllegalArgumentException("betas is " + betas + ", allowed: even, 2 or more");
    }
    double[] beta = new double[betas];
    double[] weight = new double[betas];
    for (int i = 0; i < betas; i++) {
      beta[i] = Math.PI * (i + 0.5) / betas;
      double sum = 0;
      for (int k = 0; k < betas / 2; k++) {
        sum += Math.sin((2 * k + 1) * beta[i]) / (2 * k + 1);
      }
      weight[i] = 4.0 / betas * Math.sin(beta[i]) * sum;
    }
    return new S2Grid(beta, weight, alphas);
  }

  /** Whether every integral of that degree is exact. */
  public boolean isExactFor(int degree) {
    return betas() >= degree / 2 + 1 && alphas >= degree + 1;
  }

  /**
   * Legendre part of harmonics: [n_β, lmax+1 (m), lmax+1 (l)], integral-normalised, 0 for l < m.
   */
  public Tensor legendre(int lmax) {
    int width = lmax + 1;
    double[] table = new double[betas() * width * width];
    double factor = Normalization.INTEGRAL.factor(0);
    for (int i = 0; i < betas(); i++) {
      double[][] p = Legendre.all(lmax, Math.cos(beta[i]), Math.sin(beta[i]));
      for (int l = 0; l <= lmax; l++) {
        for (int m = 0; m <= l; m++) {
          table[(i * width + m) * width + l] = p[l][m] * factor;
        }
      }
    }
    return Tensor.of(table, betas(), width, width);
  }

  /** Azimuth part: [2·lmax+1, n_α], rows sin(Lα)..sin α, 1, cos α..cos(Lα). */
  public Tensor azimuth(int lmax) {
    double[] table = new double[(2 * lmax + 1) * alphas];
    for (int m = -lmax; m <= lmax; m++) {
      for (int j = 0; j < alphas; j++) {
        // The angle is reduced in integers, so that high orders stay exact.
        double angle = 2 * Math.PI * ((long) Math.abs(m) * j % alphas) / alphas;
        table[(m + lmax) * alphas + j] = m < 0 ? Math.sin(angle) : Math.cos(angle);
      }
    }
    return Tensor.of(table, 2L * lmax + 1, alphas);
  }

  /** Harmonics at the points: [(lmax+1)², n_β·n_α], integral-normalised, F64. */
  public Tensor harmonics(int lmax) {
    double[] table = new double[(lmax + 1) * (lmax + 1) * points()];
    double factor = Normalization.INTEGRAL.factor(0);
    for (int i = 0; i < betas(); i++) {
      double[][] p = Legendre.all(lmax, Math.cos(beta[i]), Math.sin(beta[i]));
      for (int l = 0; l <= lmax; l++) {
        for (int m = -l; m <= l; m++) {
          for (int j = 0; j < alphas; j++) {
            double angle = 2 * Math.PI * ((long) Math.abs(m) * j % alphas) / alphas;
            double around = m < 0 ? Math.sin(angle) : Math.cos(angle);
            table[((l * l + l + m) * betas() + i) * alphas + j] =
                factor * p[l][Math.abs(m)] * around;
          }
        }
      }
    }
    return Tensor.of(table, (lmax + 1L) * (lmax + 1), points());
  }

  /** The area of each point: [n_β·n_α], sums to 4π. */
  public Tensor areas() {
    double[] area = new double[points()];
    for (int i = 0; i < area.length; i++) {
      area[i] = weight[i / alphas] * 2 * Math.PI / alphas;
    }
    return Tensor.of(area, area.length);
  }

  /** The points: [n_β·n_α, 3], unit vectors. */
  public Tensor xyz() {
    double[] xyz = new double[points() * 3];
    for (int i = 0; i < betas(); i++) {
      for (int j = 0; j < alphas; j++) {
        double angle = 2 * Math.PI * j / alphas;
        int at = 3 * (i * alphas + j);
        xyz[at] = Math.sin(beta[i]) * Math.sin(angle);
        xyz[at + 1] = Math.cos(beta[i]);
        xyz[at + 2] = Math.sin(beta[i]) * Math.cos(angle);
      }
    }
    return Tensor.of(xyz, points(), 3);
  }
}
