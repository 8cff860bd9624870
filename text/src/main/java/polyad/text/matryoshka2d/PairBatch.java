package polyad.text.matryoshka2d;

import org.jspecify.annotations.Nullable;
import polyad.data.SentencePairs.Format;
import polyad.tensor.DType;
import polyad.tensor.Tensor;

/**
 * How the rows of a batch belong together. The sentences of one example follow one another: with
 * pairs, rows 0 and 1 are the first pair; with triples, rows 0, 1 and 2 are the first text, its
 * positive and its negative.
 *
 * @param format what an example is
 * @param labels [P], the scores of scored pairs; null for other formats
 */
public record PairBatch(Format format, @Nullable Tensor labels) {
  /** Checks that scored pairs have their scores. */
  public PairBatch {
    if ((format == Format.SCORED) != (labels != null)) {
      throw new IllegalArgumentException("labels belong to scored pairs only");
    }
  }

  /** Triples. */
  public static PairBatch triples() {
    return new PairBatch(Format.TRIPLES, null);
  }

  /** Pairs that mean the same. */
  public static PairBatch pairs() {
    return new PairBatch(Format.PAIRS, null);
  }

  /** Pairs with scores [P]. */
  public static PairBatch scored(Tensor labels) {
    return new PairBatch(Format.SCORED, labels);
  }

  /** The rows of an example. */
  int width() {
    return format == Format.TRIPLES ? 3 : 2;
  }

  /** The rows at one place of every example: [R, d] to [R / width, d]. */
  Tensor column(Tensor rows, int place) {
    return rows.slice(0, place, rows.size(0), width());
  }

  /**
   * Pairs of rows with labels; a triple makes two, its text with the positive, labelled 1, and with
   * the negative, labelled 0.
   *
   * @param left [P, d]
   * @param right [P, d]
   * @param labels [P]
   */
  record Labelled(Tensor left, Tensor right, Tensor labels) {}

  Labelled labelled(Tensor rows) {
    Tensor text = column(rows, 0);
    Tensor other = column(rows, 1);
    DType dtype = rows.dtype();
    Tensor ones = Tensor.ones(dtype, text.size(0));
    if (format == Format.TRIPLES) {
      return new Labelled(
          Tensor.cat(0, text, text),
          Tensor.cat(0, other, column(rows, 2)),
          Tensor.cat(0, ones, ones.zerosLike()));
    }
    return new Labelled(text, other, labels == null ? ones : labels.to(dtype));
  }
}
