package polyad.embedding.relative.study;

import org.jspecify.annotations.Nullable;
import polyad.nn.Layer;
import polyad.nn.Linear;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * The encoder of a variational auto-encoder: a draw from N(μ, σ²) in training, μ in evaluation; the
 * last training pass's divergence from N(0, 1) is kept for the loss.
 */
final class GaussianEncoder extends Layer {
  private final Layer body;
  private final Linear mean;
  private final Linear logVariance;
  private final Generator rng;
  private @Nullable Tensor divergence;

  GaussianEncoder(Layer body, int in, int width, Generator rng) {
    this.body = addChild("body", body);
    this.mean = addChild("mean", new Linear(in, width, rng));
    this.logVariance = addChild("log_variance", new Linear(in, width, rng));
    this.rng = rng;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor h = body.forward(x);
    Tensor mu = mean.forward(h); // [n, width]
    if (!isTraining()) {
      return mu;
    }
    Tensor logVar = logVariance.forward(h).clamp(-10.0, 10.0);
    divergence = mu.square().add(logVar.exp()).sub(logVar).sub(1).sum(1).mean().div(2.0);
    return mu.add(logVar.div(2.0).exp().mul(mu.randnLike(rng)));
  }

  /** ½ Σ(μ² + σ² − ln σ² − 1), the mean over the batch. */
  Tensor divergence() {
    Tensor last = divergence;
    if (last == null) {
      throw new IllegalStateException("no training pass yet");
    }
    return last;
  }
}
