package polyad.retrieval;

/** A checked query: normalised as a whole, so that dot products stay in range. */
final class FunnelQuery {
  private final float[] vector;
  private final float[] norms;
  private final IndexConfig config;
  private final Kernel kernel = Kernel.best();

  FunnelQuery(float[] raw, IndexConfig config) {
    this.config = config;
    float[] rawNorms = NestedVectors.norms("query", raw, config);
    vector = NestedVectors.normalised(raw, raw.length, rawNorms[rawNorms.length - 1]);
    norms = NestedVectors.norms("query", vector, config);
  }

  Kernel kernel() {
    return kernel;
  }

  /** The first values, of norm 1. */
  float[] prefix(int length) {
    return NestedVectors.normalised(vector, length, norm(length));
  }

  /** The norm of the first values. */
  float norm(int length) {
    return norms[config.level(length)];
  }

  /** The part of the dot product that the coordinates from..to-1 add. */
  float dot(float[] other, int from, int to) {
    return kernel.dot(vector, other, from, to);
  }
}
