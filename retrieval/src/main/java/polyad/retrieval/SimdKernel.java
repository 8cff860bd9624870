package polyad.retrieval;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The Vector API, two independent sums of vectors. */
final class SimdKernel implements Kernel {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  @Override
  public float dot(float[] a, float[] b, int from, int to) {
    int lanes = SPECIES.length();
    FloatVector even = FloatVector.zero(SPECIES);
    FloatVector odd = FloatVector.zero(SPECIES);
    int i = from;
    for (; i + 2 * lanes <= to; i += 2 * lanes) {
      even = FloatVector.fromArray(SPECIES, a, i).fma(FloatVector.fromArray(SPECIES, b, i), even);
      odd =
          FloatVector.fromArray(SPECIES, a, i + lanes)
              .fma(FloatVector.fromArray(SPECIES, b, i + lanes), odd);
    }
    float sum = even.add(odd).reduceLanes(VectorOperators.ADD);
    for (; i < to; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }
}
