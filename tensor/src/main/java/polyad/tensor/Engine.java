package polyad.tensor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.global.torch;

/** Switches of the engine that hold for the whole process. */
public final class Engine {
  private static final Pattern VERSION = Pattern.compile("TORCH_VERSION=([^,\\s]+)");

  private Engine() {}

  /** Loads the native library if that has not happened yet; takes a second or two. */
  public static void ensureLoaded() {
    Native.options(DType.F32);
  }

  /** The version of libtorch and the vector instructions it uses, such as {@code 2.10.0 (AVX2)}. */
  public static String version() {
    ensureLoaded();
    try (BytePointer config = torch.show_config();
        BytePointer vectors = torch.get_cpu_capability()) {
      Matcher version = VERSION.matcher(config.getString());
      return (version.find() ? version.group(1) : "unknown") + " (" + vectors.getString() + ")";
    }
  }

  /**
   * Sets how many threads one operation may use, matrix products included. One is fastest for small
   * models. Until this is called, matrix products use one thread and other operations all cores.
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
