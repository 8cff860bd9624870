package polyad.text.matryoshka2d;

import polyad.tensor.Tensor;

/** What is asked of sentence vectors of one depth and width; the same of every other. */
@FunctionalInterface
public interface BaseLoss {
  /**
   * The loss of a batch.
   *
   * @param rows sentence vectors, not normalised, [R, d]
   * @param batch how the rows belong together
   * @return a single number
   * @throws IllegalArgumentException when the loss has no meaning for such rows
   */
  Tensor of(Tensor rows, PairBatch batch);
}
