package polyad.nn;

import java.util.Map;
import polyad.tensor.Tensor;

/**
 * A tensor that a layer uses: dense, frozen, factorised, masked, orthogonal or generated. Layers
 * ask for its value in every forward pass, so that derivatives reach whatever it is made of.
 */
public interface Weight {
  /** The value now, recorded for derivatives. */
  Tensor value();

  /** The shape of the value. */
  long[] shape();

  /**
   * The parts to train, by their names below this weight's; a dense parameter is its own part under
   * the empty name.
   */
  Map<String, Parameter> parameters();

  /** The parts that are saved but not trained, by their names below this weight's. */
  default Map<String, Buffer> buffers() {
    return Map.of();
  }
}
