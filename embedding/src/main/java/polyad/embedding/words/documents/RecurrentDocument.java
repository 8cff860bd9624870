package polyad.embedding.words.documents;

import java.util.ArrayList;
import java.util.List;
import polyad.nn.WeightSlot;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** A plain recurrent network that reads from the left; the document is its last state. */
public final class RecurrentDocument extends DocumentNetwork {
  private final int hidden;
  private final WeightSlot weight; // W [H, H]
  private final WeightSlot input; // W_s [H, d]
  private final WeightSlot bias; // b [H]

  /** At random; the state before the first word is zero. */
  public RecurrentDocument(Shape shape, Generator rng) {
    super(shape, shape.hidden(), rng);
    hidden = shape.hidden();
    weight = addParameter("W", fanIn(rng, hidden, hidden));
    input = addParameter("W_s", fanIn(rng, hidden, shape.dim()));
    bias = addParameter("b", Tensor.zeros(hidden));
  }

  @Override
  public Tensor document(DocumentBatch batch) {
    Tensor drive = Functional.linear(embed(batch.tokens()), input.value(), bias.value());
    Tensor recurrent = weight.value().mT();
    Tensor state = Tensor.zeros(drive.dtype(), batch.size(), hidden);
    List<Tensor> states = new ArrayList<>();
    for (Tensor step : drive.unbind(1)) { // [B, H]
      state = step.addmm(state, recurrent).tanh();
      states.add(state);
    }
    return atEnd(Tensor.stack(1, states), batch);
  }
}
