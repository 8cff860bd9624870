package polyad.embedding.words.documents;

import polyad.nn.RecurrentNetwork;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** The same with long short-term memory. */
public final class LstmDocument extends DocumentNetwork {
  private final RecurrentNetwork lstm;

  /** At random. */
  public LstmDocument(Shape shape, Generator rng) {
    super(shape, shape.hidden(), rng);
    lstm =
        addChild(
            "lstm",
            new RecurrentNetwork(
                RecurrentNetwork.Cell.LSTM, shape.dim(), shape.hidden(), 1, false, rng));
  }

  @Override
  public Tensor document(DocumentBatch batch) {
    return atEnd(lstm.forward(embed(batch.tokens())).output(), batch);
  }
}
