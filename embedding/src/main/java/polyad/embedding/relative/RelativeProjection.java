package polyad.embedding.relative;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;

/**
 * Makes the vectors of one encoder relative: {@link #fit} takes the encoder's vectors of the
 * anchors, {@link #transform} any others.
 *
 * <pre>{@code
 * var projection = RelativeProjection.of(anchors, Projection.COSINE).fit(anchors.of(encoded));
 * RelativeSpace space = projection.transform(encoded);                        // [n, k]
 * }</pre>
 */
public final class RelativeProjection {
  private final Anchors anchors;
  private final Projection kind;
  private final @Nullable Tensor encoded;

  private RelativeProjection(Anchors anchors, Projection kind, @Nullable Tensor encoded) {
    this.anchors = anchors;
    this.kind = kind;
    this.encoded = encoded;
  }

  /** Of these anchors; still without an encoder. */
  public static RelativeProjection of(Anchors anchors, Projection kind) {
    return new RelativeProjection(anchors, kind, null);
  }

  /**
   * For the encoder that made these vectors.
   *
   * @param encodedAnchors [k, d] in the anchors' order; kept, not copied
   * @throws IllegalArgumentException when they are not as many as the anchors, or one has length 0
   *     and the projection divides by it
   */
  public RelativeProjection fit(Tensor encodedAnchors) {
    if (encodedAnchors.dim() != 2 || encodedAnchors.size(0) != anchors.size()) {
      throw new IllegalArgumentException(
          "encoded anchors are %d, allowed: %d".formatted(encodedAnchors.size(0), anchors.size()));
    }
    if (dividesByLength()) {
      requireLengths(lengths(encodedAnchors), anchors.ids(), "anchor");
    }
    return new RelativeProjection(anchors, kind, encodedAnchors);
  }

  /** As below, with samples called by their numbers. */
  public RelativeSpace transform(Tensor x) {
    return transform(x, IntStream.range(0, (int) x.size(0)).mapToObj(String::valueOf).toList());
  }

  /**
   * Samples as seen from the anchors; one matrix product for the cosine.
   *
   * @param x [n, d]
   * @param ids what errors call the samples
   * @throws IllegalArgumentException when the width is not the anchors' or a sample has length 0
   *     and the projection divides by it
   * @throws IllegalStateException before {@link #fit}
   */
  public RelativeSpace transform(Tensor x, List<String> ids) {
    Tensor base = encoded;
    if (base == null) {
      throw new IllegalStateException("fit the projection with the encoder's anchors first");
    }
    if (x.size(-1) != base.size(-1) || !dividesByLength()) {
      return new RelativeSpace(Autograd.noGrad(() -> kind.apply(x, base)), anchors.hash());
    }
    Tensor length = lengths(x); // [n, 1]
    requireLengths(length, ids, "sample");
    return new RelativeSpace(
        Autograd.noGrad(() -> seen(x.matmul(Projection.unit(base).mT()).div(length))),
        anchors.hash());
  }

  private Tensor seen(Tensor cosines) {
    return kind == Projection.COSINE ? cosines : cosines.clamp(-1.0, 1.0).acos().div(Math.PI);
  }

  private boolean dividesByLength() {
    return kind == Projection.COSINE || kind == Projection.ANGULAR;
  }

  private static Tensor lengths(Tensor x) {
    return Autograd.noGrad(() -> x.norm(2, true, 1));
  }

  private static void requireLengths(Tensor lengths, List<String> ids, String what) {
    double[] all = lengths.toDoubleArray();
    int at = IntStream.range(0, all.length).filter(i -> all[i] == 0).findFirst().orElse(-1);
    if (at >= 0) {
      throw new IllegalArgumentException(
          "%s '%s' has length 0, allowed for a cosine: any other vector"
              .formatted(what, ids.get(at)));
    }
  }

  /** The anchors. */
  public Anchors anchors() {
    return anchors;
  }
}
