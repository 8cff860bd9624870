package polyad.embedding.words.documents;

import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** The mean of the words' vectors. */
public final class Average extends DocumentNetwork {
  /** With the output layer at random; {@link Shape#hidden} does not count. */
  public Average(Shape shape, Generator rng) {
    super(shape, shape.dim(), rng);
  }

  @Override
  public Tensor document(DocumentBatch batch) {
    return words(batch).sum(1).div(batch.lengths(table().dtype()));
  }
}
