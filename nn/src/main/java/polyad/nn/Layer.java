package polyad.nn;

import polyad.tensor.Tensor;

/** A module that maps one tensor to one tensor. */
public abstract class Layer extends Module {
  /** For subclasses. */
  protected Layer() {}

  /** The forward pass. */
  public abstract Tensor forward(Tensor x);
}
