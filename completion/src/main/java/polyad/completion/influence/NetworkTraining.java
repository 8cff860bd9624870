package polyad.completion.influence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import polyad.catalog.JobException;
import polyad.catalog.Monitor;
import polyad.catalog.Progress;
import polyad.data.BatchOrder;
import polyad.data.SparseTensor;
import polyad.nn.Adam;
import polyad.nn.Schedule;
import polyad.nn.Trainer;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Trains a network on cells, and tracks their influence where that is asked for. */
final class NetworkTraining {
  private final TrainingOptions options;
  private final Monitor monitor;
  private final String label;

  /**
   * What is tracked while training.
   *
   * @param tracker takes the products in
   * @param weight w_e
   * @param full whether the products are of the gradients of all parameters, not the last layer's
   */
  record Tracking(InfluenceTracker tracker, DainConfig.EpochWeight weight, boolean full) {}

  /**
   * How a training went.
   *
   * @param validationMse of the kept weights
   * @param bestEpoch after which they were kept, from 0
   * @param scores validation MSE after each epoch
   */
  record Outcome(double validationMse, int bestEpoch, List<Double> scores) {}

  NetworkTraining(TrainingOptions options, Monitor monitor, String label) {
    this.options = options;
    this.monitor = monitor;
    this.label = label;
  }

  /**
   * Trains to the end; the model is left in evaluation mode with its best weights.
   *
   * @param seed of the order of the cells
   * @throws CancellationException when a stop was requested
   * @throws JobException when the loss is not finite
   */
  Outcome fit(
      TensorModel model,
      SparseTensor train,
      SparseTensor validation,
      long seed,
      @Nullable Tracking tracking) {
    if (validation.nnz() == 0) {
      throw new IllegalArgumentException("there is no validation cell: give more cells or shares");
    }
    BatchOrder order = new BatchOrder(train.nnz(), options.batch(), seed, true, false);
    Epochs epochs = new Epochs(model, train, validation, tracking);
    long steps = (long) order.batchesPerEpoch() * options.epochs();
    try (Adam adam = Adam.adam(model);
        Progress progress = monitor.progress(label, steps)) {
      new Trainer(
              model,
              adam,
              Schedule.constant(options.lr()),
              order,
              new Generator(seed),
              Trainer.Options.epochs(options.epochs()).withPatience(options.patience()))
          .validation(epochs::validate)
          .listener(epochs.listener(progress))
          .stopWhen(monitor::stopRequested)
          .fit(epochs::loss);
    } catch (ArithmeticException e) {
      throw new JobException(label + ": " + e.getMessage(), e);
    }
    return epochs.outcome();
  }

  /** What happens within and between the epochs of one training. */
  private final class Epochs {
    private final TensorModel model;
    private final SparseTensor train;
    private final SparseTensor validation;
    private final @Nullable Tracking tracking;
    private final DType dtype;
    private final List<Double> scores = new ArrayList<>();
    private @Nullable FullGradient direction;
    private int best;

    Epochs(
        TensorModel model,
        SparseTensor train,
        SparseTensor validation,
        @Nullable Tracking tracking) {
      this.model = model;
      this.train = train;
      this.validation = validation;
      this.tracking = tracking;
      dtype = Cells.dtype(model);
      if (tracking != null) {
        startEpoch(tracking, ValidationPass.of(model, validation));
      }
    }

    private void startEpoch(Tracking t, ValidationPass pass) {
      t.tracker()
          .startEpoch(pass.gradient(), t.weight() == DainConfig.EpochWeight.LR ? options.lr() : 1);
      if (t.full()) {
        closeDirection();
        direction = FullGradient.of(model, validation);
      }
    }

    private void closeDirection() {
      if (direction != null) {
        direction.close();
        direction = null;
      }
    }

    Tensor loss(int[] batch) {
      Tensor index = Cells.index(train, batch);
      Tensor values = Cells.values(train, batch, dtype);
      Tensor hidden = model.hidden(index); // [B, h]
      Tensor residual = model.output(hidden).sub(values); // [B]
      if (tracking != null) {
        if (direction == null) {
          tracking.tracker().record(batch, hidden, residual);
        } else {
          tracking.tracker().record(batch, direction.products(model, index, values));
        }
      }
      return residual.square().mean();
    }

    double validate() {
      ValidationPass pass = ValidationPass.of(model, validation);
      if (scores.isEmpty() || pass.mse() < scores.get(best)) {
        best = scores.size();
        if (tracking != null) {
          tracking.tracker().keep();
        }
      }
      scores.add(pass.mse());
      if (tracking != null) {
        startEpoch(tracking, pass); // the weights now are those at the next epoch's start
      }
      return pass.mse();
    }

    Trainer.Listener listener(Progress progress) {
      return event -> progress.at(event.step(), event.loss());
    }

    Outcome outcome() {
      closeDirection();
      return new Outcome(scores.get(best), best, List.copyOf(scores));
    }
  }
}
