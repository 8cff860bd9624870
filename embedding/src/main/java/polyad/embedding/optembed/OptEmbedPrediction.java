package polyad.embedding.optembed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import polyad.catalog.ModelDirectory;
import polyad.catalog.NoOptions;
import polyad.catalog.PredictJob;
import polyad.catalog.Predictable;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.ClickTable;
import polyad.data.CtrDataset;
import polyad.data.FieldVocabulary;

/** {@code polyad predict}: probabilities of clicks, looked up in the compact table. */
final class OptEmbedPrediction implements Predictable<NoOptions> {
  @Override
  public NoOptions predictOptions() {
    return new NoOptions();
  }

  @Override
  public Table predict(NoOptions options, ModelDirectory directory, PredictJob job)
      throws Exception {
    if (job.data().size() != 1) {
      throw new UsageException("give one file with --data, found " + job.data().size());
    }
    Path file = job.data().getFirst();
    ModelConfig config = directory.config(ModelConfig.class);
    FieldVocabulary vocabulary = FieldVocabulary.load(directory.file(OptEmbedTraining.VOCABULARY));
    CtrDataset rows = vocabulary.encode(read(file, config));
    Table.Builder table = Table.of("Probability of a click").columns("row", "probability");
    try (ServedModel model = ServedModel.load(directory, config.shape())) {
      double[] probabilities = model.probabilities(rows);
      for (int r = 0; r < probabilities.length; r++) {
        table.row(r + 1, probabilities[r]);
      }
    }
    return table.build();
  }

  private static ClickTable read(Path file, ModelConfig config) throws IOException {
    if (!OptEmbedTraining.isLibFm(file)) {
      return ClickTable.readCsv(file, null, config.fields(), OptionalDouble.empty());
    }
    ClickTable log = ClickTable.readLibFm(file);
    if (!log.fields().equals(config.fields())) {
      throw new UsageException(
          "%s: %d entries a line, the model has the fields %s"
              .formatted(file, log.fields().size(), String.join(", ", config.fields())));
    }
    return log;
  }
}
