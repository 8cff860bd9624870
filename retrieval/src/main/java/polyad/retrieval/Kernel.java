package polyad.retrieval;

/** The dot product of two slices, with SIMD instructions where the JVM offers them. */
sealed interface Kernel permits ScalarKernel, SimdKernel {

  /** sum of a[i] b[i] for from &lt;= i &lt; to. */
  float dot(float[] a, float[] b, int from, int to);

  /** The fastest kernel of this JVM; says once when that is the slow one. */
  static Kernel best() {
    return Holder.BEST;
  }

  /** Chooses on first use. */
  final class Holder {
    private static final Kernel BEST = choose();

    private Holder() {}

    private static Kernel choose() {
      if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
        return new SimdKernel();
      }
      System.getLogger("polyad.retrieval")
          .log(
              System.Logger.Level.WARNING,
              "vector search runs without SIMD: start the JVM with --add-modules jdk.incubator.vector");
      return new ScalarKernel();
    }
  }
}
