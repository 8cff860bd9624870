package polyad.geometry.rotation;

import polyad.algebra.RotationMap;
import polyad.nn.Layer;
import polyad.nn.Linear;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * The last layer of a network that puts out rotations: {@code linear} from features to the numbers
 * of a representation, then the map onto the rotations.
 */
public final class RotationHead extends Layer {
  private final RotationMap map;
  private final Linear linear;

  /**
   * A head.
   *
   * @param inFeatures number of features
   * @param map such as {@code RotationRepresentation.ORTHO6D}
   */
  public RotationHead(int inFeatures, RotationMap map, Generator rng) {
    this.map = map;
    this.linear = addChild("linear", new Linear(inFeatures, map.dim(), rng));
  }

  /**
   * Rotations of features.
   *
   * @param x {@code [..., inFeatures]}
   * @return {@code [..., n, n]}
   */
  @Override
  public Tensor forward(Tensor x) {
    return Decoding.decode(map, linear.forward(x), isTraining());
  }
}
