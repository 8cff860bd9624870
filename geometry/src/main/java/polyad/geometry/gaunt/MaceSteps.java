package polyad.geometry.gaunt;

import java.util.stream.IntStream;
import polyad.geometry.ForceFieldSet;
import polyad.geometry.ReferenceEnergies;
import polyad.nn.Adam;
import polyad.tensor.DType;
import polyad.tensor.TensorScope;

/** A few training steps on the same batches, for timings side by side. */
public final class MaceSteps {
  private static final double LEARNING_RATE = 1e-3;

  private MaceSteps() {}

  /**
   * What came of them.
   *
   * @param losses one a step
   * @param milliseconds of the fastest step
   */
  public record Result(double[] losses, double milliseconds) {}

  /** Trains from the same first weights on batches in order. */
  public static Result run(
      MaceConfig config, ReferenceEnergies reference, ForceFieldSet set, int molecules, int steps) {
    double[] losses = new double[steps];
    double best = Double.MAX_VALUE;
    try (MaceGaunt network = MaceModel.Header.of(config, reference, set).network(1);
        Adam adam = Adam.adam(network)) {
      network.train();
      for (int step = 0; step < steps; step++) {
        int from = step * molecules % set.size();
        int[] batch = IntStream.range(0, molecules).map(i -> (from + i) % set.size()).toArray();
        long start = System.nanoTime();
        try (var _ = TensorScope.open()) {
          network.zeroGrad();
          ForceFieldSet.Batch examples = set.batch(batch, DType.F32);
          var loss = MaceTraining.loss(network.predict(examples.graph()), examples);
          loss.backward();
          adam.step(LEARNING_RATE);
          losses[step] = loss.item();
        }
        best = Math.min(best, (System.nanoTime() - start) / 1e6);
      }
    }
    return new Result(losses, best);
  }
}
