package polyad.embedding.bt2;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import polyad.catalog.FeatureFiles;
import polyad.catalog.Progress;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;
import polyad.embedding.Features;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * {@code polyad train bt2}: new rows, the old vectors of the same samples and labels in, a
 * compatible model out. New rows are frozen vectors of the new model, or images, on which an
 * independent new model is trained first.
 */
final class Bt2Training implements Trainable<Bt2Options> {
  private static final int IMAGE_DIM = 64;

  @Override
  public Bt2Options trainConfig() {
    return Bt2Options.defaults();
  }

  @Override
  public void train(Bt2Options given, TrainJob job) throws Exception {
    if (job.data().size() != 2) {
      throw new UsageException(
          "give two files, the new rows and the old vectors of the same samples; found "
              + job.data().size());
    }
    Path newFile = job.data().get(0);
    Path oldFile = job.data().get(1);
    Features features = Features.read(newFile, job.labels(), given.labelColumn());
    List<String> labels = features.labels();
    if (labels == null) {
      throw new UsageException(newFile + ": no labels: give --labels FILE");
    }
    float[][] old = FeatureFiles.read(oldFile);
    if (old.length != features.rows().length) {
      throw new UsageException(
          "%s has %d rows, %s has %d: the old vector of a sample is missing"
              .formatted(oldFile, old.length, newFile, features.rows().length));
    }
    requireVectors(oldFile, old);
    if (features.image() == null) {
      requireVectors(newFile, features.rows());
    }
    List<String> classes = List.copyOf(new TreeSet<>(labels));
    if (classes.size() < 2) {
      throw new UsageException("all labels are equal; training needs at least 2 classes");
    }
    int[] target = labels.stream().mapToInt(classes::indexOf).toArray();
    boolean vectors = features.image() == null && given.network() == Network.AUTO;
    Bt2Options options = vectors ? given.with(Network.VECTORS, given.hidden()) : given;
    try (var _ = TensorScope.open()) {
      Tensor x = TrainedBt2.input(features.rows(), features.image());
      fit(
          new TrainingSet(x, target, classes.size(), features.image()),
          BackwardCompatible.unit(Tensor.of(old)),
          classes,
          options,
          job);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void fit(
      TrainingSet data, Tensor old, List<String> classes, Bt2Options options, TrainJob job)
      throws Exception {
    Tensor free = free(data, options, job);
    int oldDim = Math.toIntExact(old.size(1));
    int newDim = Math.toIntExact(free.size(1));
    var facts = new TrainedBt2.Facts(classes, data.inputs(), oldDim, newDim, data.image());
    try (Progress progress = progress("bt2", data, options, job);
        var trained =
            BackwardCompatible.trainBt2(
                old, free, data, options, job.seed(), watch("bt2", progress, job));
        var writer = job.model()) {
      new TrainedBt2(trained.model(), options, facts).write(writer);
      writer.commit();
    }
  }

  /** φ'_new of the rows: the rows themselves, or what a model trained on the images says. */
  private static Tensor free(TrainingSet data, Bt2Options options, TrainJob job) throws Exception {
    if (data.image() == null) {
      if (options.embeddingDim() != 0 && options.embeddingDim() != data.inputs()) {
        throw new UsageException(
            "embeddingDim is %d, allowed: 0 or the width of the new vectors, %d"
                .formatted(options.embeddingDim(), data.inputs()));
      }
      return data.x();
    }
    int dimension = options.embeddingDim() == 0 ? IMAGE_DIM : options.embeddingDim();
    try (Progress progress = progress("independent", data, options, job);
        EmbeddingModel model =
            BackwardCompatible.trainIndependent(
                data, dimension, options, job.seed(), watch("independent", progress, job))) {
      return model.transform(data.x());
    }
  }

  private static Progress progress(
      String name, TrainingSet data, Bt2Options options, TrainJob job) {
    return job.monitor().progress(name, BackwardCompatible.steps(data.labels().length, options));
  }

  private static Supervision watch(String name, Progress progress, TrainJob job) throws Exception {
    return new Supervision(job.checkpoint(name), progress, job.monitor()::stopRequested);
  }

  private static void requireVectors(Path file, float[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      double square = 0;
      for (float value : rows[i]) {
        square += (double) value * value;
      }
      if (!(square > 0) || Double.isInfinite(square)) {
        throw new UsageException(
            "%s: row %d has norm %s and cannot be normalised"
                .formatted(file, i + 1, Math.sqrt(square)));
      }
    }
  }
}
