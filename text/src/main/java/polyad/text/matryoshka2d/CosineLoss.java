package polyad.text.matryoshka2d;

import polyad.catalog.ConfigChecks;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/**
 * Pairs with a higher label shall have a higher cosine: CoSENT's loss of scale·cos.
 *
 * @param scale of the cosine; AnglE's cosine_tau
 */
public record CosineLoss(double scale) implements BaseLoss {
  /** Checks the scale. */
  public CosineLoss {
    ConfigChecks.positive("cosine_tau", scale);
  }

  /** With scale 20. */
  public CosineLoss() {
    this(20);
  }

  @Override
  public Tensor of(Tensor rows, PairBatch batch) {
    PairBatch.Labelled pairs = batch.labelled(rows);
    Tensor cosine =
        Functional.normalize(pairs.left(), 1, 1e-12)
            .mul(Functional.normalize(pairs.right(), 1, 1e-12))
            .sum(1); // [P]
    return Ranking.loss(cosine.mul(scale), pairs.labels());
  }
}
