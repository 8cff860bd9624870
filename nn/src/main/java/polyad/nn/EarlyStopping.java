package polyad.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import polyad.tensor.Tensor;

/** Keeps the best state by a score to be lowered, and says when it has not fallen for long. */
public final class EarlyStopping implements AutoCloseable {
  private final Module module;
  private final int patience;
  private final Map<String, Tensor> best = new LinkedHashMap<>();
  private double bestScore = Double.POSITIVE_INFINITY;
  private int waited;

  /**
   * Watches a module.
   *
   * @param patience how many scores in a row may fail to be the best, at least 1
   */
  public EarlyStopping(Module module, int patience) {
    this.module = module;
    this.patience = (int) Checks.atLeast("patience", patience, 1);
  }

  /**
   * Takes in a score; NaN is never the best.
   *
   * @return whether to stop
   */
  public boolean stopAfter(double score) {
    if (score < bestScore) {
      bestScore = score;
      waited = 0;
      keep(module.stateDict());
      return false;
    }
    waited++;
    return waited >= patience;
  }

  /** The best score so far, infinite at first. */
  public double bestScore() {
    return bestScore;
  }

  /** Puts the best state back into the module; nothing before the first score. */
  public void restoreBest() {
    if (!best.isEmpty()) {
      module.loadStateDict(best);
    }
  }

  /** The best state, the live tensors; empty before the first score. */
  Map<String, Tensor> state() {
    return best;
  }

  /** How many scores in a row were not the best. */
  int waited() {
    return waited;
  }

  void restore(Map<String, Tensor> state, double score, int scoresWaited) {
    keep(state);
    bestScore = score;
    waited = scoresWaited;
  }

  private void keep(Map<String, Tensor> state) {
    close();
    best.clear();
    state.forEach((name, t) -> best.put(name, t.detach().copy().retain()));
  }

  @Override
  public void close() {
    best.values().forEach(Tensor::close);
  }
}
