package polyad.embedding.bt2;

import polyad.nn.Module;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** A trained model that embeds rows. */
public abstract class Embedder extends Module {
  private static final int BLOCK = 2048;

  /** For the two kinds. */
  Embedder() {}

  /** Coordinates of an embedding. */
  public abstract int dimension();

  /** Embeddings, recorded for derivatives: [B, in] to [B, d]. */
  public abstract Tensor embed(Tensor x);

  /** Embeds many rows in blocks, without derivatives and in evaluation mode: [N, in] to [N, d]. */
  public final Tensor transform(Tensor x) {
    try (TensorScope scope = TensorScope.open();
        var _ = Autograd.noGrad()) {
      eval();
      long n = x.size(0);
      Tensor[] blocks = new Tensor[Math.toIntExact((n + BLOCK - 1) / BLOCK)];
      for (int i = 0; i < blocks.length; i++) {
        long start = (long) i * BLOCK;
        try (TensorScope inner = TensorScope.open()) {
          Tensor rows = x.narrow(0, start, Math.min(BLOCK, n - start));
          blocks[i] = inner.keep(embed(rows).contiguous());
        }
      }
      return scope.keep(Tensor.cat(0, blocks));
    }
  }
}
