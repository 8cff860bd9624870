package polyad.embedding.words.documents;

import polyad.nn.Frozen;
import polyad.nn.Init;
import polyad.nn.Module;
import polyad.nn.Parameter;
import polyad.nn.WeightSlot;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** A document's vector and, from it, the logits of its classes. */
public abstract sealed class DocumentNetwork extends Module
    permits Average, Rcnn, RecurrentDocument, LstmDocument, RecursiveNetwork, WindowCnn {
  private final WeightSlot embedding; // [V, d]
  private final WeightSlot outWeight; // [C, H]
  private final WeightSlot outBias; // [C]

  /**
   * Sizes of a network and what its table of words starts from.
   *
   * @param vectors [V, d], copied
   * @param hidden units H of the document's vector
   * @param classes C
   * @param frozen whether the table is not trained
   */
  public record Shape(Tensor vectors, int hidden, int classes, boolean frozen) {
    int dim() {
      return (int) vectors.size(1);
    }
  }

  DocumentNetwork(Shape shape, int features, Generator rng) {
    Tensor vectors = shape.vectors().copy();
    this.embedding =
        addWeight("embedding", shape.frozen() ? new Frozen(vectors) : new Parameter(vectors));
    this.outWeight = addParameter("W4", fanIn(rng, shape.classes(), features));
    this.outBias = addParameter("b4", Tensor.zeros(shape.classes()));
  }

  /** U(−1/√fan_in, 1/√fan_in), [rows, fanIn]. */
  static Tensor fanIn(Generator rng, long rows, long fanIn) {
    return Init.uniform(rng, 1 / Math.sqrt(fanIn), rows, fanIn);
  }

  /** The documents' vectors, [B, H]. */
  public abstract Tensor document(DocumentBatch batch);

  /** [B, H] to [B, C]. */
  public final Tensor logits(Tensor document) {
    return Functional.linear(document, outWeight.value(), outBias.value());
  }

  /** Cross-entropy and what the network adds to it. */
  Tensor loss(DocumentBatch batch, Tensor target) {
    return Functional.crossEntropy(logits(document(batch)), target);
  }

  /** Vectors of the batch's words, zeros behind the ends: [B, L, d]. */
  final Tensor words(DocumentBatch batch) {
    return embed(batch.tokens()).mul(batch.mask(table().dtype()));
  }

  final Tensor embed(Tensor tokens) {
    return Functional.embedding(table(), tokens);
  }

  final Tensor table() {
    return embedding.value();
  }

  /** The greatest value over the positions of a document: [B, L, H] of a tanh to [B, H] each. */
  static Tensor.Ranked maxOverPositions(Tensor y, DocumentBatch batch) {
    Tensor behind = batch.mask(y.dtype()).eq(0); // [B, L, 1]
    return y.maskedFill(behind, -2).max(1, false); // tanh is above -2
  }

  /** The states at the documents' ends: [B, L, H] to [B, H]. */
  static Tensor atEnd(Tensor states, DocumentBatch batch) {
    Tensor index = batch.last().view(batch.size(), 1, 1).expand(-1, 1, states.size(2));
    return states.gather(1, index).squeeze(1);
  }
}
