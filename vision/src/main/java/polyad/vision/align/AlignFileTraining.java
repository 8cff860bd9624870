package polyad.vision.align;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import polyad.catalog.JobException;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;

/** {@code polyad train align}: pictures and captions in, a model directory out. */
final class AlignFileTraining implements Trainable<AlignTrainConfig> {
  private static final Pattern IDX = Pattern.compile(".*idx\\d(-ubyte)?(\\.gz)?");

  @Override
  public AlignTrainConfig trainConfig() {
    return AlignTrainConfig.defaults();
  }

  @Override
  public void train(AlignTrainConfig config, TrainJob job) throws Exception {
    PairDataset data = read(config, job);
    AlignBuilder builder =
        config
            .builder()
            .seed(job.seed())
            .checkpoint(job.checkpoint("trainer"))
            .monitor(job.monitor());
    if (config.evaluation().isPresent()) {
      builder.evaluation(PairDataset.read(config.evaluation().get()));
    }
    try (Align trained = fit(builder, data, job.data().getFirst());
        var writer = job.model()) {
      trained.write(writer);
      writer.commit();
    }
  }

  private static Align fit(AlignBuilder builder, PairDataset data, Path file) throws IOException {
    try {
      return builder.fit(data);
    } catch (IllegalArgumentException e) {
      throw new UsageException(file + ": " + e.getMessage(), e);
    } catch (ArithmeticException e) {
      throw new JobException(e.getMessage() + ": lower the learning rate", e);
    }
  }

  private static PairDataset read(AlignTrainConfig config, TrainJob job) throws IOException {
    Path labels = job.labels();
    Path first = job.data().getFirst();
    if (isIdx(first)) {
      if (labels == null || job.data().size() != 1) {
        throw new UsageException(
            first + ": an idx file of pictures needs its file of labels with --labels");
      }
      return PairDataset.idx(first, labels, config.classes(), config.sentence());
    }
    if (labels != null) {
      throw new UsageException(labels + ": only idx files have labels; captions stand in the data");
    }
    List<PairDataset.Pair> pairs = new ArrayList<>();
    for (Path file : job.data()) {
      Path pictures = config.pictures().orElse(file.resolveSibling(""));
      pairs.addAll(PairDataset.read(file, pictures).pairs());
    }
    return new PairDataset(pairs);
  }

  private static boolean isIdx(Path file) {
    return IDX.matcher(String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT)).matches();
  }
}
