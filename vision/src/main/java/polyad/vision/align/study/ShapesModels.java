package polyad.vision.align.study;

import org.jspecify.annotations.Nullable;
import polyad.catalog.Run;
import polyad.tensor.TensorScope;
import polyad.vision.align.PairLoss;

/** Scores of dual encoders of captioned shapes; every training is done once in a run. */
final class ShapesModels {
  /** Draws of test pictures and captions that the scores of the study are means of. */
  static final int DRAWS = 5;

  /** The model of noisy pairs that all parts of the study compare with. */
  static final String NOISY = "noisy";

  /** The model of few clean pairs. */
  static final String CLEAN = "clean";

  private final Run run;
  private final ShapesWorld world;

  /**
   * What to train.
   *
   * @param name unique in the run
   * @param noise share of wrong captions
   */
  record Task(String name, int pairs, double noise, TowersConfig config, PairLoss loss) {
    /** With the loss of the paper. */
    static Task of(String name, int pairs, double noise, TowersConfig config) {
      return new Task(name, pairs, noise, config, config.loss());
    }
  }

  /**
   * What came of it.
   *
   * @param recall mean of {@link #DRAWS} draws
   * @param temperature the last
   * @param parameters of both towers
   */
  record Score(ShapesScores.Recall recall, double temperature, long parameters) {}

  ShapesModels(Run run) {
    this.run = run;
    this.world = new ShapesWorld(run.seed());
  }

  ShapesWorld world() {
    return world;
  }

  Run run() {
    return run;
  }

  /** Trains and scores. */
  Score score(Task task) throws Exception {
    return run.once(
        "score-" + task.name(),
        Score.class,
        () ->
            use(
                task,
                (model, training) ->
                    new Score(
                        new ShapesScores(world, model).recall(DRAWS),
                        model.temperature().detach().item(),
                        model.parameterCount())));
  }

  /** Trains and uses. */
  <T> T use(Task task, TowerTraining.Use<T> use) throws Exception {
    return use(task, null, use);
  }

  /** The same with something done after each pass. */
  <T> T use(Task task, TowerTraining.@Nullable AfterPass after, TowerTraining.Use<T> use)
      throws Exception {
    try (var _ = TensorScope.open()) {
      var towers =
          new TowerTraining.Task(
              task.name(),
              task.config(),
              task.loss(),
              world.tokenizer().vocabulary().size(),
              world.train(task.pairs(), task.noise()));
      return new TowerTraining(run)
          .train(
              towers,
              model -> new ShapesScores(world, model).recall(world.validation()).mean(),
              after,
              use);
    }
  }
}
