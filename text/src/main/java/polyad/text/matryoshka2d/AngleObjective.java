package polyad.text.matryoshka2d;

import polyad.catalog.ConfigChecks;
import polyad.data.SentencePairs.Format;
import polyad.tensor.Tensor;

/**
 * AnglE's objective: w1·cosine + w2·in-batch negatives + w3·angle. Pairs that mean the same have
 * the contrastive part only, without a weight.
 *
 * @param w1 weight of the cosine loss
 * @param w2 weight of the in-batch negatives, with triples of the contrastive loss
 * @param w3 weight of the angle loss
 */
public record AngleObjective(
    double w1,
    double w2,
    double w3,
    CosineLoss cosine,
    InBatchNegativeLoss inBatch,
    AngleLoss angle)
    implements BaseLoss {
  /** Checks the weights. */
  public AngleObjective {
    ConfigChecks.atLeast("w1", w1, 0.0);
    ConfigChecks.atLeast("w2", w2, 0.0);
    ConfigChecks.atLeast("w3", w3, 0.0);
    if (w1 + w2 + w3 == 0) {
      throw new IllegalArgumentException("w1, w2, w3 are all 0, allowed: at least one above 0");
    }
  }

  /** With the weights and scales of the paper's example: 1, 20, 1, and 20 everywhere. */
  public static AngleObjective paper() {
    return of(1, 20, 1);
  }

  /** With these weights and the paper's scales. */
  public static AngleObjective of(double w1, double w2, double w3) {
    return new AngleObjective(
        w1, w2, w3, new CosineLoss(), new InBatchNegativeLoss(), new AngleLoss());
  }

  @Override
  public Tensor of(Tensor rows, PairBatch batch) {
    if (batch.format() == Format.PAIRS) {
      return inBatch.of(rows, batch);
    }
    Tensor loss = Tensor.zeros(rows.dtype());
    loss = w1 > 0 ? loss.add(cosine.of(rows, batch).mul(w1)) : loss;
    loss = w2 > 0 ? loss.add(inBatch.of(rows, batch).mul(w2)) : loss;
    return w3 > 0 ? loss.add(angle.of(rows, batch).mul(w3)) : loss;
  }

  /** Whether it takes an odd number of coordinates. */
  boolean takesOdd(Format format) {
    return w3 == 0 || format == Format.PAIRS;
  }
}
