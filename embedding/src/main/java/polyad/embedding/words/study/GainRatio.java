package polyad.embedding.words.study;

import java.util.List;
import java.util.Map;

/** Performance gain ratio: how much of the best gain over random vectors others reach. */
final class GainRatio {
  private final Map<String, Double> random;
  private final List<Map<String, Double>> all;

  /**
   * Over some vectors.
   *
   * @param random scores of vectors that know nothing, by task
   * @param all scores of the vectors to compare
   */
  GainRatio(Map<String, Double> random, List<Map<String, Double>> all) {
    this.random = random;
    this.all = List.copyOf(all);
  }

  /** (score − random) / (best − random); NaN where nothing is better than random. */
  double of(Map<String, Double> scores, String task) {
    double from = random.getOrDefault(task, Double.NaN);
    double best =
        all.stream()
            .mapToDouble(s -> s.getOrDefault(task, Double.NaN))
            .filter(score -> !Double.isNaN(score))
            .max()
            .orElse(from);
    return best > from
        ? (scores.getOrDefault(task, Double.NaN) - from) / (best - from)
        : Double.NaN;
  }

  /** The mean over all tasks. */
  double mean(Map<String, Double> scores) {
    return random.keySet().stream()
        .mapToDouble(task -> of(scores, task))
        .average()
        .orElse(Double.NaN);
  }
}
