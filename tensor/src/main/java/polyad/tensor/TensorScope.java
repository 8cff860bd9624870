package polyad.tensor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Owns the tensors made inside a {@code try} block and frees them at its end.
 *
 * <pre>{@code
 * try (var scope = TensorScope.open()) {
 *   Tensor loss = model.forward(x).sub(y).square().mean();
 *   return scope.keep(loss.detach());
 * }
 * }</pre>
 *
 * <p>Scopes nest; a scope belongs to the thread that opened it and sees that thread's tensors only.
 */
public final class TensorScope implements AutoCloseable {
  private static final ThreadLocal<@Nullable TensorScope> CURRENT = new ThreadLocal<>();

  private final Thread owner = Thread.currentThread();
  private final @Nullable TensorScope parent;
  private final List<Handle> owned = new ArrayList<>();
  private final List<Runnable> atClose = new ArrayList<>();
  private boolean open = true;

  private TensorScope(@Nullable TensorScope parent) {
    this.parent = parent;
  }

  /** Opens a scope inside the current one of this thread. */
  public static TensorScope open() {
    TensorScope scope = new TensorScope(CURRENT.get());
    CURRENT.set(scope);
    return scope;
  }

  static @Nullable TensorScope current() {
    return CURRENT.get();
  }

  void register(Handle handle) {
    handle.scope = this;
    owned.add(handle);
  }

  /** Runs an action at the end of this scope, before its tensors are freed. */
  void atClose(Runnable action) {
    atClose.add(action);
  }

  /**
   * Hands a tensor over to the enclosing scope, or to the collector when there is none, so that it
   * outlives this scope.
   *
   * @return the same tensor
   * @throws IllegalStateException when this scope is closed or belongs to another thread
   */
  public Tensor keep(Tensor tensor) {
    checkOwner();
    if (tensor.handle().scope == this) {
      if (parent == null) {
        tensor.retain();
      } else {
        parent.register(tensor.handle());
      }
    }
    return tensor;
  }

  /** The number of tensors this scope would free now. */
  public int size() {
    int size = 0;
    for (Handle handle : owned) {
      if (handle.scope == this && !handle.isClosed()) {
        size++;
      }
    }
    return size;
  }

  /**
   * Frees everything made in this scope but what was kept. Closing twice has no effect.
   *
   * @throws IllegalStateException from another thread, or while an inner scope is open
   */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    checkOwner();
    if (CURRENT.get() != this) {
      throw new IllegalStateException("an inner scope is still open: close scopes inside out");
    }
    open = false;
    if (parent == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(parent);
    }
    atClose.forEach(Runnable::run);
    for (int i = owned.size() - 1; i >= 0; i--) {
      Handle handle = owned.get(i);
      if (handle.scope == this) {
        handle.close();
      }
    }
    owned.clear();
  }

  private void checkOwner() {
    if (!Thread.currentThread().equals(owner)) {
      throw new IllegalStateException("this scope belongs to thread " + owner.getName());
    }
    if (!open) {
      throw new IllegalStateException("this scope is closed");
    }
  }
}
