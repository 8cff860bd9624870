package polyad.embedding.optembed;

import java.util.List;

/**
 * What the supernet was like after an epoch.
 *
 * @param epoch from 1
 * @param meanLoss of the training batches
 * @param validationAuc with all dimensions
 * @param keptShare kept share of each field's values [m]
 * @param threshold mean threshold of each field [m]
 */
public record Epoch(
    int epoch,
    double meanLoss,
    double validationAuc,
    List<Double> keptShare,
    List<Double> threshold) {
  /** Copies the lists. */
  public Epoch {
    keptShare = List.copyOf(keptShare);
    threshold = List.copyOf(threshold);
  }
}
