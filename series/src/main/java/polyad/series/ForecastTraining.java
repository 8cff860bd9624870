package polyad.series;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ConfigChecks;
import polyad.catalog.JobException;
import polyad.catalog.Monitor;
import polyad.catalog.Progress;
import polyad.data.BatchOrder;
import polyad.nn.Adam;
import polyad.nn.Schedule;
import polyad.nn.Trainer;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * How a forecaster is trained: Adam on the weighted L1 loss, the mean of |y − ŷ|·(s + 1)^−α over
 * windows, variates and steps s = 0, ..., τ − 1; after each epoch the squared error on the
 * validation windows decides which state is kept.
 *
 * @param epochs at least 1
 * @param batch windows a step, at least 1
 * @param lr learning rate of the first epoch, above 0
 * @param decay how it falls
 * @param patience epochs without a better validation error before stopping; 0 for never
 * @param lossAlpha α, 0 to 4; 0 weighs all steps alike
 */
public record ForecastTraining(
    int epochs, int batch, double lr, Decay decay, int patience, double lossAlpha) {
  /** How the learning rate falls from epoch to epoch. */
  public enum Decay {
    /** Not at all. */
    CONSTANT,
    /** To a half after every epoch. */
    HALVE,
    /** Constant for three epochs, then to 0.9 of it after every epoch. */
    TYPE3
  }

  /** Checks the numbers. */
  public ForecastTraining {
    ConfigChecks.atLeast("epochs", epochs, 1);
    ConfigChecks.atLeast("batch", batch, 1);
    ConfigChecks.positive("lr", lr);
    ConfigChecks.atLeast("patience", patience, 0);
    ConfigChecks.between("lossAlpha", lossAlpha, 0, 4);
  }

  /**
   * Where a training shows itself and leaves its checkpoints.
   *
   * @param label such as {@code olinear seed 1}
   * @param checkpoint directory from which an interrupted training continues; null for none
   */
  public record Session(String label, @Nullable Path checkpoint, Monitor monitor) {
    private static final long EVERY = 100;

    Trainer.Options options(int epochs, int patience) {
      Trainer.Options options = Trainer.Options.epochs(epochs).withPatience(patience);
      return checkpoint == null ? options : options.withCheckpoint(checkpoint, EVERY);
    }
  }

  /**
   * Trains to the end; the network is left in evaluation mode with the best state.
   *
   * @param validation windows that choose the best epoch; null to keep the last
   * @param rng the generator from which the network draws
   * @return the lowest validation error; infinite without validation
   * @throws CancellationException after saving, when a stop was requested
   * @throws JobException when the loss is not finite
   */
  public double fit(
      ForecastNetwork network,
      WindowBatches train,
      @Nullable WindowBatches validation,
      long seed,
      Generator rng,
      Session session) {
    BatchOrder order = new BatchOrder(train.count(), batch, seed, true, false);
    long steps = (long) order.batchesPerEpoch() * epochs;
    Tensor weights = stepWeights(network.horizon()).retain();
    try (Adam adam = Adam.adam(network);
        Progress progress = session.monitor().progress(session.label(), steps)) {
      Trainer trainer =
          new Trainer(
                  network,
                  adam,
                  schedule(order.batchesPerEpoch()),
                  order,
                  rng,
                  session.options(epochs, patience))
              .listener(event -> progress.at(event.step(), event.loss()))
              .stopWhen(session.monitor()::stopRequested);
      if (validation != null) {
        trainer.validation(() -> ForecastScore.of(network, validation).mse());
      }
      return trainer
          .fit(
              indices -> {
                Tensor y = network.forward(train.inputs(indices));
                return y.sub(train.targets(indices)).abs().mul(weights).mean();
              })
          .bestScore();
    } catch (ArithmeticException e) {
      throw new JobException(session.label() + ": " + e.getMessage(), e);
    } finally {
      weights.close();
    }
  }

  private Tensor stepWeights(int horizon) {
    float[] weights = new float[horizon];
    for (int s = 0; s < horizon; s++) {
      weights[s] = (float) Math.pow(s + 1, -lossAlpha);
    }
    return Tensor.of(weights, 1, horizon, 1);
  }

  private Schedule schedule(int perEpoch) {
    return step -> {
      long epoch = step / perEpoch;
      return switch (decay) {
        case CONSTANT -> lr;
        case HALVE -> lr * Math.pow(0.5, epoch);
        case TYPE3 -> lr * Math.pow(0.9, Math.max(0, epoch - 2));
      };
    };
  }
}
