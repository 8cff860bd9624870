package polyad.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The turns of one model with one number of threads.
 *
 * @param peer the model
 * @param threads that one operation of either side may use
 * @param ours our turns
 * @param theirs the other side's, each after ours of the same place; empty when there is none
 * @param engine the other side's engine and version, and what multiplies its matrices, or null
 */
public record Comparison(
    Peer peer, int threads, List<Turn> ours, List<Turn> theirs, @Nullable String engine) {
  /** Copies the lists. */
  public Comparison {
    ours = List.copyOf(ours);
    theirs = List.copyOf(theirs);
  }

  /** Our wall time in milliseconds a step. */
  public Spread ourMilliseconds() {
    return Spread.of(ours.stream().map(Turn::milliseconds).toList());
  }

  /** The other side's wall time in milliseconds a step, or null. */
  public @Nullable Spread theirMilliseconds() {
    return theirs.isEmpty() ? null : Spread.of(theirs.stream().map(Turn::milliseconds).toList());
  }

  /** Our wall time as a share of the other side's, pair by pair, or null. */
  public @Nullable Spread ratio() {
    return ratio(Turn::milliseconds);
  }

  /** Our processor time as a share of the other side's, pair by pair, or null. */
  public @Nullable Spread cpuRatio() {
    return ratio(Turn::cpuMilliseconds);
  }

  private @Nullable Spread ratio(ToDoubleFunction<Turn> measure) {
    return theirs.isEmpty()
        ? null
        : Spread.ofRatios(
            ours.stream().mapToDouble(measure).toArray(),
            theirs.stream().mapToDouble(measure).toArray());
  }
}
