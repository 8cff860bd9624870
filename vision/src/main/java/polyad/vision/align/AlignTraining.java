package polyad.vision.align;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Progress;
import polyad.data.BatchOrder;
import polyad.nn.Adam;
import polyad.nn.Layer;
import polyad.nn.Schedule;
import polyad.nn.Trainer;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.text.BertConfig;

/** Trains two towers on pairs. */
public final class AlignTraining {
  private final DualEncoder model;
  private final Generator rng;
  private final AlignConfig config;
  private final PairLoss loss;
  private final Augmentation augmentation;
  private long clamped;

  /** What a caller does between epochs, with the model in evaluation mode. */
  @FunctionalInterface
  public interface Between {
    /** After this epoch, from 0. */
    void epoch(long epoch);
  }

  /**
   * Who watches.
   *
   * @param checkpoint where the training is kept and taken up from; null for nowhere
   */
  public record Watch(@Nullable Path checkpoint, Progress progress, BooleanSupplier stop) {}

  private AlignTraining(DualEncoder model, Generator rng, AlignConfig config, PairLoss loss) {
    this.model = model;
    this.rng = rng;
    this.config = config;
    this.loss = loss;
    augmentation = new Augmentation(config.shift(), config.flip());
  }

  /**
   * Fresh towers.
   *
   * @param side of the pictures, a multiple of 8
   */
  public static AlignTraining of(
      AlignConfig config, int channels, int side, int vocabulary, PairLoss loss, long seed) {
    Generator rng = new Generator(seed);
    TextTower text =
        switch (config.text()) {
          case BAG -> new BagOfWords(vocabulary, config.dim(), config.dim(), rng);
          case BERT ->
              new AlignTextEncoder(
                  BertConfig.of(vocabulary, 64, 2, 4, 128, PaddedTokens.MAX_TOKENS),
                  config.dim(),
                  rng);
        };
    Layer image =
        switch (config.image()) {
          case CNN -> new SmallCnn(channels, side, config.dim(), rng);
          case EFFICIENTNET -> new SmallEfficientNet(channels, config.dim(), rng);
        };
    return new AlignTraining(new DualEncoder(image, text, config.temperature()), rng, config, loss);
  }

  /** With the loss of the paper. */
  public static AlignTraining of(
      AlignConfig config, int channels, int side, int vocabulary, long seed) {
    AlignLoss loss = new AlignLoss(config.labelSmoothing(), AlignLoss.Reduction.SUM);
    return of(config, channels, side, vocabulary, PairLoss.of(loss), seed);
  }

  /** The towers. */
  public DualEncoder model() {
    return model;
  }

  /** How often the temperature left its bounds. */
  public long clamped() {
    return clamped;
  }

  /** The number of steps that {@link #fit} takes. */
  public static long steps(int pairs, AlignConfig config) {
    return (long) pairs / config.batch() * config.epochs();
  }

  /**
   * Trains.
   *
   * @param validation a score to be lowered, whose best epoch is kept; null keeps the last epoch
   */
  public void fit(
      PairData data, long seed, Watch watch, @Nullable DoubleSupplier validation, Between between) {
    if (config.batch() > data.size()) {
      throw new IllegalArgumentException(
          "batch is %d, allowed: at most the %d pairs".formatted(config.batch(), data.size()));
    }
    BatchOrder order = new BatchOrder(data.size(), config.batch(), seed, true, true);
    Trainer.Options options = Trainer.Options.epochs(config.epochs());
    if (watch.checkpoint() != null) {
      options = options.withCheckpoint(watch.checkpoint(), 0);
    }
    try (Adam adam =
        new Adam(
            model.groups(config.weightDecay(), config.temperatureRate()), Adam.Options.adamW())) {
      Schedule schedule = Schedule.oneCycle(config.learningRate(), steps(data.size(), config));
      Trainer trainer =
          new Trainer(model, adam, schedule, order, rng, options)
              .stopWhen(watch.stop())
              .listener(listener(watch, between));
      if (validation != null) {
        trainer.validation(validation);
      }
      trainer.fit(batch -> loss(data.rows(batch)));
    } catch (ArithmeticException e) {
      throw new ArithmeticException(
          e.getMessage() + ", temperature " + model.temperature().detach().item());
    }
  }

  private Tensor loss(PairData batch) {
    PairData pairs = new PairData(augmentation.apply(batch.pixels(), rng), batch.tokens());
    if (config.chunk() >= pairs.size()) {
      return loss.of(
          model.images(pairs.pixels()), model.texts(pairs.tokens()), model.temperature());
    }
    Tensor value =
        new CachedGradient(model, loss, config.chunk(), rng)
            .accumulate(pairs.pixels(), pairs.tokens());
    // The derivatives are in place already; what the trainer sends back through this is zero.
    return value.add(model.temperature().sum().mul(0.0)).to(DType.F32);
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
}
