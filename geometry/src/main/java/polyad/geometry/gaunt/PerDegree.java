package polyad.geometry.gaunt;

import polyad.tensor.Tensor;

/** Weights of degrees as weights of components: [..., L+1] to [..., (L+1)²]. */
final class PerDegree {
  private final Tensor degree; // [(L+1)²], the degree of each component

  PerDegree(int lmax) {
    long[] index = new long[(lmax + 1) * (lmax + 1)];
    for (int l = 0; l <= lmax; l++) {
      for (int i = l * l; i < (l + 1) * (l + 1); i++) {
        index[i] = l;
      }
    }
    degree = Tensor.of(index, index.length).retain();
  }

  Tensor expand(Tensor weights) {
    return weights.indexSelect(-1, degree);
  }
}
