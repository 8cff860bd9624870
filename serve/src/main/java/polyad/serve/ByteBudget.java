package polyad.serve;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes of all bodies that are held at a time. */
final class ByteBudget {
  private final long limit;
  private final AtomicLong held = new AtomicLong();

  ByteBudget(long limit) {
    this.limit = limit;
  }

  /** Takes so many bytes, which must be {@link #release}d; false when there are not so many. */
  boolean take(long bytes) {
    if (held.addAndGet(bytes) <= limit) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  void release(long bytes) {
    held.addAndGet(-bytes);
  }
}
