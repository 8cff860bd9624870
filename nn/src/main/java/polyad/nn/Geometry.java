package polyad.nn;

/** The set on which an optimiser must keep a parameter. */
public enum Geometry {
  /** All of space. */
  EUCLIDEAN,
  /** Matrices [n, p] with orthonormal columns, n ≥ p. */
  STIEFEL,
  /** Column spaces of matrices [n, p], represented by orthonormal columns. */
  GRASSMANN
}
