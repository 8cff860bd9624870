package polyad.embedding.words.documents;

import java.util.ArrayList;
import java.util.List;
import polyad.nn.WeightSlot;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** A convolution over windows of 2w+1 words, zeros outside the document, then the maximum. */
public final class WindowCnn extends DocumentNetwork {
  private final int window;
  private final WeightSlot weight; // W [H, (2w+1)·d]
  private final WeightSlot bias; // b [H]

  /**
   * At random.
   *
   * @param window w, words on each side, 0 or more
   */
  public WindowCnn(Shape shape, int window, Generator rng) {
    super(shape, shape.hidden(), rng);
    this.window = window;
    weight = addParameter("W", fanIn(rng, shape.hidden(), (2L * window + 1) * shape.dim()));
    bias = addParameter("b", Tensor.zeros(shape.hidden()));
  }

  @Override
  public Tensor document(DocumentBatch batch) {
    Tensor padded = words(batch).pad(new long[] {0, 0, window, window}, 0); // [B, L+2w, d]
    List<Tensor> shifted = new ArrayList<>();
    for (int place = 0; place <= 2 * window; place++) {
      shifted.add(padded.narrow(1, place, batch.width()));
    }
    Tensor x = Tensor.cat(2, shifted); // [B, L, (2w+1)·d]
    Tensor y = Functional.linear(x, weight.value(), bias.value()).tanh(); // [B, L, H]
    return maxOverPositions(y, batch).values();
  }
}
