package polyad.text.matryoshka2d;

import polyad.catalog.ConfigChecks;
import polyad.data.SentencePairs.Format;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/**
 * Each text shall find its positive among all positives and negatives of the batch: cross-entropy
 * of scale·cos, also known as multiple negatives ranking loss.
 *
 * @param scale of the cosine; AnglE's ibn_tau
 */
public record ContrastiveLoss(double scale) implements BaseLoss {
  /** Checks the scale. */
  public ContrastiveLoss {
    ConfigChecks.positive("ibn_tau", scale);
  }

  /** With scale 20. */
  public ContrastiveLoss() {
    this(20);
  }

  @Override
  public Tensor of(Tensor rows, PairBatch batch) {
    if (batch.format() == Format.SCORED) {
      throw new IllegalArgumentException(
          "the contrastive loss takes text, positive or text, positive, negative; found scored pairs");
    }
    Tensor text = batch.column(rows, 0); // [P, d]
    Tensor positive = batch.column(rows, 1);
    Tensor targets =
        batch.format() == Format.TRIPLES
            ? Tensor.cat(0, positive, batch.column(rows, 2)) // [2P, d]
            : positive;
    Tensor scores =
        Functional.normalize(text, 1, 1e-12)
            .matmul(Functional.normalize(targets, 1, 1e-12).mT())
            .mul(scale); // [P, P or 2P]
    Tensor own = Tensor.arange(DType.I64, 0, text.size(0), 1);
    return Functional.crossEntropy(scores, own);
  }
}
