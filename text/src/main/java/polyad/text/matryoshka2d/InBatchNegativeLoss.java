package polyad.text.matryoshka2d;

import polyad.catalog.ConfigChecks;
import polyad.data.SentencePairs.Format;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/**
 * Both sentences of a pair labelled 1 shall find each other among all sentences of the batch.
 * Sentences of pairs labelled 0 have nobody to find: they add 0, and the mean counts them. Other
 * formats than scored pairs go to {@link ContrastiveLoss}.
 *
 * @param scale of the cosine; AnglE's ibn_tau
 */
public record InBatchNegativeLoss(double scale) implements BaseLoss {
  private static final double SELF = -1e12;

  /** Checks the scale. */
  public InBatchNegativeLoss {
    ConfigChecks.positive("ibn_tau", scale);
  }

  /** With scale 20. */
  public InBatchNegativeLoss() {
    this(20);
  }

  @Override
  public Tensor of(Tensor rows, PairBatch batch) {
    Tensor labels = batch.labels();
    if (batch.format() != Format.SCORED || labels == null) {
      return new ContrastiveLoss(scale).of(rows, batch);
    }
    requireBinary(labels);
    long count = rows.size(0); // 2P
    Tensor unit = Functional.normalize(rows, 1, 1e-12);
    Tensor similarity =
        unit.matmul(unit.mT())
            .mul(scale)
            .add(Tensor.eye(rows.dtype(), count).mul(SELF)); // [2P, 2P]
    Tensor partner = partners(count);
    Tensor found = similarity.logSoftmax(1).gather(1, partner.unsqueeze(1)).squeeze(1); // [2P]
    Tensor weights = labels.to(rows.dtype()).repeatInterleave(2, 0); // [2P]
    return found.mul(weights).mean().neg();
  }

  /** Row 2p for row 2p + 1 and the other way round. */
  private static Tensor partners(long count) {
    Tensor pairs = Tensor.arange(DType.I64, 0, count, 1).view(-1, 2); // [P, 2]
    return pairs.flip(1).flatten(0, 1);
  }

  private static void requireBinary(Tensor labels) {
    Tensor binary = labels.eq(0).logicalOr(labels.eq(1));
    if (!binary.all()) {
      throw new IllegalArgumentException(
          "the in-batch loss takes labels 0 and 1 only, found graded ones: set its weight w2 to 0");
    }
  }
}
