package polyad.embedding.words;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Runs the threads' shares of an epoch. */
final class Threads {
  private Threads() {}

  /**
   * Runs all tasks and waits for them; results in their order.
   *
   * @throws IllegalStateException when a task fails or the waiting thread is interrupted
   */
  static <T> List<T> all(ExecutorService pool, List<Callable<T>> tasks) {
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> task : pool.invokeAll(tasks)) {
        results.add(task.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("training was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
