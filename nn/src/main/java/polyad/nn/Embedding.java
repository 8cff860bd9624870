package polyad.nn;

import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** A table of vectors: indexes [...] I64 to [..., d]; {@code weight} [n, d]. */
public final class Embedding extends Layer {
  private final WeightSlot weight;

  /** With initial values of N(0, 1). */
  public Embedding(long n, long d, Generator rng) {
    this(new Parameter(Init.normal(rng, 1, n, d)));
  }

  /** With a weight of the caller's, such as one tied to an output layer. */
  public Embedding(Weight weight) {
    this.weight = addWeight("weight", weight);
  }

  @Override
  public Tensor forward(Tensor indices) {
    return Functional.embedding(weight.value(), indices);
  }
}
