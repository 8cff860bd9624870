package polyad.embedding.optembed;

import java.util.List;
import polyad.catalog.ConfigChecks;

/**
 * The sizes of a base model.
 *
 * @param model which base model
 * @param latentDim width D of the full table, at least 1
 * @param mlpDims widths of the perceptron's hidden layers, at least one unless the model is FM
 * @param crossLayers layers of DCN's cross network, at least 1
 * @param dropout of the perceptron, 0 to 1
 */
public record CtrShape(
    CtrModel model, int latentDim, List<Integer> mlpDims, int crossLayers, double dropout) {
  /** Checks the numbers. */
  public CtrShape {
    mlpDims = List.copyOf(mlpDims);
    ConfigChecks.atLeast("latentDim", latentDim, 1);
    ConfigChecks.atLeast("crossLayers", crossLayers, 1);
    ConfigChecks.between("dropout", dropout, 0, 1);
    if (model.hasMlp() && mlpDims.isEmpty()) {
      throw new IllegalArgumentException("mlpDims is empty, allowed: at least one width");
    }
    mlpDims.forEach(width -> ConfigChecks.atLeast("mlpDims", width, 1));
  }

  CtrShape withLatentDim(int width) {
    return new CtrShape(model, width, mlpDims, crossLayers, dropout);
  }
}
