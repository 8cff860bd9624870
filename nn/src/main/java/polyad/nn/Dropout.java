package polyad.nn;

import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Sets elements to 0 with probability p in training and scales the others by 1/(1 − p). */
public final class Dropout extends Layer {
  private final double p;
  private final Generator rng;

  /** The generator is the model's, so that a restored run draws the same masks. */
  public Dropout(double p, Generator rng) {
    this.p = Checks.fraction("dropout", p);
    this.rng = rng;
  }

  @Override
  public Tensor forward(Tensor x) {
    return isTraining() ? Functional.dropout(x, p, rng) : x;
  }
}
