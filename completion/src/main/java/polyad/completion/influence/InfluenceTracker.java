package polyad.completion.influence;

import java.util.Arrays;
import polyad.tensor.Tensor;

/**
 * Influence of training cells on the validation loss, gathered while a model is trained (section 4
 * of the paper, after TracIn): the sum over epochs of w_e ⟨g_e(c), G_e⟩, with g_e(c) = (ŷ − y) h
 * the derivative of ½(ŷ − y)² of cell c by the output weights as it occurs in epoch e, and G_e the
 * sum of the validation cells' at the epoch's start. As G_e is known before the epoch, one number a
 * cell is enough, whatever the number of epochs.
 *
 * <pre>{@code
 * tracker.startEpoch(validationGradient, 1);
 * for (int[] batch : epoch) {
 *   tracker.record(batch, hidden, residual); // before the batch's update
 * }
 * tracker.keep(); // when the epoch was the best so far
 * }</pre>
 *
 * <p>Any model that shows its last hidden vector can be tracked. Not for several threads at once.
 */
public final class InfluenceTracker {
  /** Which epochs count. */
  public enum Checkpoints {
    /** All up to the best. */
    ALL,
    /** The best alone. */
    LAST
  }

  private final Checkpoints checkpoints;
  private final double[] sums;
  private final double[] kept;
  private double[] validation = new double[0];
  private double weight;

  /** Tracks so many cells over all epochs. */
  public InfluenceTracker(int cells) {
    this(cells, Checkpoints.ALL);
  }

  /** Tracks so many cells. */
  public InfluenceTracker(int cells, Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
    sums = new double[cells];
    kept = new double[cells];
  }

  /**
   * Starts an epoch.
   *
   * @param validationGradient G_e, {@code [h]}
   * @param epochWeight w_e
   */
  public void startEpoch(double[] validationGradient, double epochWeight) {
    validation = validationGradient.clone();
    weight = epochWeight;
    if (checkpoints == Checkpoints.LAST) {
      Arrays.fill(sums, 0);
    }
  }

  /**
   * Adds a batch's cells.
   *
   * @param cells their numbers, {@code [B]}
   * @param hidden h, {@code [B, h]}
   * @param residual ŷ − y, {@code [B]}
   */
  public void record(int[] cells, Tensor hidden, Tensor residual) {
    Tensor direction = Tensor.of(validation, validation.length).to(hidden.dtype());
    record(cells, hidden.detach().matmul(direction).mul(residual.detach()).toDoubleArray());
  }

  /** Adds a batch's products ⟨g_e(c), G_e⟩, {@code [B]}. */
  public void record(int[] cells, double[] products) {
    for (int i = 0; i < cells.length; i++) {
      sums[cells[i]] += weight * products[i];
    }
  }

  /** Keeps what was gathered so far: the model of this epoch is the best. */
  public void keep() {
    System.arraycopy(sums, 0, kept, 0, sums.length);
  }

  /** The signed influence of every cell, as it was last kept. */
  public double[] influence() {
    return kept.clone();
  }

  /**
   * The importance of cells: | influence / max influence |, the greatest of the signed values being
   * a scale only.
   *
   * @throws ArithmeticException when no cell has any influence, as with a constant tensor
   */
  public static double[] importance(double[] influence) {
    double scale = Arrays.stream(influence).max().orElse(0);
    if (scale == 0) {
      scale = Arrays.stream(influence).map(Math::abs).max().orElse(0);
    }
    if (!(Math.abs(scale) > 0) || Double.isInfinite(scale)) {
      throw new ArithmeticException(
          "no cell has any influence on the validation cells: are all values the same?");
    }
    double divisor = scale;
    return Arrays.stream(influence).map(s -> Math.abs(s / divisor)).toArray();
  }
}
