package polyad.embedding.bt2;

import java.io.IOException;
import polyad.catalog.Progress;
import polyad.catalog.Run;
import polyad.tensor.Tensor;

/**
 * Trainings of one experiment that show their progress and are taken up again. Each has a name of
 * its own.
 *
 * @param suffix what sets the names of their checkpoints apart
 */
record WatchedTraining(Run run, String suffix) {
  /** A training that is told who watches. */
  private interface Training<T> {
    T train(Supervision watch);
  }

  /** A model that knows of no other. */
  EmbeddingModel independent(
      String name, TrainingSet data, int dimension, Bt2Options options, long seed)
      throws IOException {
    return train(
        name,
        data,
        options,
        watch -> BackwardCompatible.trainIndependent(data, dimension, options, seed, watch));
  }

  /** BCT after an old model whose vectors of the rows are given. */
  EmbeddingModel bct(
      String name, Tensor old, TrainingSet data, int dimension, Bt2Options options, long seed)
      throws IOException {
    return train(
        name,
        data,
        options,
        watch -> BackwardCompatible.trainBct(old, data, dimension, options, seed, watch));
  }

  /** Regression on the old vectors. */
  EmbeddingModel regression(
      String name, Tensor old, TrainingSet data, int dimension, Bt2Options options, long seed)
      throws IOException {
    return train(
        name,
        data,
        options,
        watch -> BackwardCompatible.trainRegression(old, data, dimension, options, seed, watch));
  }

  /** BT² from the vectors of an old model and of a free one. */
  BackwardCompatible.Trained bt2(
      String name, Tensor old, Tensor free, TrainingSet data, Bt2Options options, long seed)
      throws IOException {
    return train(
        name,
        data,
        options,
        watch -> BackwardCompatible.trainBt2(old, free, data, options, seed, watch));
  }

  private <T> T train(String name, TrainingSet data, Bt2Options options, Training<T> training)
      throws IOException {
    run.stopIfRequested();
    String label = name + "-" + suffix;
    long steps = BackwardCompatible.steps(data.labels().length, options);
    try (Progress progress = run.progress(label, steps)) {
      return training.train(new Supervision(run.checkpoint(label), progress, run::stopRequested));
    }
  }
}
