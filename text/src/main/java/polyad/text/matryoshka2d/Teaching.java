package polyad.text.matryoshka2d;

import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.text.SentenceEncoder;
import polyad.text.TokenBatch;

/**
 * What an outside teacher says of a batch.
 *
 * @param hidden its last layer's tokens, [B, L, D]
 * @param pooled its sentence vectors, [B, D]
 */
record Teaching(Tensor hidden, Tensor pooled) {
  static Teaching of(SentenceEncoder teacher, TokenBatch batch) {
    try (var _ = Autograd.noGrad()) {
      Tensor hidden = teacher.hiddenStates(batch, teacher.layers()).getLast();
      return new Teaching(hidden, teacher.pool(hidden, batch));
    }
  }

  /**
   * KL( softmax(teacher's tokens) ‖ softmax(student's tokens) ), each softmax over the coordinates,
   * the mean over the tokens that are not padding.
   *
   * @param student the last layer's tokens, [B, L, D]
   */
  Tensor alignment(Tensor student, TokenBatch batch, double temperature) {
    Tensor real = batch.mask().flatten(0, 1).nonzero().flatten(0, 1); // [T]
    return TwoDimensionalLoss.divergence(
        hidden.flatten(0, 1).indexSelect(0, real),
        student.flatten(0, 1).indexSelect(0, real),
        temperature);
  }
}
