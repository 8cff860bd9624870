package polyad.geometry;

import polyad.algebra.Constant;
import polyad.tensor.Tensor;

/**
 * √(2/c)·sin(nπr/c)/r for n = 1..N times the polynomial cutoff 1 − (p+1)(p+2)/2·d^p + p(p+2)d^{p+1}
 * − p(p+1)/2·d^{p+2}, d = r/c, zero beyond (Klicpera et al. 2020, as in MACE).
 */
public final class RadialBessel {
  private final double cutoff;
  private final int power;
  private final Constant frequencies; // [N], nπ/c

  /**
   * @param cutoff c in ångström, above 0
   * @param count N, 1 or more
   * @param power p, 1 or more
   */
  public RadialBessel(double cutoff, int count, int power) {
    if (!(cutoff > 0) || count < 1 || power < 1) {
      throw new IllegalArgumentException(
          "cutoff %s, count %d, power %d, allowed: above 0, 1 or more, 1 or more"
              .formatted(cutoff, count, power));
    }
    this.cutoff = cutoff;
    this.power = power;
    double[] n = new double[count];
    for (int i = 0; i < count; i++) {
      n[i] = (i + 1) * Math.PI / cutoff;
    }
    this.frequencies = new Constant(Tensor.of(n, count));
  }

  /** [E, 1], lengths in ångström, to [E, N]. */
  public Tensor forward(Tensor length) {
    return waves(length).mul(envelope(length).mul(Math.sqrt(2 / cutoff)));
  }

  /** sin(nπr/c)/r alone: [E, 1] to [E, N]. */
  public Tensor waves(Tensor length) {
    return length.mul(frequencies.in(length.dtype())).sin().div(length);
  }

  /** The cutoff function alone: [E, 1] to [E, 1]. */
  public Tensor envelope(Tensor length) {
    double p = power;
    Tensor d = length.div(cutoff);
    Tensor polynomial = d.square().mul(-p * (p + 1) / 2).add(d.mul(p * (p + 2))); // Horner
    polynomial = polynomial.sub((p + 1) * (p + 2) / 2).mul(d.pow(p)).add(1);
    return polynomial.mul(d.lt(1).to(length.dtype()));
  }
}
