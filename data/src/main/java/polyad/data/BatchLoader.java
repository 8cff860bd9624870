package polyad.data;

import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Assembles the batches of an order ahead of the caller, on one background thread. {@link #state}
 * is that of the batches handed out, not of those prepared, so a run that saves it resumes bit for
 * bit.
 *
 * @param <T> what a batch is to the caller, such as arrays of inputs and targets
 */
public final class BatchLoader<T> implements AutoCloseable {
  private final Prefetcher<Ready<T>> batches;
  private BatchOrder.State state;

  private record Ready<T>(T batch, BatchOrder.State after) {}

  /**
   * Starts to assemble at once.
   *
   * @param order belongs to the loader from now on
   * @param assemble makes a batch out of the indices of its examples; called on the background
   *     thread
   * @param ahead batches prepared ahead, at least 1
   */
  public BatchLoader(BatchOrder order, Function<int[], ? extends T> assemble, int ahead) {
    state = order.state();
    Iterator<Ready<T>> source =
        Stream.generate(() -> new Ready<T>(assemble.apply(order.next()), order.state())).iterator();
    batches = new Prefetcher<>(source, ahead);
  }

  /** The next batch; epochs follow each other without end. Throws what assembling it threw. */
  public T next() {
    Ready<T> ready = batches.next();
    state = ready.after();
    return ready.batch();
  }

  /** What to {@linkplain BatchOrder#restore restore} so that the next batch comes next again. */
  public BatchOrder.State state() {
    return state;
  }

  /** Stops the background thread. */
  @Override
  public void close() {
    batches.close();
  }
}
