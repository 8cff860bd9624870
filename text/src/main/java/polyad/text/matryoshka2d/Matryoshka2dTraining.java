package polyad.text.matryoshka2d;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import polyad.catalog.Progress;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;
import polyad.data.SentencePairs;
import polyad.tensor.Generator;
import polyad.text.PairFiles;
import polyad.text.SentenceEncoder;
import polyad.text.WordPiece;
import polyad.text.WordPieceTrainer;

/** {@code polyad train matryoshka-2d}: a file of pairs in, a model directory out. */
final class Matryoshka2dTraining implements Trainable<Matryoshka2dConfig> {
  private static final int LEAST_ROWS = 4;

  /** A piece of the vocabulary stands at least so often in the texts. */
  private static final int MIN_FREQUENCY = 2;

  @Override
  public Matryoshka2dConfig trainConfig() {
    return Matryoshka2dConfig.defaults();
  }

  @Override
  public void train(Matryoshka2dConfig config, TrainJob job) throws Exception {
    if (job.data().size() != 1 || job.labels() != null) {
      throw new UsageException("give one file of pairs, and labels in a column of it");
    }
    Path file = job.data().getFirst();
    SentencePairs pairs = PairFiles.read(file);
    if (pairs.size() < LEAST_ROWS) {
      throw new UsageException(
          "%s has %d rows, training takes %d or more".formatted(file, pairs.size(), LEAST_ROWS));
    }
    try (SentenceEncoder encoder = encoder(config, pairs, job.seed())) {
      int truncated = encoder.tokenize(pairs.sentences()).truncated();
      if (truncated > 0) {
        job.monitor()
            .info(
                "%d of %d texts are longer than %d tokens and are cut"
                    .formatted(truncated, pairs.sentences().size(), encoder.maxLength()));
      }
      Matryoshka2d.Builder trainer = config.trainer(isGraded(pairs));
      if (config.teacher().isPresent()) {
        trainer.teacher(SentenceEncoder.load(config.teacher().get()));
      }
      fit(trainer.build(), encoder, pairs, file, job, config);
      int[] dims = config.dimsPerStep() == 0 ? new int[0] : widths(config, encoder);
      try (var writer = job.model()) {
        TrainedMatryoshka2d.of(encoder, dims).write(writer);
        writer.commit();
      }
    }
  }

  private static void fit(
      Matryoshka2d trainer,
      SentenceEncoder encoder,
      SentencePairs pairs,
      Path file,
      TrainJob job,
      Matryoshka2dConfig config)
      throws IOException {
    int batch = Math.min(config.training().batchSize(), pairs.size());
    long steps = (long) config.training().epochs() * (pairs.size() / batch);
    Path checkpoint = job.checkpoint("trainer");
    try (Progress progress = job.monitor().progress("matryoshka-2d", steps)) {
      var watch =
          new Matryoshka2d.Watch(job.seed(), checkpoint, progress, job.monitor()::stopRequested);
      UsageException.naming(file, () -> trainer.fit(encoder, pairs, watch));
    }
  }

  private static int[] widths(Matryoshka2dConfig config, SentenceEncoder encoder) {
    return Widths.below(encoder.dimension(), config.dims());
  }

  private static SentenceEncoder encoder(Matryoshka2dConfig config, SentencePairs pairs, long seed)
      throws IOException {
    if (config.encoder().isPresent()) {
      return SentenceEncoder.load(config.encoder().get(), new Generator(seed));
    }
    WordPiece tokenizer =
        WordPieceTrainer.train(
            pairs.sentences(), config.vocabulary(), MIN_FREQUENCY, config.lowerCase());
    return config.shape().build(tokenizer, seed);
  }

  private static boolean isGraded(SentencePairs pairs) {
    return Arrays.stream(pairs.labels()).anyMatch(label -> label != 0 && label != 1);
  }
}
