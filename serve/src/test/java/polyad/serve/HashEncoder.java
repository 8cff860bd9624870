package polyad.serve;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import polyad.catalog.task.TextEncoder;

/** Embeds a text as random numbers that its hash gives, cut to 4, 8 or 16; may be held up. */
final class HashEncoder implements TextEncoder {
  private volatile CountDownLatch gate = new CountDownLatch(0);
  final AtomicInteger largestBatch = new AtomicInteger();
  final AtomicInteger batches = new AtomicInteger();

  /** Lets no batch through until {@link #release}. */
  void hold() {
    gate = new CountDownLatch(1);
  }

  void release() {
    gate.countDown();
  }

  @Override
  public int dimension() {
    return 16;
  }

  @Override
  public int[] nesting() {
    return new int[] {4, 8, 16};
  }

  @Override
  public float[][] encode(List<String> texts, int dimension) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    batches.incrementAndGet();
    largestBatch.accumulateAndGet(texts.size(), Math::max);
    return texts.stream().map(text -> encode(text, dimension)).toArray(float[][]::new);
  }

  static float[] encode(String text, int dimension) {
    if (text.equals("refuse me")) {
      throw new IllegalArgumentException("the text is refused");
    }
    if (text.equals("break")) {
      throw new IllegalStateException("broken");
    }
    SplittableRandom random = new SplittableRandom(text.hashCode());
    float[] full = new float[16];
    for (int k = 0; k < 16; k++) {
      full[k] = (float) random.nextGaussian();
    }
    float[] row = Arrays.copyOf(full, dimension);
    double squares = 0;
    for (float value : row) {
      squares += value * value;
    }
    for (int k = 0; k < dimension; k++) {
      row[k] /= (float) Math.sqrt(squares);
    }
    return row;
  }

  @Override
  public long tokens(List<String> texts) {
    return texts.stream().mapToLong(text -> text.split(" ", -1).length).sum();
  }
}
