package polyad.serve;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import polyad.catalog.task.TextEncoder;

/**
 * One thread that encodes what requests bring, many requests at a time.
 *
 * <p>A batch opens with the request that has waited longest and takes in others until it has {@code
 * maxBatch} texts or that request has waited {@code maxDelay}. While a batch is encoded the next
 * one gathers, so that batches grow by themselves when there is much to do. How many requests wait
 * is bounded by {@link Admission}.
 */
final class Batcher {
  private static final System.Logger LOG = System.getLogger("polyad.serve");

  private final TextEncoder encoder;
  private final int maxBatch;
  private final long maxDelayNanos;
  private final ServerMetrics metrics;
  private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
  private final Thread thread;

  /**
   * Embeddings of a request.
   *
   * @param vectors {@code [n, dimension]}
   * @param tokens that the texts made
   */
  record Encoded(float[][] vectors, long tokens) {}

  /** Texts that wait; a job without texts ends the thread. */
  private record Job(
      List<String> texts, int dimension, long arrival, CompletableFuture<Encoded> result) {
    static Job of(List<String> texts, int dimension) {
      return new Job(texts, dimension, System.nanoTime(), new CompletableFuture<>());
    }
  }

  Batcher(TextEncoder encoder, int maxBatch, Duration maxDelay, ServerMetrics metrics) {
    this.encoder = encoder;
    this.maxBatch = maxBatch;
    this.maxDelayNanos = maxDelay.toNanos();
    this.metrics = metrics;
    this.thread = Thread.ofPlatform().name("polyad-encoder").daemon().start(this::work);
  }

  /**
   * Encodes, together with what other requests bring.
   *
   * @param texts one or more
   * @throws ApiException when the encoder refuses a text or fails, or time runs out
   */
  Encoded encode(List<String> texts, int dimension, Deadline deadline) {
    Job job = Job.of(texts, dimension);
    queue.add(job);
    try {
      return job.result().get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      job.result().cancel(false);
      throw deadline.passed();
    } catch (CancellationException e) {
      throw ApiException.stopping();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiException.stopping();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw ApiException.invalid("input", "invalid_value", String.valueOf(refused.getMessage()));
      }
      throw ApiException.fault();
    }
  }

  private void work() {
    try {
      for (List<Job> batch = nextBatch(); batch != null; batch = nextBatch()) {
        Map<Integer, List<Job>> byDimension = new LinkedHashMap<>();
        for (Job job : batch) {
          if (!job.result().isDone()) {
            byDimension.computeIfAbsent(job.dimension(), d -> new ArrayList<>()).add(job);
          }
        }
        byDimension.values().forEach(this::encode);
      }
    } catch (InterruptedException e) {
      queue.forEach(job -> job.result().cancel(false));
    }
  }

  /** Waits for work; null when there will be none. */
  private @Nullable List<Job> nextBatch() throws InterruptedException {
    List<Job> batch = new ArrayList<>();
    int texts = 0;
    Job job = queue.take();
    long closing = job.arrival() + maxDelayNanos;
    while (job != null && !job.texts().isEmpty()) {
      batch.add(job);
      texts += job.texts().size();
      if (texts >= maxBatch) {
        return batch;
      }
      Job ready = queue.poll();
      job = ready != null ? ready : queue.poll(closing - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
    if (job != null) { // the last one
      if (batch.isEmpty()) {
        return null;
      }
      queue.add(job);
    }
    return batch;
  }

  /** Encodes jobs of one dimension; when that fails, each alone, so that only the bad one fails. */
  private void encode(List<Job> jobs) {
    try {
      List<String> texts = jobs.stream().flatMap(job -> job.texts().stream()).toList();
      float[][] vectors = vectors(texts, jobs.getFirst().dimension()); // [n, dimension]
      int from = 0;
      for (Job job : jobs) {
        float[][] own = new float[job.texts().size()][];
        System.arraycopy(vectors, from, own, 0, own.length);
        from += own.length;
        job.result().complete(new Encoded(own, encoder.tokens(job.texts())));
      }
    } catch (Throwable e) { // an Error too must not end the thread that all requests wait for
      if (jobs.size() > 1) {
        jobs.stream().filter(job -> !job.result().isDone()).map(List::of).forEach(this::encode);
        return;
      }
      if (!(e instanceof IllegalArgumentException)) {
        LOG.log(System.Logger.Level.ERROR, "the encoder failed", e);
      }
      jobs.getFirst().result().completeExceptionally(e);
    }
  }

  private float[][] vectors(List<String> texts, int dimension) {
    float[][] vectors = new float[texts.size()][];
    for (int from = 0; from < vectors.length; from += maxBatch) {
      int to = Math.min(vectors.length, from + maxBatch);
      long start = System.nanoTime();
      float[][] some = encoder.encode(texts.subList(from, to), dimension);
      metrics.encoded(to - from, System.nanoTime() - start);
      System.arraycopy(some, 0, vectors, from, to - from);
    }
    return vectors;
  }

  /** Encodes what waits, then ends the thread; leaves an encoder that hangs to itself. */
  void close(Duration patience) throws InterruptedException {
    queue.add(Job.of(List.of(), 0));
    if (!thread.join(patience)) {
      LOG.log(System.Logger.Level.WARNING, "the encoder did not end within " + patience);
    }
  }
}
