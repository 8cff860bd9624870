package polyad.embedding.optembed;

import org.jspecify.annotations.Nullable;
import polyad.data.FieldLayout;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/** A CTR model seen through learned thresholds and drawn dimensions: phase 1. */
public final class SuperNet {
  private final CtrNetwork network;
  private final Pruning pruning;

  /** Looks through masks at a network, which stays the caller's. */
  public SuperNet(CtrNetwork network, Pruning pruning) {
    this.network = network;
    this.pruning = pruning;
  }

  /**
   * The logits [B].
   *
   * @param x ids [B, m]
   * @param dimIndex d − 1 for every sample and field [B, m]; null for all dimensions
   */
  public Tensor forward(Tensor x, @Nullable Tensor dimIndex) {
    return network.forward(embed(x, dimIndex), x);
  }

  /** The embeddings as the base model sees them: [B, m, D]. */
  Tensor embed(Tensor x, @Nullable Tensor dimIndex) {
    Tensor e = network.rows(x); // [B, m, D]
    boolean oov = pruning.pruned() == Pruning.Pruned.OOV;
    Tensor mask = null; // [B, m, D] or [B, m, 1]
    if (pruning.mode().prunesValues()) {
      Tensor kept = BinaryStep.apply(margin(e, batchThreshold(x))); // [B, m, 1]
      if (oov) {
        e = e.where(kept.gt(0), network.oovRows());
      } else {
        mask = kept;
      }
    }
    if (pruning.mode().searchesDimensions() && dimIndex != null) {
      Tensor first = DimensionMasks.of(dimIndex, network.shape().latentDim(), e.dtype());
      mask = mask == null ? first : first.mul(mask);
    }
    return mask == null ? e : e.mul(mask);
  }

  /** ‖e‖_p − t: [..., D] and [..., 1] to [..., 1]; the norm has derivative 0 at 0. */
  private Tensor margin(Tensor e, Tensor t) {
    return e.norm(pruning.norm(), true, -1).sub(t);
  }

  private Tensor batchThreshold(Tensor x) {
    Tensor t = network.threshold();
    return network.hasValueThresholds() ? Functional.embedding(t, x) : t; // [B, m, 1] or [m, 1]
  }

  /** The log loss, and α Σ exp(−t) where there are thresholds. */
  public Tensor loss(Tensor logLoss) {
    return pruning.mode().prunesValues()
        ? logLoss.add(network.threshold().neg().exp().sum(), pruning.alpha())
        : logLoss;
  }

  /** 1 for every kept value, 0 for every pruned one: [n]. */
  public Tensor featureMask() {
    FieldLayout layout = network.layout();
    Tensor e = network.table().detach();
    if (!pruning.mode().prunesValues()) {
      return Tensor.ones(e.dtype(), layout.total());
    }
    Tensor t = network.threshold().detach();
    if (!network.hasValueThresholds()) {
      t = t.indexSelect(0, Tensor.of(layout.fields(), layout.total()).to(DType.I64)); // [n, 1]
    }
    return BinaryStep.apply(margin(e, t)).squeeze(1);
  }
}
