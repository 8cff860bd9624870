package polyad.embedding.words.study;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Independent parts of a study, two at a time; each is carried out by one thread. */
final class SideBySide {
  private static final int AT_A_TIME = 2;

  private SideBySide() {}

  /** The results in order; the first failure ends the rest. */
  static <T> List<T> all(List<Callable<T>> parts) throws Exception {
    int threads = Math.min(AT_A_TIME, Runtime.getRuntime().availableProcessors());
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<T>> futures = new ArrayList<>();
      parts.forEach(part -> futures.add(pool.submit(part)));
      List<T> results = new ArrayList<>();
      try {
        for (Future<T> future : futures) {
          results.add(future.get());
        }
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      } finally {
        futures.forEach(future -> future.cancel(false));
      }
      return results;
    }
  }
}
