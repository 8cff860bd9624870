package polyad.serve;

import java.time.Duration;

/** The time by which a request must have its answer. */
record Deadline(long nanoTime, long millis) {
  static Deadline in(Duration timeout) {
    return new Deadline(System.nanoTime() + timeout.toNanos(), timeout.toMillis());
  }

  /** 0 or less once it has passed. */
  long nanosLeft() {
    return nanoTime - System.nanoTime();
  }

  /** What to answer then. */
  ApiException passed() {
    return ApiException.timeout(millis);
  }
}
