package polyad.geometry;

/**
 * A path of a {@link TensorProduct}: which blocks meet, and how.
 *
 * @param in1 the index of the block of the first input
 * @param in2 the index of the block of the second input
 * @param out the index of the block of the result
 * @param mode how channels meet
 * @param hasWeight whether the path has a weight
 * @param pathWeight the share of the variance, above 0; 1 unless said
 */
public record Instruction(
    int in1, int in2, int out, ConnectionMode mode, boolean hasWeight, double pathWeight) {
  /** Checks the weight. */
  public Instruction {
    if (!(pathWeight > 0) || Double.isInfinite(pathWeight)) {
      throw new IllegalArgumentException("pathWeight is " + pathWeight + ", allowed: above 0");
    }
  }
}
