package polyad.serve;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the requests in work: no more than a limit, and none once the server stops. */
final class Admission {
  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private int inWork;
  private boolean stopping;

  Admission(int limit) {
    this.limit = limit;
  }

  /**
   * Refuses a request that could not be let in now.
   *
   * @throws ApiException as {@link #enter}
   */
  void requireRoom() {
    lock.lock();
    try {
      refuse();
    } finally {
      lock.unlock();
    }
  }

  private void refuse() {
    if (stopping) {
      throw ApiException.stopping();
    }
    if (inWork == limit) {
      throw ApiException.full(limit);
    }
  }

  /**
   * Lets a request in, who must {@link #leave}.
   *
   * @throws ApiException with 429 when the server is full, with 503 when it stops
   */
  void enter() {
    lock.lock();
    try {
      refuse();
      inWork++;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      inWork--;
      left.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int inWork() {
    lock.lock();
    try {
      return inWork;
    } finally {
      lock.unlock();
    }
  }

  boolean isStopping() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody in any more and waits until all have left; false when some did not in time. */
  boolean stop(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      stopping = true;
      long nanos = patience.toNanos();
      while (inWork > 0 && nanos > 0) {
        nanos = left.awaitNanos(nanos);
      }
      return inWork == 0;
    } finally {
      lock.unlock();
    }
  }
}
