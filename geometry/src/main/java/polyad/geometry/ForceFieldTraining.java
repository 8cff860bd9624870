package polyad.geometry;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ConfigChecks;
import polyad.catalog.JobException;
import polyad.catalog.Monitor;
import polyad.catalog.Progress;
import polyad.catalog.StopException;
import polyad.data.BatchOrder;
import polyad.data.Splits;
import polyad.nn.Adam;
import polyad.nn.ExponentialMovingAverage;
import polyad.nn.ParameterGroup;
import polyad.nn.ReduceOnPlateau;
import polyad.nn.Schedule;
import polyad.nn.Trainer;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Trains a force field on energies and forces: Adam (AMSGrad if wanted), derivatives clipped.
 *
 * @param label for the progress bar
 * @param steps 1 or more
 * @param batchSize molecules a step, 1 or more
 * @param lr the first learning rate, the highest of cycles
 * @param course how the rate goes on
 * @param amsgrad AMSGrad instead of Adam
 * @param weightDecay of the parameters that decay
 * @param clipNorm limit of the norm of all derivatives
 * @param averageDecay the network takes the mean of its states with this decay a step at the end, 0
 *     for its last state; 0 with {@link Course#PLATEAU}
 * @param checkpoint where checkpoints go, or null
 * @param monitor who watches
 */
public record ForceFieldTraining(
    String label,
    int steps,
    int batchSize,
    double lr,
    Course course,
    boolean amsgrad,
    double weightDecay,
    double clipNorm,
    double averageDecay,
    @Nullable Path checkpoint,
    Monitor monitor) {
  private static final long CHECKPOINT_EVERY = 500;
  private static final int CYCLES = 4;
  private static final double LOWEST_OF_CYCLE = 0.01;
  private static final double HELD_BACK = 0.1;
  private static final int PATIENCE = 5;
  private static final double LEAST_RATE = 1e-3;

  /** How the learning rate goes on. */
  public enum Course {
    /** Half a cosine to zero. */
    COSINE,
    /** Always the same. */
    CONSTANT,
    /** Four triangles between a hundredth of the rate and the rate. */
    CYCLIC,
    /**
     * A tenth of the molecules is kept back; the rate is halved after five passes in which their
     * loss has not fallen, and the best state is kept.
     */
    PLATEAU
  }

  /** Checks that only one of two ends is asked for. */
  public ForceFieldTraining {
    ConfigChecks.between("averageDecay", averageDecay, 0, 1);
    if (averageDecay > 0 && course == Course.PLATEAU) {
      throw new IllegalArgumentException(
          "averageDecay is %s, allowed: 0 with plateau, which keeps the best state"
              .formatted(averageDecay));
    }
  }

  /** The loss of a batch. */
  @FunctionalInterface
  public interface Loss {
    /** A single number. */
    Tensor of(ForceField.Prediction prediction, ForceFieldSet.Batch batch);
  }

  /** The whole epochs that reach the steps. */
  private int epochs(int batchesPerEpoch) {
    return Math.max(1, (steps + batchesPerEpoch - 1) / batchesPerEpoch);
  }

  /**
   * Trains whole epochs until {@code steps} are reached; the network is left in evaluation mode.
   *
   * @param decayed which parameters get weight decay, by name
   * @throws StopException after saving, once a stop was requested
   * @throws JobException when the training diverges
   */
  public void run(
      ForceField network, ForceFieldSet set, Loss loss, Predicate<String> decayed, long seed) {
    int kept = course == Course.PLATEAU ? (int) Math.ceil(HELD_BACK * set.size()) : 0;
    if (kept > 0 && kept == set.size()) {
      throw new IllegalArgumentException("1 molecule, allowed: 2 or more with plateau");
    }
    int[] shuffled = Splits.permutation(set.size(), new SplittableRandom(seed));
    ForceFieldSet held = set.part(Arrays.copyOf(shuffled, kept));
    ForceFieldSet learned =
        kept == 0 ? set : set.part(Arrays.copyOfRange(shuffled, kept, set.size()));
    BatchOrder order =
        new BatchOrder(learned.size(), Math.min(batchSize, learned.size()), seed, true, true);
    int epochs = epochs(order.batchesPerEpoch());
    long all = (long) order.batchesPerEpoch() * epochs;
    Trainer.Options options = Trainer.Options.epochs(epochs).withClipNorm(clipNorm);
    if (checkpoint != null) {
      options = options.withCheckpoint(checkpoint, CHECKPOINT_EVERY);
    }
    List<ParameterGroup> groups =
        ParameterGroup.withoutDecay(network, weightDecay, decayed.negate()).stream()
            .filter(group -> !group.parameters().isEmpty())
            .toList();
    Generator rng = network.random().orElseGet(() -> new Generator(seed));
    DType dtype = network.parameters().iterator().next().value().dtype();
    try (Adam adam = new Adam(groups, amsgrad ? Adam.Options.withAmsgrad() : Adam.Options.adam());
        ExponentialMovingAverage average =
            averageDecay > 0 ? new ExponentialMovingAverage(network, averageDecay) : null;
        Progress progress = monitor.progress(label, all)) {
      Trainer trainer =
          new Trainer(network, adam, schedule(all), order, rng, options)
              .listener(event -> progress.at(event.step(), event.loss()))
              .stopWhen(monitor::stopRequested);
      if (average != null) {
        trainer.averaged(average);
      }
      if (kept > 0) {
        trainer.validation(() -> mean(network, held, loss, dtype));
      }
      trainer.fit(
          indexes -> {
            ForceFieldSet.Batch batch = learned.batch(indexes, dtype);
            return loss.of(network.predict(batch.graph()), batch);
          });
    } catch (CancellationException e) {
      throw new StopException(e);
    } catch (ArithmeticException e) {
      throw new JobException(label + ": training diverged: " + e.getMessage(), e);
    }
  }

  private Schedule schedule(long all) {
    return switch (course) {
      case COSINE -> Schedule.cosine(lr, 0, all);
      case CONSTANT -> Schedule.constant(lr);
      case CYCLIC -> Schedule.cyclic(LOWEST_OF_CYCLE * lr, lr, Math.max(1, all / (2 * CYCLES)));
      case PLATEAU -> new ReduceOnPlateau(lr, 0.5, PATIENCE, LEAST_RATE * lr);
    };
  }

  /** The mean loss over a set; forces may be slopes, so derivatives are recorded. */
  private double mean(ForceField network, ForceFieldSet set, Loss loss, DType dtype) {
    double sum = 0;
    for (int from = 0; from < set.size(); from += batchSize) {
      int[] indexes = IntStream.range(from, Math.min(set.size(), from + batchSize)).toArray();
      try (var _ = TensorScope.open();
          var _ = Autograd.enableGrad()) {
        ForceFieldSet.Batch batch = set.batch(indexes, dtype);
        sum += indexes.length * loss.of(network.predict(batch.graph()), batch).item();
      }
    }
    return sum / set.size();
  }
}
