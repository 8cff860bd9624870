package polyad.geometry.rotation;

/** What a trained model does. */
public enum RotationTask {
  /** The rotation between two point clouds. */
  POINTCLOUD,
  /** Joint rotations from joint positions. */
  IK
}
