package polyad.embedding.words;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The Vector API. */
final class SimdKernel implements RowKernel {
  private static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() <= LANES
          ? FloatVector.SPECIES_PREFERRED
          : FloatVector.SPECIES_512;

  /** Shuffles that bring the upper half of what is left to be added onto the lower one. */
  private static final List<VectorShuffle<Float>> HALVINGS = halvings();

  private static List<VectorShuffle<Float>> halvings() {
    List<VectorShuffle<Float>> shuffles = new ArrayList<>();
    for (int half = SPECIES.length() / 2; half > 0; half /= 2) {
      int distance = half;
      shuffles.add(VectorShuffle.fromOp(SPECIES, i -> i ^ distance));
    }
    return List.copyOf(shuffles);
  }

  @Override
  public float dot(float[] a, int i, float[] b, int j, int n) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int k = 0; k < n; k += SPECIES.length()) {
      sum = at(a, i + k).fma(at(b, j + k), sum);
    }
    return total(sum);
  }

  /**
   * The sum of the lanes in an order of its own: that of {@code reduceLanes} is left to the JVM,
   * and interpreted and compiled code would give different vectors for one seed.
   */
  private static float total(FloatVector vector) {
    FloatVector sum = vector;
    for (int i = 0; i < HALVINGS.size(); i++) {
      sum = sum.add(sum.rearrange(HALVINGS.get(i)));
    }
    return sum.lane(0);
  }

  @Override
  public void add(float[] a, int i, float[] b, int j, float scale, int n) {
    FloatVector factor = FloatVector.broadcast(SPECIES, scale);
    for (int k = 0; k < n; k += SPECIES.length()) {
      at(b, j + k).fma(factor, at(a, i + k)).intoArray(a, i + k);
    }
  }

  @Override
  public void descend(
      float[] error, float[] row, int j, float[] x, int i, float g, float rate, int n) {
    FloatVector slope = FloatVector.broadcast(SPECIES, g);
    FloatVector step = FloatVector.broadcast(SPECIES, rate * g);
    for (int k = 0; k < n; k += SPECIES.length()) {
      FloatVector old = at(row, j + k);
      old.fma(slope, at(error, k)).intoArray(error, k);
      at(x, i + k).fma(step, old).intoArray(row, j + k);
    }
  }

  @Override
  public void adapt(
      float[] row, float[] sums, int j, float[] x, int i, float g, float rate, int n) {
    for (int k = 0; k < n; k += SPECIES.length()) {
      FloatVector gradient = at(x, i + k).mul(g);
      FloatVector sum = gradient.fma(gradient, at(sums, j + k));
      sum.intoArray(sums, j + k);
      at(row, j + k).add(gradient.mul(rate).div(sum.sqrt())).intoArray(row, j + k);
    }
  }

  private static FloatVector at(float[] array, int index) {
    return FloatVector.fromArray(SPECIES, array, index);
  }
}
