package polyad.embedding.optembed;

import java.util.function.UnaryOperator;
import polyad.catalog.JobException;
import polyad.catalog.Progress;
import polyad.data.BatchOrder;
import polyad.data.CtrDataset;
import polyad.nn.Optimizer;
import polyad.nn.Schedule;
import polyad.nn.Trainer;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Trains a network on a click log until its validation AUC does not rise any more. */
final class CtrTraining {
  private static final int EVERY = 500;

  private final CtrNetwork network;
  private final Optimizer optimizer;
  private final CtrDataset train;
  private final CtrDataset validation;
  private final OptEmbedConfig config;

  /** Is told of every epoch. */
  interface EpochListener {
    void onEpoch(int epoch, double meanLoss, double validationAuc);
  }

  CtrTraining(
      CtrNetwork network,
      Optimizer optimizer,
      CtrDataset train,
      CtrDataset validation,
      OptEmbedConfig config) {
    this.network = network;
    this.optimizer = optimizer;
    this.train = train.requireBothClasses("training");
    this.validation = validation.requireBothClasses("validation");
    this.config = config;
  }

  /** A batch as the loss sees it. */
  record Batch(Tensor x, Tensor y) {}

  /** The loss of a batch, recorded for derivatives. */
  interface Loss {
    Tensor of(Batch batch, long step);
  }

  /**
   * Trains; the network is left in evaluation mode with the best state.
   *
   * @param model logits in evaluation
   * @return the best validation AUC
   */
  double fit(
      Loss loss,
      UnaryOperator<Tensor> model,
      Session session,
      Generator rng,
      EpochListener listener) {
    int n = train.size();
    if (n < 2) {
      throw new IllegalArgumentException("training needs 2 rows or more, found " + n);
    }
    int batch = Math.min(config.batch(), n);
    boolean lonely = n % batch == 1; // batch norm cannot take one row
    BatchOrder order = new BatchOrder(n, batch, session.seed(), true, lonely);
    Trainer.Options options = Trainer.Options.epochs(config.epochs()).withPatience(1);
    if (session.checkpoints() != null) {
      options = options.withCheckpoint(session.checkpoints(), EVERY);
    }
    try (Progress progress =
        session
            .monitor()
            .progress(session.label(), (long) order.batchesPerEpoch() * config.epochs())) {
      Trainer trainer =
          new Trainer(network, optimizer, Schedule.constant(config.lr()), order, rng, options)
              .listener(new Told(progress, listener))
              .stopWhen(session.monitor()::stopRequested)
              .validation(() -> -Score.of(validation, model).auc());
      return -trainer.fit(rows -> loss.of(batch(rows), optimizer.steps())).bestScore();
    } catch (ArithmeticException e) {
      throw new JobException(session.label() + ": " + e.getMessage(), e);
    }
  }

  private Batch batch(int[] rows) {
    float[] y = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      y[i] = train.labels()[rows[i]];
    }
    Tensor x = Score.ids(train.idsOf(rows), train.layout().count()); // [B, m]
    return new Batch(x, Tensor.of(y, y.length));
  }

  private record Told(Progress progress, EpochListener listener) implements Trainer.Listener {
    @Override
    public void onStep(Trainer.StepEvent event) {
      progress.at(event.step(), event.loss());
    }

    @Override
    public void onEpoch(long epoch, double meanLoss, double score) {
      listener.onEpoch((int) epoch, meanLoss, -score);
    }
  }
}
