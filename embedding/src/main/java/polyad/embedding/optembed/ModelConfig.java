package polyad.embedding.optembed;

import java.util.List;

/**
 * What a model directory of this method holds.
 *
 * @param label column of labels in the training file
 * @param fields categorical columns
 * @param dims dimensions of each field
 * @param kept kept values of each field
 */
record ModelConfig(
    String label,
    List<String> fields,
    CtrModel model,
    int latentDim,
    List<Integer> mlpDims,
    int crossLayers,
    List<Integer> dims,
    List<Integer> kept) {
  ModelConfig {
    fields = List.copyOf(fields);
    mlpDims = List.copyOf(mlpDims);
    dims = List.copyOf(dims);
    kept = List.copyOf(kept);
  }

  CtrShape shape() {
    return new CtrShape(model, latentDim, mlpDims, crossLayers, 0);
  }
}
