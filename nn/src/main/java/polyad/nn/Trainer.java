package polyad.nn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import polyad.data.BatchOrder;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Trains a module: draws batches, computes the loss, steps the optimiser, validates after each
 * epoch, keeps the best state, and saves checkpoints from which a later run continues bit for bit.
 *
 * <pre>{@code
 * var trainer = new Trainer(model, Adam.adamW(model, 0.01), Schedule.cosine(1e-3, 0, steps), order,
 *     rng, Trainer.Options.epochs(10));
 * trainer.fit(batch -> Functional.crossEntropy(model.forward(x(batch)), y(batch)));
 * }</pre>
 */
public final class Trainer {
  private final Module model;
  private final Optimizer optimizer;
  private final Schedule schedule;
  private final BatchOrder order;
  private final Generator rng;
  private final Options options;
  private Listener listener = event -> {};
  private BooleanSupplier stop = () -> false;
  private @Nullable DoubleSupplier validation;
  private @Nullable ExponentialMovingAverage average;

  /**
   * How long to train and what to watch.
   *
   * @param epochs passes over the data, at least 1
   * @param clipNorm the largest norm of all derivatives together; 0 for no limit
   * @param patience epochs without a better validation score before stopping; 0 for never
   * @param checkpoint where checkpoints go and are taken up from; null for none
   * @param checkpointEvery steps between checkpoints within an epoch; 0 for epochs' ends only
   */
  public record Options(
      int epochs, double clipNorm, int patience, @Nullable Path checkpoint, long checkpointEvery) {
    /** Checks the numbers. */
    public Options {
      Checks.atLeast("epochs", epochs, 1);
      Checks.atLeast("clipNorm", clipNorm, 0);
      Checks.atLeast("patience", patience, 0);
      Checks.atLeast("checkpointEvery", checkpointEvery, 0);
    }

    /** Only a number of epochs. */
    public static Options epochs(int epochs) {
      return new Options(epochs, 0, 0, null, 0);
    }

    /** With a limit on the derivatives' norm. */
    public Options withClipNorm(double norm) {
      return new Options(epochs, norm, patience, checkpoint, checkpointEvery);
    }

    /** Stopping early. */
    public Options withPatience(int wait) {
      return new Options(epochs, clipNorm, wait, checkpoint, checkpointEvery);
    }

    /** With checkpoints in this directory. */
    public Options withCheckpoint(Path directory, long everySteps) {
      return new Options(epochs, clipNorm, patience, directory, everySteps);
    }
  }

  /** The loss of a batch, given the indexes of its examples. */
  @FunctionalInterface
  public interface LossFunction {
    /** A single number, recorded for derivatives; called inside a scope. */
    Tensor loss(int[] batch);
  }

  /**
   * What has just happened.
   *
   * @param step the number of steps taken
   * @param steps the number of steps planned
   * @param epoch the running epoch, from 0
   * @param loss the batch's loss
   * @param lr the learning rate used
   */
  public record StepEvent(long step, long steps, long epoch, double loss, double lr) {}

  /** Is told of every step; {@link #onEpoch} of every epoch. */
  @FunctionalInterface
  public interface Listener {
    /** After a step. */
    void onStep(StepEvent event);

    /** After an epoch, with its mean loss and validation score (NaN without validation). */
    default void onEpoch(long epoch, double meanLoss, double score) {}
  }

  /**
   * How training ended.
   *
   * @param steps steps taken in all, also before a resume
   * @param epochs epochs finished
   * @param bestScore the lowest validation score; infinite without validation
   */
  public record Result(long steps, long epochs, double bestScore) {}

  /**
   * Binds the parts; nothing runs yet.
   *
   * @param rng the generator the model draws from; its state is part of a checkpoint
   */
  public Trainer(
      Module model,
      Optimizer optimizer,
      Schedule schedule,
      BatchOrder order,
      Generator rng,
      Options options) {
    this.model = model;
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.order = order;
    this.rng = rng;
    this.options = options;
  }

  /** Who is told of progress. */
  public Trainer listener(Listener other) {
    listener = other;
    return this;
  }

  /**
   * Asked after every step; when true, training saves a checkpoint and throws {@link
   * CancellationException}.
   */
  public Trainer stopWhen(BooleanSupplier condition) {
    stop = condition;
    return this;
  }

  /**
   * A score to be lowered, computed after each epoch in evaluation mode without derivatives; the
   * state with the lowest is restored at the end.
   */
  public Trainer validation(DoubleSupplier score) {
    validation = score;
    return this;
  }

  /**
   * An average of this model, updated after every step and part of every checkpoint; at the end the
   * model takes its values. Not together with a validation score, which keeps the best state
   * instead.
   *
   * @param mean the caller closes it
   */
  public Trainer averaged(ExponentialMovingAverage mean) {
    average = mean;
    return this;
  }

  /**
   * Trains to the end, from the checkpoint when there is one. The model is left in evaluation mode.
   *
   * @throws CancellationException when stopped; the checkpoint is saved
   * @throws ArithmeticException when the loss is not finite
   * @throws IllegalStateException with both a validation score and an average
   */
  public Result fit(LossFunction lossFunction) {
    ExponentialMovingAverage mean = average;
    if (mean != null && validation != null) {
      throw new IllegalStateException("a validation score and an average exclude each other");
    }
    int patience = options.patience() == 0 ? Integer.MAX_VALUE : options.patience();
    try (EarlyStopping best = new EarlyStopping(model, patience)) {
      TrainerCheckpoint checkpoint =
          new TrainerCheckpoint(
              options.checkpoint(), model, optimizer, order, rng, best, mean, schedule);
      boolean finished = checkpoint.restore();
      long perEpoch = order.batchesPerEpoch();
      long steps = perEpoch * options.epochs();
      double epochLoss = checkpoint.epochLoss();
      model.train();
      while (!finished) {
        long epoch = order.state().epoch();
        double lr = schedule.at(optimizer.steps());
        double loss = step(lossFunction, lr);
        epochLoss += loss;
        if (mean != null) {
          mean.update();
        }
        listener.onStep(new StepEvent(optimizer.steps(), steps, epoch, loss, lr));
        boolean epochEnds = order.state().epoch() > epoch;
        if (epochEnds) {
          finished = endEpoch(epoch, epochLoss / perEpoch, best) || epoch + 1 >= options.epochs();
          epochLoss = 0;
        }
        boolean stopping = stop.getAsBoolean() && !finished;
        long every = options.checkpointEvery();
        if (epochEnds || stopping || (every > 0 && optimizer.steps() % every == 0)) {
          checkpoint.save(epochLoss, finished);
        }
        if (stopping) {
          throw new CancellationException("stopped after step " + optimizer.steps());
        }
      }
      best.restoreBest();
      if (mean != null) {
        model.loadStateDict(mean.stateDict());
      }
      model.eval();
      return new Result(optimizer.steps(), order.state().epoch(), best.bestScore());
    } catch (IOException e) {
      throw new UncheckedIOException("checkpoint: " + e.getMessage(), e);
    }
  }

  private double step(LossFunction lossFunction, double lr) {
    try (var _ = TensorScope.open()) {
      model.zeroGrad();
      Tensor loss = lossFunction.loss(order.next());
      loss.backward();
      double value = loss.item();
      if (!Double.isFinite(value)) {
        throw new ArithmeticException(
            "the loss is " + value + " at step " + (optimizer.steps() + 1));
      }
      if (options.clipNorm() > 0) {
        GradientClipping.byNorm(model.parameters(), options.clipNorm());
      }
      optimizer.step(lr);
      return value;
    }
  }

  /** Validates; true when the patience is over. */
  private boolean endEpoch(long epoch, double meanLoss, EarlyStopping best) {
    DoubleSupplier scorer = validation;
    if (scorer == null) {
      listener.onEpoch(epoch, meanLoss, Double.NaN);
      return false;
    }
    model.eval();
    double score;
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      score = scorer.getAsDouble();
    }
    model.train();
    listener.onEpoch(epoch, meanLoss, score);
    boolean flat = schedule instanceof ReduceOnPlateau plateau && plateau.endsAfter(score);
    return best.stopAfter(score) || flat;
  }
}
