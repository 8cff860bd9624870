package polyad.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The endless order in which a loader draws batches of indices. The order of an epoch depends on
 * the seed and the epoch's number alone, so {@link #restore} continues a saved run bit for bit.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class BatchOrder {
  private final int n;
  private final int batch;
  private final long seed;
  private final boolean shuffle;
  private final boolean dropLast;
  private State state = new State(0, 0);
  private int[] order;

  /**
   * Where an order stands.
   *
   * @param epoch the running epoch, from 0
   * @param position the number of indices of that epoch already drawn
   */
  public record State(long epoch, int position) {

    /** Checks the signs. */
    public State {
      if (epoch < 0 || position < 0) {
        throw new IllegalArgumentException(
            "epoch, position: " + epoch + ", " + position + " are not both >= 0");
      }
    }
  }

  /**
   * Starts at the first batch of epoch 0.
   *
   * @param n number of examples, at least 1
   * @param batch examples a batch, at least 1
   * @param seed fixes the order
   * @param shuffle false gives 0, 1, 2, ... in every epoch
   * @param dropLast whether a last batch that is not full is left out
   */
  public BatchOrder(int n, int batch, long seed, boolean shuffle, boolean dropLast) {
    if (n < 1 || batch < 1) {
      throw new IllegalArgumentException("n, batch: " + n + ", " + batch + " are not both >= 1");
    }
    if (dropLast && batch > n) {
      throw new IllegalArgumentException(
          "batch: " + batch + " is over n = " + n + ", so dropLast would drop everything");
    }
    this.n = n;
    this.batch = batch;
    this.seed = seed;
    this.shuffle = shuffle;
    this.dropLast = dropLast;
    this.order = epochOrder(0);
  }

  /** Batches in one epoch. */
  public int batchesPerEpoch() {
    return dropLast ? n / batch : (n + batch - 1) / batch;
  }

  /** The indices of the next batch; after the last batch of an epoch the next epoch begins. */
  public int[] next() {
    int from = state.position();
    int to = Math.min(n, from + batch);
    int[] indices = Arrays.copyOfRange(order, from, to);
    if (to >= usable()) {
      startEpoch(state.epoch() + 1);
    } else {
      state = new State(state.epoch(), to);
    }
    return indices;
  }

  /** Where the order stands: what {@link #next} will draw. */
  public State state() {
    return state;
  }

  /**
   * Continues from a saved state of an order with the same arguments.
   *
   * @throws IllegalArgumentException when the position is not the start of a batch
   */
  public void restore(State saved) {
    if (saved.position() >= usable() || saved.position() % batch != 0) {
      throw new IllegalArgumentException(
          "position: " + saved.position() + " is not the start of a batch of " + batch);
    }
    startEpoch(saved.epoch());
    state = saved;
  }

  private int usable() {
    return dropLast ? n - n % batch : n;
  }

  private void startEpoch(long epoch) {
    if (shuffle) {
      order = epochOrder(epoch);
    }
    state = new State(epoch, 0);
  }

  private int[] epochOrder(long epoch) {
    if (!shuffle) {
      int[] identity = new int[n];
      Arrays.setAll(identity, i -> i);
      return identity;
    }
    long epochSeed = new SplittableRandom(seed).nextLong() + epoch * 0x9E3779B97F4A7C15L;
    return Splits.permutation(n, new SplittableRandom(epochSeed));
  }
}
