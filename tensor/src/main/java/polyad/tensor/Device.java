package polyad.tensor;

/**
 * Where a tensor lives.
 *
 * @param type {@code cpu} or {@code cuda}
 * @param index the device's number, 0 on the CPU
 */
public record Device(Type type, int index) {
  /** The main processor. */
  public static final Device CPU = new Device(Type.CPU, 0);

  /** The kinds of device. */
  public enum Type {
    /** The main processor. */
    CPU,
    /** An NVIDIA GPU; needs the {@code -gpu} classifiers of the engine on the class path. */
    CUDA
  }

  /** Checks the index. */
  public Device {
    if (index < 0 || (type == Type.CPU && index != 0)) {
      throw new IllegalArgumentException("device index " + index + " is not allowed on " + type);
    }
  }

  /** The GPU of this number. */
  public static Device cuda(int index) {
    return new Device(Type.CUDA, index);
  }

  /** PyTorch's name: {@code cpu}, {@code cuda:0}. */
  @Override
  public String toString() {
    return type == Type.CPU ? "cpu" : "cuda:" + index;
  }
}
