package polyad.embedding.words;

/**
 * The four loops of word-vector training over rows of flat tables, with SIMD instructions where the
 * JVM offers them. Lengths are multiples of {@link #LANES}: rows are padded with zeros.
 */
sealed interface RowKernel permits ScalarKernel, SimdKernel {
  /** What row lengths are rounded up to: the floats of the widest vector of today's processors. */
  int LANES = 16;

  /** Σ a[i+k]·b[j+k] for k below n. */
  float dot(float[] a, int i, float[] b, int j, int n);

  /** a[i+k] += scale·b[j+k]. */
  void add(float[] a, int i, float[] b, int j, float scale, int n);

  /**
   * A step of plain descent on a row, its old value added to the error first: error[k] += g·row and
   * row += rate·g·x.
   */
  void descend(float[] error, float[] row, int j, float[] x, int i, float g, float rate, int n);

  /** AdaGrad on a row with the gradient g·x: sum += (g·x)², row += rate·g·x/√sum. */
  void adapt(float[] row, float[] sums, int j, float[] x, int i, float g, float rate, int n);

  /** A length rounded up to whole vectors. */
  static int padded(int length) {
    return (length + LANES - 1) / LANES * LANES;
  }

  /** The fastest kernel of this JVM. */
  static RowKernel best() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? new SimdKernel()
        : new ScalarKernel();
  }
}
