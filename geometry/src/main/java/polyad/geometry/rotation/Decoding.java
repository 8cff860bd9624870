package polyad.geometry.rotation;

import polyad.algebra.RotationMap;
import polyad.algebra.RotationOptions;
import polyad.algebra.RotationRepresentation;
import polyad.tensor.Tensor;

/** Raw network output to rotations, minding that one map differs while training. */
final class Decoding {
  private Decoding() {}

  static Tensor decode(RotationMap map, Tensor raw, boolean training) {
    if (map instanceof RotationRepresentation representation) {
      return representation.toMatrix(raw, RotationOptions.DEFAULT.withTraining(training));
    }
    return map.toMatrix(raw);
  }
}
