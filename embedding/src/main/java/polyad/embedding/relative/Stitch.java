package polyad.embedding.relative;

import java.util.List;
import java.util.function.ToDoubleFunction;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * One model's encoder before another model's head. Nothing is fitted: the encoder's vectors are
 * made relative to the anchors as that encoder sees them.
 */
public final class Stitch {
  private final Party encoder;
  private final Party head;

  /**
   * A trained model with samples to be judged on, encoded once.
   *
   * @param name of the model
   * @param model the model
   * @param vectors its encoder's vectors of the samples, [n, d]
   * @param anchors its encoder's vectors of the anchors, [k, d]
   * @param hash of the anchors
   */
  public record Party(
      String name, RelativeModel model, Tensor vectors, Tensor anchors, String hash) {
    /** Encodes samples and anchors, which may be given in the model's own language. */
    public static Party of(
        String name, RelativeModel model, Tensor samples, Tensor anchors, String hash) {
      return new Party(name, model, model.encode(samples), model.encode(anchors), hash);
    }
  }

  private Stitch(Party encoder, Party head) {
    this.encoder = encoder;
    this.head = head;
  }

  /**
   * The encoder of one model and the head of another.
   *
   * @throws IllegalArgumentException when they were trained with other anchors
   */
  public static Stitch of(Party encoder, Party head) {
    if (!encoder.hash().equals(head.hash())) {
      throw new IllegalArgumentException(
          "%s has the anchors %s, %s has %s, allowed: the same"
              .formatted(encoder.name(), encoder.hash(), head.name(), head.hash()));
    }
    return new Stitch(encoder, head);
  }

  /** Whether the head can read the encoder's vectors at all. */
  public boolean fits() {
    return head.model().reader() instanceof RelativeModel.Reader.Relative
        || encoder.model().width() == head.model().width();
  }

  /**
   * Judges what the head makes of the encoder's vectors.
   *
   * @param score of the head's output
   * @return NaN when the head cannot read them: absolute vectors of another width
   */
  public double evaluate(ToDoubleFunction<Tensor> score) {
    return fits() ? judge(encoder.vectors(), encoder.anchors(), score) : Double.NaN;
  }

  /** The same after a map from the encoder's vectors to the head's, fitted on the anchors. */
  public double evaluateMapped(AbsoluteAligner map, ToDoubleFunction<Tensor> score) {
    return judge(map.apply(encoder.vectors()), map.apply(encoder.anchors()), score);
  }

  private double judge(Tensor vectors, Tensor anchors, ToDoubleFunction<Tensor> score) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      return score.applyAsDouble(head.model().read(vectors, anchors));
    }
  }

  /** Scores of every encoder (rows) with every head (columns). */
  public static double[][] matrix(List<Party> parties, ToDoubleFunction<Tensor> score) {
    return parties.stream()
        .map(a -> parties.stream().mapToDouble(b -> of(a, b).evaluate(score)).toArray())
        .toArray(double[][]::new);
  }
}
