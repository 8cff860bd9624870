package polyad.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the next items on one background thread while the caller works on the present one. Items
 * keep the source's order, so prefetching changes no result. A failure of the source is thrown
 * where its item would have come. One caller at a time.
 */
public final class Prefetcher<T> implements Iterator<T>, AutoCloseable {
  private static final long POLL_MILLIS = 50;

  private sealed interface Slot<T> {
    record Item<T>(T value) implements Slot<T> {}

    record End<T>() implements Slot<T> {}

    record Failure<T>(Throwable cause) implements Slot<T> {}
  }

  private final BlockingQueue<Slot<T>> queue;
  private final Thread worker;
  private volatile boolean closed;
  private @Nullable Slot<T> head;

  /**
   * Starts to read the source at once.
   *
   * @param source used on the background thread only; may be endless
   * @param capacity items prepared ahead, at least 1
   */
  public Prefetcher(Iterator<? extends T> source, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity: " + capacity + " is not at least 1");
    }
    queue = new ArrayBlockingQueue<>(capacity);
    worker = Thread.ofPlatform().daemon().name("polyad-prefetch").start(() -> fill(source));
  }

  private void fill(Iterator<? extends T> source) {
    try {
      while (!closed && source.hasNext()) {
        put(new Slot.Item<>(source.next()));
      }
      put(new Slot.End<>());
    } catch (RuntimeException | Error e) {
      put(new Slot.Failure<>(e));
    }
  }

  private void put(Slot<T> slot) {
    try {
      boolean taken = false;
      while (!taken && !closed) { // wakes up while the queue is full to see whether anyone waits
        taken = queue.offer(slot, POLL_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  /** Whether another item comes; waits for the source. Throws the source's failure. */
  @Override
  public boolean hasNext() {
    return switch (head()) {
      case Slot.Item<T> item -> true;
      case Slot.End<T> end -> false;
      case Slot.Failure<T> failure -> throw rethrow(failure.cause());
    };
  }

  @Override
  public T next() {
    if (!hasNext() || !(head instanceof Slot.Item<T> item)) {
      throw new NoSuchElementException("the source has no more items");
    }
    head = null;
    return item.value();
  }

  private Slot<T> head() {
    Slot<T> slot = head;
    try {
      while (slot == null) {
        if (closed) {
          throw new IllegalStateException("the prefetcher is closed");
        }
        slot = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for data", e);
    }
    head = slot;
    return slot;
  }

  private static RuntimeException rethrow(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }

  /** Stops the background thread and forgets what it prepared. */
  @Override
  public void close() {
    closed = true;
    worker.interrupt();
    queue.clear();
  }
}
