package polyad.vision.align;

import polyad.tensor.Tensor;

/** A loss of a batch of pairs: vectors of pictures and texts, [N, D], and σ, to one number. */
@FunctionalInterface
public interface PairLoss {
  /** The loss; row i of both belongs together. */
  Tensor of(Tensor images, Tensor texts, Tensor temperature);

  /** ALIGN's. */
  static PairLoss of(AlignLoss loss) {
    return (images, texts, temperature) -> loss.of(images, texts, temperature).total();
  }

  /**
   * Hinge of the hardest negative of the batch, both ways, as in VSE++ (Faghri et al., 2018); the
   * temperature plays no part.
   *
   * @param margin by which the own pair has to be better, at least 0
   */
  static PairLoss hardestHinge(double margin) {
    return (images, texts, temperature) -> {
      Tensor scores = AlignLoss.unit(images).matmul(AlignLoss.unit(texts).mT()); // [N, N]
      Tensor own = scores.diagonal(0, 0, 1); // [N]
      Tensor diagonal = Tensor.eye(scores.dtype(), scores.size(0)).gt(0);
      Tensor others = scores.maskedFill(diagonal, -2); // below any cosine
      Tensor rows = others.amax(false, 1).sub(own).add(margin).relu();
      Tensor columns = others.amax(false, 0).sub(own).add(margin).relu();
      return rows.add(columns).mean();
    };
  }
}
