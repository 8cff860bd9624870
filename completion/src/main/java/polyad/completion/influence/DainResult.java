package polyad.completion.influence;

import polyad.data.SparseTensor;

/**
 * What DAIN made of a tensor.
 *
 * @param baseModel of the first step, at its best weights
 * @param influence signed influence of the training cells
 * @param cellImportance | influence / max influence |
 * @param entityImportance a distribution over the entities of each mode, {@code [K][n_k]}
 * @param augmented the new cells
 * @param model of the last step, trained on observed and new cells, at its best weights
 * @param rmseBefore of the base model on the validation cells
 * @param rmseAfter of the model on the validation cells
 */
public record DainResult(
    TensorModel baseModel,
    double[] influence,
    double[] cellImportance,
    double[][] entityImportance,
    SparseTensor augmented,
    TensorModel model,
    double rmseBefore,
    double rmseAfter)
    implements AutoCloseable {
  /** Frees both models. */
  @Override
  public void close() {
    baseModel.close();
    model.close();
  }
}
