package polyad.vision.align;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * The derivative of a large batch in the memory of a small one. The batch is embedded in chunks
 * without a graph; the loss of the whole batch gives the derivatives of the embeddings; each chunk
 * is then embedded again with a graph, through which its part of those derivatives goes back (Gao
 * et al., 2021). All pairs of the batch are negatives of each other, as if it had been one.
 *
 * <p>Random masks of the second pass are those of the first. Batch norms in training use the
 * statistics of a chunk, as of a core in the paper, and see every chunk twice for their running
 * ones.
 */
public final class CachedGradient {
  private final DualEncoder model;
  private final PairLoss loss;
  private final int chunk;
  private final Generator rng;

  /**
   * Binds the parts.
   *
   * @param chunk pairs that are embedded at once, at least 1
   * @param rng what the towers draw from
   */
  public CachedGradient(DualEncoder model, PairLoss loss, int chunk, Generator rng) {
    if (chunk < 1) {
      throw new IllegalArgumentException("chunk is " + chunk + ", allowed: 1 or more");
    }
    this.model = model;
    this.loss = loss;
    this.chunk = chunk;
    this.rng = rng;
  }

  /**
   * Adds the derivatives of the batch's loss to those of the parameters.
   *
   * @param pixels [N, channels, H, W]
   * @return the loss, without a graph
   */
  public Tensor accumulate(Tensor pixels, PaddedTokens tokens) {
    long n = pixels.size(0);
    List<byte[]> states = new ArrayList<>();
    List<Tensor> images = new ArrayList<>();
    List<Tensor> texts = new ArrayList<>();
    try (var _ = Autograd.noGrad()) {
      for (long from = 0; from < n; from += chunk) {
        states.add(rng.state());
        embed(pixels, tokens, from, images, texts);
      }
    }
    Tensor u = Tensor.cat(0, images).detach().requiresGrad(true); // [N, D]
    Tensor v = Tensor.cat(0, texts).detach().requiresGrad(true); // [N, D]
    Tensor value = loss.of(u, v, model.temperature());
    value.backward();
    Tensor du = Objects.requireNonNull(u.grad());
    Tensor dv = Objects.requireNonNull(v.grad());
    byte[] after = rng.state();
    for (int c = 0; c < states.size(); c++) {
      rng.restore(states.get(c));
      long from = (long) c * chunk;
      backward(pixels, tokens, from, du, dv);
    }
    rng.restore(after);
    return value.detach();
  }

  private void embed(
      Tensor pixels, PaddedTokens tokens, long from, List<Tensor> images, List<Tensor> texts) {
    long count = Math.min(chunk, pixels.size(0) - from);
    try (TensorScope scope = TensorScope.open()) {
      images.add(scope.keep(model.images(pixels.narrow(0, from, count))));
      texts.add(scope.keep(model.texts(tokens.narrow(from, count))));
    }
  }

  private void backward(Tensor pixels, PaddedTokens tokens, long from, Tensor du, Tensor dv) {
    long count = Math.min(chunk, pixels.size(0) - from);
    try (var _ = TensorScope.open()) {
      Tensor image = model.images(pixels.narrow(0, from, count));
      Tensor text = model.texts(tokens.narrow(from, count));
      image.backward(du.narrow(0, from, count));
      text.backward(dv.narrow(0, from, count));
    }
  }
}
