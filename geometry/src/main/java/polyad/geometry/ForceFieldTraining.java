package polyad.geometry;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import polyad.catalog.JobException;
import polyad.catalog.Monitor;
import polyad.catalog.Progress;
import polyad.catalog.StopException;
import polyad.data.BatchOrder;
import polyad.nn.Adam;
import polyad.nn.ParameterGroup;
import polyad.nn.Schedule;
import polyad.nn.Trainer;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Trains a force field on energies and forces: Adam (AMSGrad if wanted), cosine to zero,
 * derivatives clipped.
 *
 * @param label for the progress bar
 * @param steps 1 or more
 * @param batchSize molecules a step, 1 or more
 * @param lr the first learning rate
 * @param amsgrad AMSGrad instead of Adam
 * @param weightDecay of the parameters that decay
 * @param clipNorm limit of the norm of all derivatives
 * @param checkpoint where checkpoints go, or null
 * @param monitor who watches
 */
public record ForceFieldTraining(
    String label,
    int steps,
    int batchSize,
    double lr,
    boolean amsgrad,
    double weightDecay,
    double clipNorm,
    @Nullable Path checkpoint,
    Monitor monitor) {
  private static final long CHECKPOINT_EVERY = 500;

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
    BatchOrder order =
        new BatchOrder(set.size(), Math.min(batchSize, set.size()), seed, true, true);
    int epochs = epochs(order.batchesPerEpoch());
    Schedule schedule = Schedule.cosine(lr, 0, (long) order.batchesPerEpoch() * epochs);
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
        Progress progress = monitor.progress(label, (long) order.batchesPerEpoch() * epochs)) {
      new Trainer(network, adam, schedule, order, rng, options)
          .listener(event -> progress.at(event.step(), event.loss()))
          .stopWhen(monitor::stopRequested)
          .fit(
              indexes -> {
                ForceFieldSet.Batch batch = set.batch(indexes, dtype);
                return loss.of(network.predict(batch.graph()), batch);
              });
    } catch (CancellationException e) {
      throw new StopException(e);
    } catch (ArithmeticException e) {
      throw new JobException(label + ": training diverged: " + e.getMessage(), e);
    }
  }
}
