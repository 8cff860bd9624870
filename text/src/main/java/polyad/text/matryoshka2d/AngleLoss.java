package polyad.text.matryoshka2d;

import polyad.catalog.ConfigChecks;
import polyad.tensor.Tensor;

/**
 * AnglE (Li and Li, 2023, arXiv 2309.12871): vectors are read as complex numbers, their first half
 * real and their second imaginary, and pairs with a higher label shall have a higher
 *
 * <pre>
 *   scale · | Σ Re q + Σ Im q |,   q = z·conj(w) / (‖z‖·‖w‖)
 * </pre>
 *
 * <p>which needs no cosine and so no region where its derivative vanishes.
 *
 * @param scale of the difference; AnglE's angle_tau
 */
public record AngleLoss(double scale) implements BaseLoss {
  /** Checks the scale. */
  public AngleLoss {
    ConfigChecks.positive("angle_tau", scale);
  }

  /** With scale 20. */
  public AngleLoss() {
    this(20);
  }

  @Override
  public Tensor of(Tensor rows, PairBatch batch) {
    if (rows.size(1) % 2 != 0) {
      throw new IllegalArgumentException(
          "dim is " + rows.size(1) + ", allowed with the angle loss: even ones");
    }
    PairBatch.Labelled pairs = batch.labelled(rows);
    Tensor[] z = pairs.left().chunk(2, 1); // a, b of z = a + bi, [P, d/2]
    Tensor[] w = pairs.right().chunk(2, 1); // c, d of w = c + di
    Tensor norms = norm(pairs.left()).mul(norm(pairs.right())); // [P]
    Tensor real = z[0].mul(w[0]).add(z[1].mul(w[1])).sum(1).div(norms);
    Tensor imaginary = z[1].mul(w[0]).sub(z[0].mul(w[1])).sum(1).div(norms);
    return Ranking.loss(real.add(imaginary).abs().mul(scale), pairs.labels());
  }

  private static Tensor norm(Tensor rows) {
    return rows.square().sum(1).sqrt();
  }
}
