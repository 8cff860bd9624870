package polyad.text.matryoshka2d;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.nn.Schedule;

/** How long and how fast to train: AdamW under one cycle, or after a warm-up at a constant rate. */
public record TrainingOptions(
    @Describe("passes over the pairs; 1 or more") int epochs,
    @Describe("pairs or triples a step; 2 or more") int batchSize,
    @Describe("peak learning rate of AdamW; 0 chooses 1e-3 from scratch, 2e-5 for a given encoder")
        double learningRate,
    @Describe("steps of warm-up to a constant rate; 0 for one cycle") int warmup,
    @Describe("weight decay of AdamW; 0 or more") double weightDecay,
    @Describe("the largest norm of the derivatives; 0 for no limit") double clipNorm) {
  /** Checks the numbers. */
  public TrainingOptions {
    ConfigChecks.atLeast("epochs", epochs, 1);
    ConfigChecks.atLeast("batchSize", batchSize, 2);
    ConfigChecks.atLeast("learningRate", learningRate, 0.0);
    ConfigChecks.atLeast("warmup", warmup, 0);
    ConfigChecks.atLeast("weightDecay", weightDecay, 0.0);
    ConfigChecks.atLeast("clipNorm", clipNorm, 0.0);
  }

  /** From scratch: batches of 48, one cycle to 1e-3, decay 0.01, derivatives limited to 1. */
  public static TrainingOptions defaults() {
    return new TrainingOptions(1, 48, 0, 0, 0.01, 1);
  }

  /** The same with other passes. */
  public TrainingOptions withEpochs(int passes) {
    return new TrainingOptions(passes, batchSize, learningRate, warmup, weightDecay, clipNorm);
  }

  /** The same with another size of batches. */
  public TrainingOptions withBatchSize(int pairs) {
    return new TrainingOptions(epochs, pairs, learningRate, warmup, weightDecay, clipNorm);
  }

  /** The same with another peak rate. */
  public TrainingOptions withLearningRate(double rate) {
    return new TrainingOptions(epochs, batchSize, rate, warmup, weightDecay, clipNorm);
  }

  Schedule schedule(long steps) {
    double rate = learningRate == 0 ? 1e-3 : learningRate;
    return warmup > 0
        ? Schedule.constant(rate).warmedUp(warmup)
        : Schedule.oneCycle(rate, Math.max(2, steps));
  }
}
