package polyad.vision.align;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Monitor;
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

/** Trains two towers on a user's pairs. */
final class PairTrainer {
  private final DualEncoder model;
  private final Generator rng;
  private final AlignOptions options;
  private final PairLoss loss;
  private long clamped;

  /** Binds the parts; {@code nesting} are prefix lengths to train, rising, up to the width. */
  PairTrainer(DualEncoder model, Generator rng, AlignOptions options, int... nesting) {
    this.model = model;
    this.rng = rng;
    this.options = options;
    loss = nested(PairLoss.of(options.loss()), nesting);
  }

  /**
   * The sum of a loss over prefixes of the vectors, so that each prefix is an embedding by itself
   * (Matryoshka representation learning, Kusupati et al., 2022, with all weights 1).
   *
   * @param lengths rising, the last is the whole width
   */
  static PairLoss nested(PairLoss loss, int... lengths) {
    return (images, texts, temperature) -> {
      Tensor[] parts = new Tensor[lengths.length];
      for (int i = 0; i < lengths.length; i++) {
        Tensor u = images.narrow(1, 0, lengths[i]); // [N, m]
        Tensor v = texts.narrow(1, 0, lengths[i]); // [N, m]
        parts[i] = loss.of(u, v, temperature);
      }
      return Tensor.stack(0, parts).sum();
    };
  }

  /** How often the temperature left its bounds. */
  long clamped() {
    return clamped;
  }

  /**
   * Trains.
   *
   * @param checkpoint where the training is kept and taken up from; null for nowhere
   * @throws IllegalArgumentException when there are fewer pairs than a batch has
   * @throws ArithmeticException when the loss is not finite, naming the step and σ
   */
  void fit(TrainingPairs data, long seed, @Nullable Path checkpoint, Monitor monitor) {
    requireEnough(data.size(), options.batch());
    BatchOrder order = new BatchOrder(data.size(), options.batch(), seed, true, true);
    long steps = (long) order.batchesPerEpoch() * options.epochs();
    Trainer.Options how = Trainer.Options.epochs(options.epochs());
    if (checkpoint != null) {
      how = how.withCheckpoint(checkpoint, 0);
    }
    try (Optimizer optimizer = optimizer();
        Progress progress = monitor.progress("align", steps)) {
      new Trainer(model, optimizer, schedule(steps), order, rng, how)
          .stopWhen(monitor::stopRequested)
          .listener(
              event -> {
                clamped += model.clampTemperature() ? 1 : 0;
                progress.at(event.step(), event.loss());
              })
          .fit(batch -> loss(data, batch));
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

  private Tensor loss(TrainingPairs data, int[] batch) {
    Tensor pixels = data.pixels(batch, options.shift(), options.flip(), rng);
    PaddedTokens tokens = data.tokens(batch);
    if (options.chunk() >= batch.length) {
      return loss.of(model.images(pixels), model.texts(tokens), model.temperature());
    }
    Tensor value = new CachedGradient(model, loss, options.chunk(), rng).accumulate(pixels, tokens);
    // The derivatives are in place already; what the trainer sends back through this is zero.
    return value.add(model.temperature().sum().mul(0.0)).to(DType.F32);
  }
}
