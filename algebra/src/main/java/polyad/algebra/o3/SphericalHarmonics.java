package polyad.algebra.o3;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.Constant;
import polyad.tensor.Tensor;

/**
 * Real spherical harmonics of degrees 0 to lmax as polynomials in (x, y, z).
 *
 * <p>Y_{l,±m} = Q_l^m(y, r²) · Re or Im of (z + ix)^m, with Q by the recurrence in l of normalised
 * Legendre functions: stable for every degree, free of angles, differentiable everywhere and any
 * number of times.
 */
public final class SphericalHarmonics {
  private static final double SMALLEST = 1e-12;

  private final int lmax;
  private final boolean normalize;
  private final Tensor legendreIndex;
  private final Tensor azimuthIndex;
  private final Constant factors;

  /**
   * @param lmax the largest degree, 0 to {@link Irrep#MAX_L}
   * @param normalize whether vectors are divided by max(‖x‖, 1e-12) first; otherwise the harmonics
   *     are the homogeneous polynomials r^l·Y
   * @param normalization the scale
   */
  public SphericalHarmonics(int lmax, boolean normalize, Normalization normalization) {
    if (lmax < 0 || lmax > Irrep.MAX_L) {
      throw new IllegalArgumentException("lmax is " + lmax + ", allowed: 0 to " + Irrep.MAX_L);
    }
    this.lmax = lmax;
    this.normalize = normalize;
    this.legendreIndex = legendreIndex(lmax).retain();
    this.azimuthIndex = azimuthIndex(lmax).retain();
    this.factors = new Constant(factors(lmax, normalization));
  }

  /** The largest degree. */
  public int lmax() {
    return lmax;
  }

  /**
   * The harmonics of vectors.
   *
   * @param vectors [..., 3]
   * @return [..., (lmax+1)²], degree by degree, m = −l..l
   */
  public Tensor forward(Tensor vectors) {
    if (vectors.dim() == 0 || vectors.size(-1) != 3) {
      throw new IllegalArgumentException("vectors: expected [..., 3], got " + vectors);
    }
    Tensor unit = normalize ? unit(vectors) : vectors;
    Tensor[] xyz = unit.unbind(-1);
    Tensor square = unit.square().sum(-1);
    Tensor legendre = Tensor.stack(-1, legendre(xyz[1], square)); // [..., (L+1)(L+2)/2]
    Tensor azimuth = Tensor.stack(-1, azimuth(xyz[0], xyz[2])); // [..., 2L+1], m = −L..L
    return legendre
        .indexSelect(-1, legendreIndex)
        .mul(azimuth.indexSelect(-1, azimuthIndex))
        .mul(factors.in(vectors.dtype()));
  }

  private static Tensor unit(Tensor vectors) {
    Tensor square = vectors.square().sum(true, -1);
    Tensor tiny = square.le(SMALLEST * SMALLEST);
    Tensor length = square.maskedFill(tiny, 1).sqrt().maskedFill(tiny, SMALLEST);
    return vectors.div(length);
  }

  /** Q_l^m for all m ≤ l, ordered by l, then m. */
  private List<Tensor> legendre(Tensor y, Tensor square) {
    Tensor[][] q = new Tensor[lmax + 1][];
    List<Tensor> all = new ArrayList<>();
    for (int l = 0; l <= lmax; l++) {
      q[l] = new Tensor[l + 1];
      for (int m = 0; m < l; m++) {
        Tensor value = q[l - 1][m].mul(y).mul(Legendre.up(l, m));
        q[l][m] = m < l - 1 ? value.addcmul(q[l - 2][m], square, -Legendre.back(l, m)) : value;
      }
      q[l][l] = y.onesLike().mul(Legendre.sectoral(l));
      all.addAll(List.of(q[l]));
    }
    return all;
  }

  /** Im (z+ix)^m for m = L..1, then 1, then Re (z+ix)^m for m = 1..L. */
  private List<Tensor> azimuth(Tensor x, Tensor z) {
    Tensor[] all = new Tensor[2 * lmax + 1];
    all[lmax] = x.onesLike();
    for (int m = 1; m <= lmax; m++) {
      if (m == 1) {
        all[lmax - 1] = x;
        all[lmax + 1] = z;
      } else {
        Tensor sin = all[lmax - m + 1];
        Tensor cos = all[lmax + m - 1];
        all[lmax - m] = sin.mul(z).addcmul(cos, x, 1);
        all[lmax + m] = cos.mul(z).addcmul(sin, x, -1);
      }
    }
    return List.of(all);
  }

  private static Tensor legendreIndex(int lmax) {
    long[] index = new long[(lmax + 1) * (lmax + 1)];
    for (int l = 0; l <= lmax; l++) {
      for (int m = -l; m <= l; m++) {
        index[l * l + l + m] = l * (l + 1L) / 2 + Math.abs(m);
      }
    }
    return Tensor.of(index, index.length);
  }

  private static Tensor azimuthIndex(int lmax) {
    long[] index = new long[(lmax + 1) * (lmax + 1)];
    for (int l = 0; l <= lmax; l++) {
      for (int m = -l; m <= l; m++) {
        index[l * l + l + m] = (long) lmax + m;
      }
    }
    return Tensor.of(index, index.length);
  }

  private static Tensor factors(int lmax, Normalization normalization) {
    double[] factor = new double[(lmax + 1) * (lmax + 1)];
    for (int l = 0; l <= lmax; l++) {
      for (int m = -l; m <= l; m++) {
        factor[l * l + l + m] = normalization.factor(l);
      }
    }
    return Tensor.of(factor, factor.length);
  }
}
