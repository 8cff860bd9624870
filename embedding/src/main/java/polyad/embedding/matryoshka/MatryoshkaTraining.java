package polyad.embedding.matryoshka;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import polyad.catalog.Progress;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;
import polyad.data.Splits;
import polyad.data.StandardScaler;
import polyad.embedding.Features;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** {@code polyad train matryoshka}: rows of features and labels in, a model directory out. */
final class MatryoshkaTraining implements Trainable<MatryoshkaConfig> {
  private static final double HELD_OUT = 0.1;

  @Override
  public MatryoshkaConfig trainConfig() {
    return MatryoshkaConfig.defaults();
  }

  @Override
  public void train(MatryoshkaConfig config, TrainJob job) throws Exception {
    if (job.data().size() != 1) {
      throw new UsageException("give one file of features, found " + job.data().size());
    }
    Path file = job.data().get(0);
    Features features = Features.read(file, job.labels(), config.labelColumn());
    List<String> labels = features.labels();
    if (labels == null) {
      throw new UsageException(
          file
              + ": no labels: give --labels FILE, or a csv with a column '"
              + config.labelColumn()
              + "'");
    }
    List<String> classes = TrainedMatryoshka.classNames(labels);
    int[] target = labels.stream().mapToInt(classes::indexOf).toArray();
    int[][] parts = Splits.shuffled(target.length, job.seed(), 1 - HELD_OUT, HELD_OUT);
    if (parts[0].length < 2 || parts[1].length < 1) {
      throw new UsageException("there are " + target.length + " rows, training needs at least 20");
    }
    StandardScaler scaler = TrainedMatryoshka.scaler(features);
    MatryoshkaModel model =
        TrainedMatryoshka.build(
            features.dimension(), classes.size(), features.image(), config, job.seed());
    double[] none = new double[config.nesting().length - 1];
    var facts =
        new TrainedMatryoshka.Facts(classes, scaler.mean(), scaler.sd(), features.image(), none);
    try (TrainedMatryoshka trained = new TrainedMatryoshka(model, config, facts);
        var _ = TensorScope.open();
        Progress progress = job.monitor().progress("matryoshka", steps(config, parts[0].length))) {
      Tensor x = trained.input(select(features.rows(), parts[0]));
      model.fit(
          x,
          select(target, parts[0]),
          config,
          job.seed(),
          job.checkpoint("trainer"),
          progress,
          job.monitor()::stopRequested);
      Cascade cascade =
          Cascade.fit(
              config.sizes(),
              trained.allProbabilities(select(features.rows(), parts[1])),
              select(target, parts[1]),
              Cascade.Grid.PAPER);
      var fitted =
          new TrainedMatryoshka.Facts(
              classes, scaler.mean(), scaler.sd(), features.image(), cascade.thresholds());
      try (var writer = job.model()) {
        new TrainedMatryoshka(model, config, fitted).write(writer);
        writer.commit();
      }
    }
  }

  private static long steps(MatryoshkaConfig config, int rows) {
    return (long) config.epochs() * Math.max(1, rows / Math.min(rows, config.batchSize()));
  }

  private static float[][] select(float[][] rows, int[] at) {
    return Arrays.stream(at).mapToObj(i -> rows[i]).toArray(float[][]::new);
  }

  private static int[] select(int[] values, int[] at) {
    return Arrays.stream(at).map(i -> values[i]).toArray();
  }
}
