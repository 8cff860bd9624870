package polyad.embedding.optembed;

import polyad.catalog.ConfigChecks;

/**
 * What the supernet learns, and how.
 *
 * @param mode which masks there are
 * @param pruned what takes the place of a pruned value
 * @param norm p of the norm that is compared with the threshold, 1 or 2
 * @param alpha weight of the regulariser Σ exp(−t), at least 0
 */
public record Pruning(Mode mode, Pruned pruned, int norm, double alpha) {
  /** Which masks the supernet has. */
  public enum Mode {
    /** Thresholds and dimensions: OptEmbed. */
    ALL,
    /** Thresholds only: OptEmbed-F. */
    FEATURE,
    /** Dimensions only: OptEmbed-E. */
    EMBED,
    /** Neither: the base model. */
    NONE;

    boolean prunesValues() {
      return this == ALL || this == FEATURE;
    }

    boolean searchesDimensions() {
      return this == ALL || this == EMBED;
    }
  }

  /** What a pruned value becomes. */
  public enum Pruned {
    /** The zero vector. */
    ZERO,
    /** Its field's substitute row; no derivative of the log loss reaches the thresholds then. */
    OOV
  }

  /** Checks the numbers. */
  public Pruning {
    ConfigChecks.between("norm", norm, 1, 2);
    ConfigChecks.atLeast("alpha", alpha, 0);
  }

  Pruning withMode(Mode other) {
    return new Pruning(other, pruned, norm, alpha);
  }
}
