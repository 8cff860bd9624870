package polyad.embedding.bt2;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.nn.Conv;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Rotates what a backbone says into an embedding whose first d_o coordinates live in the old
 * model's space and which keeps all of the free part f. State: {@code fc3} (or {@code fc1}, {@code
 * fc2} for Transformers), {@code fc_out}, {@code ortholinear_p}, {@code ortholinear_old2}.
 */
public final class Bt2Head extends Module {
  private static final double EPS = 1e-12;

  private final BtConfig config;
  private final @Nullable Conv fc3;
  private final @Nullable Linear fc1;
  private final @Nullable Linear fc2;
  private final Linear classifier;
  private final BasisTransformation newBasis;
  private final BasisTransformation oldBasis;

  /**
   * What the head says.
   *
   * @param logits [B, classes]
   * @param oldCompatible φ_bct [B, d_o], to be compared with old vectors
   * @param feature f [B, d_n]
   * @param newFeature φ_new [B, d_n + K], whose first d_o coordinates are φ_bct
   */
  public record Output(Tensor logits, Tensor oldCompatible, Tensor feature, Tensor newFeature) {}

  /** With PyTorch's default initial values. */
  public Bt2Head(BtConfig config, Generator rng) {
    this.config = config;
    int both = config.embeddingDim() + config.oldDim();
    boolean cnn = config.head() == BtConfig.Kind.CNN;
    fc3 =
        cnn
            ? addChild("fc3", new Conv(both, config.oldDim(), Conv.Options.kernel(1, 1), rng))
            : null;
    fc1 = cnn ? null : addChild("fc1", new Linear(config.features(), both, rng));
    fc2 = cnn ? null : addChild("fc2", new Linear(both, config.oldDim(), rng));
    classifier =
        addChild("fc_out", new Linear(config.embeddingDim(), config.classes(), false, rng));
    newBasis = addChild("ortholinear_p", new BasisTransformation(config.embeddingDim(), rng));
    oldBasis = addChild("ortholinear_old2", new BasisTransformation(config.oldDim(), rng));
  }

  /** Its shape. */
  public BtConfig config() {
    return config;
  }

  /** P, on the free part. */
  public BasisTransformation newBasis() {
    return newBasis;
  }

  /** Q, on the compatible part. */
  public BasisTransformation oldBasis() {
    return oldBasis;
  }

  /**
   * The forward pass.
   *
   * @param backbone [B, features] or [B, features, 1, 1]
   */
  public Output forward(Tensor backbone) {
    int compatible = config.oldDim();
    Tensor b = backbone.reshape(backbone.size(0), -1); // [B, features]
    Tensor both = fc1 == null ? b : fc1.forward(b); // [B, d_n + d_o]
    Tensor free = both.narrow(1, 0, config.embeddingDim());
    Tensor f = config.normFeature() ? Functional.normalize(free, 1, EPS) : free; // [B, d_n]
    Tensor rotated = newBasis.forward(f.mul(config.scale())); // [B, d_n]
    Tensor h = config.addDim() == 0 ? rotated : Tensor.cat(1, added(both), rotated); // [B, K + d_n]
    Tensor old = oldBasis.forward(h.narrow(1, 0, compatible)); // [B, d_o]
    int rest = config.dimension() - compatible;
    Tensor whole = rest == 0 ? old : Tensor.cat(1, old, h.narrow(1, compatible, rest));
    return new Output(classifier.forward(f), old, f, whole);
  }

  /** The unit vector of K coordinates: [B, d_n + d_o] to [B, K]. */
  private Tensor added(Tensor both) {
    Tensor o; // [B, d_o]
    if (fc3 != null) {
      o = fc3.forward(both.relu().unsqueeze(-1).unsqueeze(-1)).flatten(1, 3);
    } else if (fc2 != null) {
      o = fc2.forward(both);
    } else {
      throw new IllegalStateException("a head has fc3 or fc2");
    }
    return Functional.normalize(o.narrow(1, 0, config.addDim()), 1, EPS);
  }

  /** The largest entry of |WᵀW − I| over both bases. */
  public double orthonormalityError() {
    return Math.max(newBasis.orthonormalityError(), oldBasis.orthonormalityError());
  }

  /**
   * Refuses bases that are not orthonormal; to be called after a checkpoint was loaded.
   *
   * @throws IllegalArgumentException naming the tensor
   */
  public void requireOrthonormalBases() {
    Map.of("ortholinear_p", newBasis, "ortholinear_old2", oldBasis)
        .forEach((name, basis) -> basis.requireOrthonormalBase(name));
  }
}
