package polyad.embedding.words;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The Vector API. */
final class SimdKernel implements RowKernel {
  private static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() <= LANES
          ? FloatVector.SPECIES_PREFERRED
          : FloatVector.SPECIES_512;

  @Override
  public float dot(float[] a, int i, float[] b, int j, int n) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int k = 0; k < n; k += SPECIES.length()) {
      sum = at(a, i + k).fma(at(b, j + k), sum);
    }
    return sum.reduceLanes(VectorOperators.ADD);
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
