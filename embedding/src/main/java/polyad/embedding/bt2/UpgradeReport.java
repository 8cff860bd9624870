package polyad.embedding.bt2;

import polyad.tensor.Tensor;

/**
 * What an upgrade does to retrieval; "a/b" is model a's queries on model b's gallery. The upgrade
 * is good when new/old is at least old/old, and new/new is close to a freely trained model's.
 *
 * @param oldOld before the upgrade
 * @param newOld new queries on the gallery that was not embedded again
 * @param newOldCosine the same with normalised prefixes, as an index compares
 * @param newNew after everything was embedded again
 */
public record UpgradeReport(
    PrefixRetrieval.Scores oldOld,
    PrefixRetrieval.Scores newOld,
    PrefixRetrieval.Scores newOldCosine,
    PrefixRetrieval.Scores newNew) {
  /**
   * Judges with one set as queries and gallery, each sample left out of its own ranking.
   *
   * @param old old vectors [N, d_o]
   * @param upgraded new vectors of the same samples [N, d ≥ d_o]
   * @param labels [N]
   */
  public static UpgradeReport evaluate(Tensor old, Tensor upgraded, int[] labels) {
    return new UpgradeReport(
        PrefixRetrieval.evaluate(old, old, labels),
        PrefixRetrieval.evaluate(upgraded, old, labels),
        PrefixRetrieval.evaluate(
            upgraded, labels, old, labels, true, PrefixRetrieval.Metric.COSINE),
        PrefixRetrieval.evaluate(upgraded, upgraded, labels));
  }
}
