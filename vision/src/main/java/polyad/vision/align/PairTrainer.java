package polyad.vision.align;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Progress;
import polyad.data.BatchOrder;
import polyad.nn.Adam;
import polyad.nn.Lamb;
import polyad.nn.Optimizer;
import polyad.nn.ParameterGroup;
import polyad.nn.Schedule;
import polyad.nn.Trainer;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Trains two towers on pairs. */
public final class PairTrainer {
  private final DualEncoder model;
  private final Generator rng;
  private final AlignOptions options;
  private final PairLoss loss;
  private final Augmentation augmentation;
  private long clamped;

  /** Pairs that are read a batch at a time. */
  public interface Batches {
    /** How many pairs. */
    int size();

    /**
     * The pictures of these pairs, F32 [B, channels, H, W].
     *
     * @param rng draws what is taken of a picture that is larger than the towers take it
     */
    Tensor pixels(int[] rows, Generator rng);

    /** Their texts. */
    PaddedTokens tokens(int[] rows);
  }

  /** What a caller does between passes, with the model in evaluation mode. */
  @FunctionalInterface
  public interface Between {
    /** After this pass, from 0. */
    void epoch(long epoch);
  }

  /**
   * Who watches.
   *
   * @param checkpoint where the training is kept and taken up from; null for nowhere
   */
  public record Watch(@Nullable Path checkpoint, Progress progress, BooleanSupplier stop) {}

  /**
   * Binds the parts.
   *
   * @param rng draws changes of pictures and what the towers drop
   * @param loss of a batch, in the place of that of the options
   */
  public PairTrainer(DualEncoder model, Generator rng, AlignOptions options, PairLoss loss) {
    this.model = model;
    this.rng = rng;
    this.options = options;
    this.loss = loss;
    augmentation = new Augmentation(options.shift(), options.flip());
  }

  /** How often the temperature left its bounds. */
  public long clamped() {
    return clamped;
  }

  /** The number of steps that {@link #fit} takes. */
  public static long steps(int pairs, AlignOptions options) {
    return (long) pairs / options.batch() * options.epochs();
  }

  /** Trains and keeps the last pass. */
  public void fit(Batches data, long seed, Watch watch) {
    fit(data, seed, watch, null, epoch -> {});
  }

  /**
   * Trains.
   *
   * @param validation a score to be lowered, whose best pass is kept; null keeps the last pass
   * @throws IllegalArgumentException when there are fewer pairs than a batch has
   * @throws ArithmeticException when the loss is not finite, naming the step and σ
   */
  public void fit(
      Batches data, long seed, Watch watch, @Nullable DoubleSupplier validation, Between between) {
    requireEnough(data.size(), options.batch());
    BatchOrder order = new BatchOrder(data.size(), options.batch(), seed, true, true);
    Trainer.Options how = Trainer.Options.epochs(options.epochs());
    if (watch.checkpoint() != null) {
      how = how.withCheckpoint(watch.checkpoint(), 0);
    }
    Schedule schedule = schedule(steps(data.size(), options));
    try (Optimizer optimizer = optimizer()) {
      Trainer trainer =
          new Trainer(model, optimizer, schedule, order, rng, how)
              .stopWhen(watch.stop())
              .listener(listener(watch, between));
      if (validation != null) {
        trainer.validation(validation);
      }
      trainer.fit(batch -> loss(data, batch));
    } catch (ArithmeticException e) {
      throw new ArithmeticException(
          "%s, temperature %s".formatted(e.getMessage(), model.temperature().detach().item()));
    }
  }

  static void requireEnough(int pairs, int batch) {
    if (pairs < 2) {
      throw new IllegalArgumentException(pairs + " pairs are usable, allowed: 2 or more");
    }
    if (batch > pairs) {
      throw new IllegalArgumentException(
          "batch is %d, allowed: 2 to the %d usable pairs".formatted(batch, pairs));
    }
  }

  private Trainer.Listener listener(Watch watch, Between between) {
    return new Trainer.Listener() {
      @Override
      public void onStep(Trainer.StepEvent event) {
        clamped += model.clampTemperature() ? 1 : 0;
        watch.progress().at(event.step(), event.loss());
      }

      @Override
      public void onEpoch(long epoch, double meanLoss, double score) {
        model.eval();
        between.epoch(epoch);
        model.train();
      }
    };
  }

  private Optimizer optimizer() {
    List<ParameterGroup> groups = model.groups(options.weightDecay(), options.temperatureRate());
    return switch (options.optimizer()) {
      case ADAMW -> new Adam(groups, Adam.Options.adamW());
      case LAMB -> new Lamb(groups);
    };
  }

  private Schedule schedule(long steps) {
    return switch (options.optimizer()) {
      case ADAMW -> Schedule.oneCycle(options.learningRate(), steps);
      case LAMB ->
          Schedule.linear(options.learningRate(), Math.round(options.warmup() * steps), steps);
    };
  }

  private Tensor loss(Batches data, int[] batch) {
    Tensor pixels = augmentation.apply(data.pixels(batch, rng), rng);
    PaddedTokens tokens = data.tokens(batch);
    if (options.chunk() >= batch.length) {
      return loss.of(model.images(pixels), model.texts(tokens), model.temperature());
    }
    Tensor value = new CachedGradient(model, loss, options.chunk(), rng).accumulate(pixels, tokens);
    // The derivatives are in place already; what the trainer sends back through this is zero.
    return value.add(model.temperature().sum().mul(0.0)).to(DType.F32);
  }
}
