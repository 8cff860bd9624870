package polyad.embedding.optembed;

import java.util.List;

/**
 * What one fit of OptEmbed and its base model came to; AUC and log loss are on test rows unless
 * named otherwise.
 *
 * @param evolution best validation AUC of the evolution, and by generation
 * @param random best validation AUC of as many random candidates
 * @param fullDims validation AUC of the pruned supernet with all dimensions
 * @param frequentKept mean kept share of the 10 % most frequent values of the fields
 * @param rareKept that of the others
 * @param front the candidates that no other beats in both parameters and AUC
 */
record Trial(
    Score base,
    Score supernet,
    Score retrained,
    List<Double> keptShare,
    List<Integer> dims,
    long parameters,
    long fullParameters,
    long linearParameters,
    double evolution,
    double random,
    double fullDims,
    int evaluations,
    List<Double> generations,
    List<Point> front,
    List<Point> tried,
    double frequentKept,
    double rareKept,
    List<Epoch> history,
    List<Long> drawn,
    Export export) {
  /** A candidate. */
  record Point(long parameters, double auc) {}

  /**
   * What deployment comes to.
   *
   * @param fullBytes size of the table in a safetensors file
   * @param maxDifference largest difference of a logit from the masked model's
   * @param fullRate rows a second of the masked full model
   */
  record Export(
      long fullBytes,
      long compactBytes,
      long halfBytes,
      long fullMemory,
      long compactMemory,
      double maxDifference,
      double halfMaxDifference,
      double fullRate,
      double compactRate) {}

  double sparsity() {
    return 1 - (double) parameters / fullParameters;
  }
}
