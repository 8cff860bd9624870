package polyad.embedding.words.documents;

import java.util.ArrayList;
import java.util.List;
import polyad.nn.WeightSlot;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * The recurrent convolutional network (Lai et al., AAAI 2015): each word with all that stands to
 * its left and all that stands to its right, then the greatest value over the words.
 */
public final class Rcnn extends DocumentNetwork {
  private final Phi phi;
  private final WeightSlot leftWeight; // W_l [c, c]
  private final WeightSlot leftInput; // W_sl [c, d]
  private final WeightSlot rightWeight; // W_r [c, c]
  private final WeightSlot rightInput; // W_sr [c, d]
  private final WeightSlot leftStart; // c_l0 [c]
  private final WeightSlot rightStart; // c_r0 [c]
  private final WeightSlot weight; // W2 [H, 2c+d]
  private final WeightSlot bias; // b2 [H]

  /** The recursions' activation. */
  public enum Phi {
    /** Hyperbolic tangent. */
    TANH,
    /** Logistic function. */
    SIGMOID,
    /** Rectifier. */
    RELU;

    Tensor of(Tensor x) {
      return switch (this) {
        case TANH -> x.tanh();
        case SIGMOID -> x.sigmoid();
        case RELU -> x.relu();
      };
    }
  }

  /**
   * What a word stands among.
   *
   * @param left l, zeros behind the end, [B, L, c]
   * @param right r, zeros behind the end, [B, L, c]
   */
  public record Contexts(Tensor left, Tensor right) {}

  /**
   * The pooled vector and the position that gave each coordinate.
   *
   * @param values [B, H]
   * @param winners [B, H] I64
   */
  public record Pooled(Tensor values, Tensor winners) {}

  /**
   * At random.
   *
   * @param context length c of the contexts' vectors
   */
  public Rcnn(Shape shape, int context, Phi phi, Generator rng) {
    super(shape, shape.hidden(), rng);
    this.phi = phi;
    int d = shape.dim();
    leftWeight = addParameter("W_l", fanIn(rng, context, context));
    leftInput = addParameter("W_sl", fanIn(rng, context, d));
    rightWeight = addParameter("W_r", fanIn(rng, context, context));
    rightInput = addParameter("W_sr", fanIn(rng, context, d));
    leftStart = addParameter("c_l0", fanIn(rng, 1, context).view(context));
    rightStart = addParameter("c_r0", fanIn(rng, 1, context).view(context));
    weight = addParameter("W2", fanIn(rng, shape.hidden(), 2L * context + d));
    bias = addParameter("b2", Tensor.zeros(shape.hidden()));
  }

  /**
   * Both recursions side by side: the right one runs over documents turned round at their own ends,
   * so that padding never reaches it.
   */
  public Contexts contexts(DocumentBatch batch) {
    long size = batch.size();
    long c = leftStart.value().size(0);
    Tensor forward = embed(batch.tokens());
    Tensor backward = embed(batch.reversedTokens());
    Tensor words = Tensor.stack(0, forward, backward).flatten(1, 2); // [2, B·L, d]
    Tensor inputs = Tensor.stack(0, leftInput.value(), rightInput.value()); // [2, c, d]
    Tensor drive = words.bmm(inputs.mT()).view(2, size, batch.width(), c);
    Tensor[] drives = drive.unbind(2); // L of [2, B, c]
    Tensor recurrent = Tensor.stack(0, leftWeight.value(), rightWeight.value()).mT(); // [2, c, c]
    Tensor start = Tensor.stack(0, leftStart.value(), rightStart.value()); // [2, c]
    Tensor state = start.unsqueeze(1).expand(2, size, c);
    List<Tensor> states = new ArrayList<>();
    states.add(state);
    for (int i = 1; i < batch.width(); i++) {
      state = phi.of(drives[i - 1].baddbmm(state, recurrent)); // [2, B, c]
      states.add(state);
    }
    Tensor mask = batch.mask(table().dtype());
    Tensor[] both = Tensor.stack(2, states).unbind(0); // [B, L, c] twice
    Tensor index = batch.reversal().unsqueeze(-1).expand(-1, -1, c);
    return new Contexts(both[0].mul(mask), both[1].gather(1, index).mul(mask));
  }

  /** max_i tanh(W2 [l_i; e_i; r_i] + b2). */
  public Pooled pooled(DocumentBatch batch, Contexts contexts) {
    Tensor x = Tensor.cat(2, contexts.left(), words(batch), contexts.right()); // [B, L, 2c+d]
    Tensor y = Functional.linear(x, weight.value(), bias.value()).tanh(); // [B, L, H]
    Tensor.Ranked best = maxOverPositions(y, batch);
    return new Pooled(best.values(), best.indices());
  }

  @Override
  public Tensor document(DocumentBatch batch) {
    return pooled(batch, contexts(batch)).values();
  }
}
