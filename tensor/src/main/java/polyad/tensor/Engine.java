package polyad.tensor;

import org.bytedeco.pytorch.global.torch;

/** Switches of the engine that hold for the whole process. */
public final class Engine {
  private Engine() {}

  /** Loads the native library if that has not happened yet; takes a second or two. */
  public static void ensureLoaded() {
    Native.options(DType.F32);
  }

  /**
   * Sets how many threads one operation may use. One is fastest for small models.
   *
   * @throws IllegalArgumentException when {@code threads} is below 1
   */
  public static void setThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + ", allowed: 1 or more");
    }
    ensureLoaded();
    torch.set_num_threads(threads);
    Native.setBlasThreads(threads);
  }

  /** How many threads one operation may use. */
  public static int threads() {
    ensureLoaded();
    return torch.get_num_threads();
  }

  /** Whether only deterministic kernels are used; an operation without one then throws. */
  public static void setDeterministic(boolean deterministic) {
    ensureLoaded();
    torch.globalContext().setDeterministicAlgorithms(deterministic, false);
  }

  /** Whether a CUDA device and the GPU build of the engine are there. */
  public static boolean cudaAvailable() {
    ensureLoaded();
    return torch.cuda_is_available();
  }
}
