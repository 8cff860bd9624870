package polyad.geometry.tdn;

/** The networks that can be trained as force fields. */
public enum Architecture {
  /** {@link TensorDecompositionNetwork}. */
  TDN,
  /** {@link SchNet} in its usual shape. */
  SCHNET,
  /** {@link PaiNN} in its usual shape. */
  PAINN
}
