package polyad.embedding.relative;

import polyad.tensor.Linalg;
import polyad.tensor.Tensor;

/**
 * A map from one space to another, fitted on the anchors: what relative representations do without.
 *
 * @param map [d, e]
 * @param from mean of the first space's anchors, [1, d]
 * @param to mean of the second's, [1, e]
 */
public record AbsoluteAligner(Tensor map, Tensor from, Tensor to) {
  /** The rotation (and reflection) with the least squared error, by Procrustes; equal widths. */
  public static AbsoluteAligner orthogonal(Tensor x, Tensor y) {
    if (x.size(1) != y.size(1)) {
      throw new IllegalArgumentException(
          "widths are %d and %d, allowed for a rotation: equal ones"
              .formatted(x.size(1), y.size(1)));
    }
    Tensor from = x.mean(true, 0);
    Tensor to = y.mean(true, 0);
    Linalg.Svd svd = Linalg.svd(x.sub(from).mT().matmul(y.sub(to)));
    return new AbsoluteAligner(svd.u().matmul(svd.vh()), from, to);
  }

  /** The affine map with the least squared error, of least norm where there are many. */
  public static AbsoluteAligner affine(Tensor x, Tensor y) {
    Tensor from = x.mean(true, 0);
    Tensor to = y.mean(true, 0);
    return new AbsoluteAligner(Linalg.pinv(x.sub(from), 1e-10).matmul(y.sub(to)), from, to);
  }

  /** Vectors of the first space, [n, d], in the second, [n, e]. */
  public Tensor apply(Tensor x) {
    return x.sub(from).matmul(map).add(to);
  }
}
