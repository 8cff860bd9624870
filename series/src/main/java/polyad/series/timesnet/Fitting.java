package polyad.series.timesnet;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ConfigChecks;
import polyad.catalog.JobException;
import polyad.catalog.Progress;
import polyad.data.BatchOrder;
import polyad.nn.Adam;
import polyad.nn.Module;
import polyad.nn.Optimizer;
import polyad.nn.RAdam;
import polyad.nn.Schedule;
import polyad.nn.Trainer;
import polyad.series.ForecastTraining;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * How a model is trained, counted in steps: a short training need not see every example.
 *
 * @param steps at least 1
 * @param batch examples a step, at least 1
 * @param lr learning rate of the first step, above 0
 * @param halveEvery steps after which the learning rate is halved; 0 for never
 * @param rectified RAdam in place of Adam
 * @param clipNorm the largest norm of all derivatives together; 0 for no limit
 * @param evaluateEvery steps between validations, at least 1
 * @param patience validations without a better score before stopping; 0 for never
 */
public record Fitting(
    int steps,
    int batch,
    double lr,
    int halveEvery,
    boolean rectified,
    double clipNorm,
    int evaluateEvery,
    int patience) {
  /** Checks the numbers. */
  public Fitting {
    ConfigChecks.atLeast("steps", steps, 1);
    ConfigChecks.atLeast("batch", batch, 1);
    ConfigChecks.positive("lr", lr);
    ConfigChecks.atLeast("halveEvery", halveEvery, 0);
    ConfigChecks.atLeast("clipNorm", clipNorm, 0);
    ConfigChecks.atLeast("evaluateEvery", evaluateEvery, 1);
    ConfigChecks.atLeast("patience", patience, 0);
  }

  /** Adam with one rate and no validation. */
  public static Fitting steps(int steps, int batch, double lr) {
    return new Fitting(steps, batch, lr, 0, false, 0, steps, 0);
  }

  /** The official protocol: Adam, the rate halved after every epoch, validation after each. */
  public static Fitting epochs(int epochs, int examples, int batch, double lr, int patience) {
    int perEpoch = Math.ceilDiv(examples, batch);
    return new Fitting(epochs * perEpoch, batch, lr, perEpoch, false, 0, perEpoch, patience);
  }

  /** With the rate halved after every so many steps; 0 for never. */
  public Fitting halved(int every) {
    return new Fitting(steps, batch, lr, every, rectified, clipNorm, evaluateEvery, patience);
  }

  /** As sequences are classified: RAdam at one rate, derivatives of norm 4 at most. */
  public Fitting forClasses() {
    return new Fitting(steps, batch, lr, 0, true, 4, evaluateEvery, patience);
  }

  /** The loss of some examples. */
  @FunctionalInterface
  public interface Loss {
    /**
     * A single number, recorded for derivatives.
     *
     * @param examples by number
     * @param step from 0; what is drawn at random depends on it and the seed alone
     */
    Tensor of(int[] examples, long step);
  }

  /**
   * Trains to the end; the model is left in evaluation mode, with the best state where there is a
   * validation.
   *
   * @param examples how many there are, at least 1
   * @param validation a score to be lowered; null to keep the last state
   * @param rng the generator from which the model draws
   * @throws JobException when the loss is not finite
   */
  public void fit(
      Module model,
      int examples,
      Loss loss,
      @Nullable DoubleSupplier validation,
      long seed,
      Generator rng,
      ForecastTraining.Session session) {
    BatchOrder order = new BatchOrder(examples, Math.min(batch, examples), seed, true, false);
    BatchOrder counter = new BatchOrder(Math.min(evaluateEvery, steps), 1, 0, false, false);
    int rounds = Math.ceilDiv(steps, Math.min(evaluateEvery, steps));
    Schedule schedule =
        halveEvery == 0 ? Schedule.constant(lr) : Schedule.step(lr, halveEvery, 0.5);
    AtomicLong drawn = new AtomicLong();
    try (Optimizer optimizer = rectified ? RAdam.of(model) : Adam.adam(model);
        Progress progress = session.monitor().progress(session.label(), steps)) {
      Trainer trainer =
          new Trainer(model, optimizer, schedule, counter, rng, options(rounds, session))
              .listener(event -> progress.at(event.step(), event.loss()))
              .stopWhen(session.monitor()::stopRequested);
      if (validation != null) {
        trainer.validation(validation);
      }
      trainer.fit(
          _ -> {
            long step = optimizer.steps();
            if (drawn.get() != step) {
              long perEpoch = order.batchesPerEpoch();
              int position = (int) (step % perEpoch) * Math.min(batch, examples);
              order.restore(new BatchOrder.State(step / perEpoch, position));
            }
            drawn.set(step + 1);
            return loss.of(order.next(), step);
          });
    } catch (ArithmeticException e) {
      throw new JobException(session.label() + ": " + e.getMessage(), e);
    }
  }

  private Trainer.Options options(int rounds, ForecastTraining.Session session) {
    Trainer.Options options =
        Trainer.Options.epochs(rounds).withPatience(patience).withClipNorm(clipNorm);
    return session.checkpoint() == null
        ? options
        : options.withCheckpoint(session.checkpoint(), 100);
  }
}
