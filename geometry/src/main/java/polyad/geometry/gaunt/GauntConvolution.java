package polyad.geometry.gaunt;

import polyad.algebra.o3.Irreps;
import polyad.algebra.o3.Normalization;
import polyad.algebra.o3.SphericalHarmonics;
import polyad.geometry.FourierBasis;
import polyad.geometry.GauntTensorProduct;
import polyad.tensor.Fft;
import polyad.tensor.Tensor;

/**
 * Equivariant convolution (class 2): features times a filter h_l·Y_lm(r̂) of the edge.
 *
 * <p>Both routes give the same numbers and derivatives.
 */
public final class GauntConvolution {
  /** How it is computed. */
  public enum Route {
    /** The product of class 1 with the filter. */
    PLAIN,
    /**
     * In the frame that has the edge at the pole: the filter depends on θ alone, its Fourier image
     * on u alone, and the 2D convolution becomes one over u for every v.
     */
    ROTATED
  }

  private final int lmaxIn;
  private final int lmaxFilter;
  private final Route route;
  private final SphericalHarmonics harmonics;
  private final PerDegree filterDegrees;
  private final GauntTensorProduct product;
  private final FourierBasis in;
  private final FourierBasis filter;
  private final FourierBasis out;
  private final Irreps irrepsIn;
  private final Irreps irrepsOut;

  /**
   * @param lmaxIn the largest degree of the features
   * @param lmaxFilter that of the filter
   * @param lmaxOut that of the result, at most their sum
   * @param normalization of the filter's harmonics
   */
  public GauntConvolution(
      int lmaxIn, int lmaxFilter, int lmaxOut, Normalization normalization, Route route) {
    this.product = new GauntTensorProduct(lmaxIn, lmaxFilter, lmaxOut);
    this.lmaxIn = lmaxIn;
    this.lmaxFilter = lmaxFilter;
    this.route = route;
    this.harmonics = new SphericalHarmonics(lmaxFilter, true, normalization);
    this.filterDegrees = new PerDegree(lmaxFilter);
    int size = 2 * (lmaxIn + lmaxFilter) + 2;
    this.in = new FourierBasis(lmaxIn, size);
    this.filter = new FourierBasis(lmaxFilter, size);
    this.out = new FourierBasis(lmaxOut, size);
    this.irrepsIn = Irreps.sphericalHarmonics(lmaxIn);
    this.irrepsOut = Irreps.sphericalHarmonics(lmaxOut);
  }

  /**
   * The convolution.
   *
   * @param x [E, C, (lmaxIn+1)²]
   * @param r [E, 3], not zero
   * @param radial h, [E, C, lmaxFilter+1]
   * @return [E, C, (lmaxOut+1)²]
   * @throws IllegalArgumentException that names the edge whose vector is zero
   */
  public Tensor forward(Tensor x, Tensor r, Tensor radial) {
    irrepsIn.requireLastDim(x);
    requireDirections(r);
    if (radial.size(-1) != lmaxFilter + 1L || radial.size(-2) != x.size(-2)) {
      throw new IllegalArgumentException(
          "radial: expected [E, %d, %d], got %s".formatted(x.size(-2), lmaxFilter + 1, radial));
    }
    Tensor weights = filterDegrees.expand(radial); // [E, C, (Lf+1)²]
    return switch (route) {
      case PLAIN -> product.forward(x, weights.mul(harmonics.forward(r).unsqueeze(-2)));
      case ROTATED -> rotated(x, r, weights);
    };
  }

  private static void requireDirections(Tensor r) {
    double[] square = r.detach().square().sum(-1).toDoubleArray();
    for (int e = 0; e < square.length; e++) {
      if (!(square[e] > 0)) {
        throw new IllegalArgumentException(
            "r: edge %d is %s, allowed: a vector that is not zero"
                .formatted(e, Double.isNaN(square[e]) ? "NaN" : "zero"));
      }
    }
  }

  private Tensor rotated(Tensor x, Tensor r, Tensor weights) {
    Tensor frame = toPole(r); // [E, 3, 3]
    Tensor turned = x.matmul(irrepsIn.wignerD(frame).mT());
    Tensor pole = harmonics.forward(Tensor.of(new double[] {0, 1, 0}, 3).to(x.dtype()));
    Tensor z = convolve(turned, weights.mul(pole));
    return z.matmul(irrepsOut.wignerD(frame)); // D(R)ᵀ back
  }

  /** Multiplies at the θ of the torus: transforms over u only, for every order v. */
  private Tensor convolve(Tensor x, Tensor f) {
    Tensor features = in.toFourier(x.reshape(-1, x.size(-1))); // [N, n, L+1]
    Tensor filters = filter.toFourier(f.reshape(-1, f.size(-1))).narrow(-1, 0, 1); // [N, n, 1]
    Tensor values =
        Fft.ifft(features, null, 1, Fft.Norm.FORWARD)
            .mul(Fft.ifft(filters, null, 1, Fft.Norm.FORWARD).real());
    Tensor spectrum = Fft.fft(values, null, 1, Fft.Norm.FORWARD);
    int lmaxOut = irrepsOut.lmax();
    Tensor fitted =
        lmaxOut > lmaxIn
            ? Tensor.cat(
                -1, spectrum, spectrum.narrow(-1, 0, 1).mul(0.0).repeat(1, 1, lmaxOut - lmaxIn))
            : spectrum;
    Tensor z = out.fromFourier(fitted); // [N, (Lo+1)²]
    return z.reshape(x.size(0), x.size(1), z.size(-1));
  }

  /**
   * The smallest rotation that takes r̂ to +y, after a half turn about x where r̂ points down: each
   * part is smooth on its half, so derivatives are those of the plain route at the poles too.
   */
  static Tensor toPole(Tensor r) {
    Tensor unit = r.div(r.square().sum(true, -1).sqrt());
    Tensor down = unit.detach().narrow(-1, 1, 1).lt(0); // [E, 1]
    Tensor half = Tensor.of(new double[] {1, -1, -1}, 3).to(r.dtype());
    Tensor sign = half.where(down, half.onesLike()); // [E, 3]
    Tensor[] n = unit.mul(sign).unbind(-1); // points up
    Tensor k = n[1].add(1).reciprocal();
    Tensor x = n[0];
    Tensor z = n[2];
    Tensor rows =
        Tensor.stack(
            -1,
            x.square().mul(k).neg().add(1),
            x.neg(),
            x.mul(z).mul(k).neg(),
            x,
            n[1],
            z,
            x.mul(z).mul(k).neg(),
            z.neg(),
            z.square().mul(k).neg().add(1));
    return rows.unflatten(-1, 3, 3).mul(sign.unsqueeze(-2)); // R·diag(sign)
  }
}
