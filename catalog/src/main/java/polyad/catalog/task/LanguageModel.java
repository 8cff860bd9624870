package polyad.catalog.task;

/** Predicts the next token. */
public interface LanguageModel extends Task {
  /** Number of tokens V. */
  int vocabulary();

  /** Longest sequence it can see. */
  int context();

  /**
   * Scores of the next token after each position.
   *
   * @param tokens {@code [L]}, each in {@code [0, V)}
   * @return {@code [L, V]}, unnormalised log-probabilities
   */
  float[][] logits(int[] tokens);

  /**
   * Continues a prompt.
   *
   * @param prompt {@code [L]}
   * @param count tokens to add, at least 1
   * @param temperature 0 takes the likeliest token; above 0 samples
   * @param seed of the sampling
   * @return {@code [count]} or fewer when an end token came
   */
  int[] generate(int[] prompt, int count, double temperature, long seed);
}
