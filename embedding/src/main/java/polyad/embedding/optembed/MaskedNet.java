package polyad.embedding.optembed;

import polyad.data.FieldLayout;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/** A CTR model seen through fixed masks: phases 2 and 3. */
public final class MaskedNet implements AutoCloseable {
  private final CtrNetwork network;
  private final Pruning.Pruned pruned;
  private final Tensor featureMask;
  private final Tensor dimMask;
  private final boolean pruneLinear;

  /**
   * Looks through masks at a network, which stays the caller's.
   *
   * @param featureMask 1 or 0 for every value [n]
   * @param dims dimensions of every field [m], each 1..D
   * @param pruneLinear whether pruned values lose their linear weight too
   */
  public MaskedNet(
      CtrNetwork network,
      Pruning.Pruned pruned,
      Tensor featureMask,
      int[] dims,
      boolean pruneLinear) {
    FieldLayout layout = network.layout();
    if (featureMask.numel() != layout.total() || dims.length != layout.count()) {
      throw new IllegalArgumentException(
          "featureMask, dims: %d and %d, expected %d values and %d fields"
              .formatted(featureMask.numel(), dims.length, layout.total(), layout.count()));
    }
    this.network = network;
    this.pruned = pruned;
    this.pruneLinear = pruneLinear;
    this.featureMask = featureMask.detach().reshape(-1, 1).copy().retain(); // [n, 1]
    Tensor masks = DimensionMasks.of(dims, network.shape().latentDim(), network.table().dtype());
    dimMask = masks.retain(); // [m, D]
  }

  /** The logits [B] of ids [B, m]. */
  public Tensor forward(Tensor x) {
    Tensor e = network.rows(x); // [B, m, D]
    Tensor kept = Functional.embedding(featureMask, x); // [B, m, 1]
    Tensor xe =
        pruned == Pruning.Pruned.OOV
            ? e.where(kept.gt(0), network.oovRows()).mul(dimMask)
            : e.mul(kept.mul(dimMask));
    return network.forward(xe, x, pruneLinear ? kept : null);
  }

  @Override
  public void close() {
    featureMask.close();
    dimMask.close();
  }
}
