package polyad.embedding.optembed;

import java.util.SplittableRandom;
import polyad.tensor.Tensor;

/** Draws a number of dimensions for every sample and field of a step, and counts what it drew. */
final class DimensionSampler {
  private final int latentDim;
  private final long seed;
  private final long[] counts;

  DimensionSampler(int latentDim, long seed) {
    this.latentDim = latentDim;
    this.seed = seed;
    counts = new long[latentDim];
  }

  /** d − 1 of each of the step's samples and fields; a step's draws depend on its number alone. */
  Tensor draw(int samples, int fields, long step) {
    // A number is drawn between the two seeds: close seeds would give shifted copies of one stream.
    long own = new SplittableRandom(seed).nextLong() ^ new SplittableRandom(step).nextLong();
    SplittableRandom random = new SplittableRandom(own);
    int[] index = new int[samples * fields];
    for (int i = 0; i < index.length; i++) {
      index[i] = random.nextInt(latentDim);
      counts[index[i]]++;
    }
    return Tensor.of(index, samples, fields);
  }

  /** How often each number of dimensions was drawn: [D]. */
  long[] counts() {
    return counts.clone();
  }

  /** χ² of the counts against the uniform distribution, D − 1 degrees of freedom. */
  static double chiSquare(long[] counts) {
    double total = 0;
    for (long count : counts) {
      total += count;
    }
    double expected = total / counts.length;
    double sum = 0;
    for (long count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }
}
