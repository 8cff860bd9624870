package polyad.vision.align.study;

import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Progress;
import polyad.catalog.Run;
import polyad.tensor.Generator;
import polyad.tensor.TensorScope;
import polyad.vision.align.DualEncoder;
import polyad.vision.align.PairData;
import polyad.vision.align.PairLoss;
import polyad.vision.align.PairTrainer;

/**
 * Trains towers under a name, or takes the finished ones up again, and hands them over at the pass
 * whose validation score was best.
 */
final class TowerTraining {
  private final Run run;

  /**
   * What to train.
   *
   * @param name of the checkpoint, unique in the run
   * @param vocabulary number of tokens
   */
  record Task(String name, TowersConfig config, PairLoss loss, int vocabulary, PairData data) {
    /** With the loss of the paper. */
    static Task of(String name, TowersConfig config, int vocabulary, PairData data) {
      return new Task(name, config, config.loss(), vocabulary, data);
    }
  }

  /** What is done with the trained towers, inside a scope. */
  interface Use<T> {
    T of(DualEncoder model, PairTrainer training) throws Exception;
  }

  /** What is done after each pass, with the model in evaluation mode. */
  interface AfterPass {
    void of(DualEncoder model, long epoch);
  }

  TowerTraining(Run run) {
    this.run = run;
  }

  /**
   * Trains and uses.
   *
   * @param validation a score, the higher the better
   */
  <T> T train(Task task, ToDoubleFunction<DualEncoder> validation, Use<T> use) throws Exception {
    return train(task, validation, null, use);
  }

  /** The same with something done after each pass; not when the training had finished before. */
  <T> T train(
      Task task, ToDoubleFunction<DualEncoder> validation, @Nullable AfterPass after, Use<T> use)
      throws Exception {
    run.stopIfRequested();
    TowersConfig config = task.config();
    PairData data = task.data();
    int channels = Math.toIntExact(data.pixels().size(1));
    int side = Math.toIntExact(data.pixels().size(2));
    try (var _ = TensorScope.open();
        Progress progress =
            run.progress(task.name(), PairTrainer.steps(data.size(), config.options()))) {
      Generator rng = new Generator(run.seed());
      try (DualEncoder model = config.build(channels, side, task.vocabulary(), rng)) {
        PairTrainer training = new PairTrainer(model, rng, config.options(), task.loss());
        training.fit(
            data,
            run.seed(),
            new PairTrainer.Watch(run.checkpoint(task.name()), progress, run::stopRequested),
            () -> -validation.applyAsDouble(model),
            epoch -> {
              if (after != null) {
                after.of(model, epoch);
              }
            });
        return use.of(model, training);
      }
    }
  }
}
