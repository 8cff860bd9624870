package polyad.embedding.optembed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import polyad.catalog.Monitor;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;
import polyad.data.ClickTable;
import polyad.data.CtrDataset;
import polyad.data.FieldLayout;
import polyad.data.FieldVocabulary;
import polyad.data.Splits;

/** {@code polyad train optembed}: a click log in, a model with a compact table out. */
final class OptEmbedTraining implements Trainable<TrainOptions> {
  static final String VOCABULARY = "vocabulary.csv";

  @Override
  public TrainOptions trainConfig() {
    return TrainOptions.defaults();
  }

  @Override
  public void train(TrainOptions options, TrainJob job) throws Exception {
    if (job.data().size() != 1) {
      throw new UsageException("give one file with --data, found " + job.data().size());
    }
    Path file = job.data().getFirst();
    ClickTable log = read(file, options);
    if (log.size() < 20) {
      throw new UsageException(file + ": " + log.size() + " rows, at least 20 are needed");
    }
    double held = options.validation();
    int[][] parts = Splits.shuffled(log.size(), job.seed(), 1 - held, held);
    ClickTable trainRows = log.rows(parts[0]);
    FieldVocabulary vocabulary = FieldVocabulary.fit(trainRows, options.vocabulary());
    CtrDataset train = bothClasses(vocabulary.encode(trainRows), file, "training");
    CtrDataset validation = bothClasses(vocabulary.encode(log.rows(parts[1])), file, "validation");
    warn(trainRows, vocabulary, options, job.monitor());
    fit(options, job, vocabulary, train, validation);
  }

  private static ClickTable read(Path file, TrainOptions options) throws IOException {
    if (isLibFm(file)) {
      return ClickTable.readLibFm(file);
    }
    OptionalDouble threshold =
        options.labelThreshold().map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    return ClickTable.readCsv(file, options.label(), options.fields(), threshold);
  }

  static boolean isLibFm(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".libfm") || name.endsWith(".libfm.gz");
  }

  private static CtrDataset bothClasses(CtrDataset rows, Path file, String part) {
    try {
      return rows.requireBothClasses(part);
    } catch (IllegalArgumentException e) {
      throw new UsageException(file + ": " + e.getMessage(), e);
    }
  }

  /** Fields that say nothing, and numbers that were meant to be classes. */
  private static void warn(
      ClickTable rows, FieldVocabulary vocabulary, TrainOptions options, Monitor monitor) {
    for (int i = 0; i < rows.fields().size(); i++) {
      Set<String> values = new HashSet<>();
      boolean numbers = true;
      for (int r = 0; r < rows.size(); r++) {
        String value = rows.value(r, i);
        values.add(value);
        numbers &= value.isEmpty() || value.matches("[-+]?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?");
      }
      String field = rows.fields().get(i);
      if (values.size() == 1) {
        monitor.info("note: field '" + field + "' has a single value; it gets 1 dimension");
      } else if (numbers
          && 2L * values.size() > rows.size()
          && !options.numeric().contains(field)) {
        monitor.info(
            "note: field '%s' holds numbers, %,d different ones in %,d rows: leave it out, put it"
                    .formatted(field, values.size(), rows.size())
                + " into classes with numeric="
                + field
                + ", or hash it with buckets");
      }
    }
    if (options.fit().pruned() == Pruning.Pruned.OOV && options.fit().mode().prunesValues()) {
      monitor.info(
          "note: with pruned=oov no derivative reaches the thresholds but the regulariser's, so they"
              + " only grow");
    }
    FieldLayout layout = vocabulary.layout();
    monitor.info("%,d values in %d fields".formatted(layout.total(), layout.count()));
  }

  private static void fit(
      TrainOptions options,
      TrainJob job,
      FieldVocabulary vocabulary,
      CtrDataset train,
      CtrDataset validation)
      throws IOException {
    Session session = new Session("optembed", job.checkpoint("trainer"), job.seed(), job.monitor());
    try (OptEmbedResult result =
            OptEmbed.fit(options.model(), train, validation, options.fit(), session);
        MaskedNet masked = result.masked();
        ServedModel served = ServedModel.of(result, options.half());
        var writer = job.model()) {
      Score score = Score.of(validation, masked::forward);
      TableSize size = result.size();
      job.monitor()
          .info(
              "validation: AUC %.4f, log loss %.4f; table %,d of %,d parameters, sparsity %.3f"
                  .formatted(
                      score.auc(),
                      score.logloss(),
                      size.parameters(),
                      size.full(),
                      size.sparsity()));
      served.write(writer);
      vocabulary.save(writer.file(VOCABULARY));
      writer.config(
          new ModelConfig(
              options.label(),
              vocabulary.layout().names(),
              options.model(),
              options.fit().latentDim(),
              options.fit().mlpDims(),
              options.fit().crossLayers(),
              dims(result),
              kept(result)));
      writer.commit();
    }
  }

  private static List<Integer> dims(OptEmbedResult result) {
    return Arrays.stream(result.dims()).boxed().toList();
  }

  private static List<Integer> kept(OptEmbedResult result) {
    int[] counts = TableSize.counts(result.layout(), result.kept());
    return Arrays.stream(counts).boxed().toList();
  }
}
