package polyad.tensor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Owns one native tensor. Uses are counted, so that a tensor closed by one thread while another is
 * inside an operation is freed only when that operation has ended.
 */
final class Handle {
  private static final int CLOSED = 1 << 30;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Handle.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final org.bytedeco.pytorch.Tensor tensor;

  /** The number of operations that use the tensor now, plus {@link #CLOSED} once closed. */
  @SuppressWarnings("UnusedVariable") // through the VarHandle
  private volatile int state;

  /** The scope that frees this tensor, written by that scope's thread alone. */
  volatile @Nullable TensorScope scope;

  Handle(org.bytedeco.pytorch.Tensor tensor) {
    this.tensor = tensor;
  }

  org.bytedeco.pytorch.Tensor acquire() {
    while (true) {
      int now = (int) STATE.getVolatile(this);
      if ((now & CLOSED) != 0) {
        throw new IllegalStateException(
            "this tensor is closed: its scope ended or close() was called");
      }
      if (STATE.compareAndSet(this, now, now + 1)) {
        return tensor;
      }
    }
  }

  void release() {
    if ((int) STATE.getAndAdd(this, -1) == CLOSED + 1) {
      tensor.close();
    }
  }

  boolean isClosed() {
    return ((int) STATE.getVolatile(this) & CLOSED) != 0;
  }

  void close() {
    if ((int) STATE.getAndBitwiseOr(this, CLOSED) == 0) {
      tensor.close();
    }
  }
}
