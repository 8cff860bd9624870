package polyad.vision.align.study;

import java.util.ArrayList;
import java.util.List;
import polyad.tensor.Autograd;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.vision.align.DualEncoder;
import polyad.vision.align.PaddedTokens;

/** Unit vectors of many pictures or texts, computed in pieces and without a graph. */
final class Vectors {
  private static final int PIECE = 500;

  private Vectors() {}

  private interface Piece {
    Tensor of(long from, long count);
  }

  /** Rows of length 1. */
  static Tensor unit(Tensor x) {
    return Functional.normalize(x, -1, 1e-12);
  }

  /** Of pictures, [N, D]. */
  static Tensor images(DualEncoder model, Tensor pixels) {
    return pieces(pixels.size(0), (from, n) -> unit(model.images(pixels.narrow(0, from, n))));
  }

  /** Of texts, [N, D]. */
  static Tensor texts(DualEncoder model, PaddedTokens tokens) {
    return pieces(tokens.size(), (from, n) -> unit(model.texts(tokens.narrow(from, n))));
  }

  private static Tensor pieces(long count, Piece piece) {
    List<Tensor> parts = new ArrayList<>();
    for (long from = 0; from < count; from += PIECE) {
      try (TensorScope scope = TensorScope.open();
          var _ = Autograd.noGrad()) {
        parts.add(scope.keep(piece.of(from, Math.min(PIECE, count - from))));
      }
    }
    return Tensor.cat(0, parts);
  }
}
