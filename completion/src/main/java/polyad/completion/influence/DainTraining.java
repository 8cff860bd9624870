package polyad.completion.influence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import polyad.catalog.ModelDirectory;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;
import polyad.completion.CompletionFile;
import polyad.completion.ModeEffects;
import polyad.data.CsvTable;
import polyad.data.NamedTensor;
import polyad.data.SparseTensor;
import polyad.data.SparseTensorFile;
import polyad.data.TensorMode;

/**
 * {@code polyad train influence-augmentation}: a tensor in, a model directory out, with {@code
 * cells.csv} (influence and importance of the training cells), {@code entities.csv} (importance of
 * the entities of every mode) and {@code augmented.csv} (the new cells) beside the model.
 */
final class DainTraining implements Trainable<DainOptions> {
  @Override
  public DainOptions trainConfig() {
    return DainOptions.defaults();
  }

  @Override
  public void train(DainOptions options, TrainJob job) throws Exception {
    if (job.data().size() != 1) {
      throw new UsageException("give one file with --data, found " + job.data().size());
    }
    Path file = job.data().getFirst();
    NamedTensor named = CompletionFile.read(file, options.file());
    SparseTensor.Split split = named.tensor().split(0, options.validation(), job.seed());
    requireCells(file, split);
    double mean = options.standardise() ? split.train().mean() : 0;
    double sd = options.standardise() ? deviation(file, split.train(), mean) : 1;
    DainConfig config = options.dain(named.tensor().order());
    SparseTensor train = scaled(split.train(), mean, sd);
    SparseTensor validation = scaled(split.validation(), mean, sd);
    try (DainResult result = new Dain(config, job.monitor()).fit(train, validation, job.seed())) {
      ModeEffects.Fitted effects = ModeEffects.DEFAULT.fit(train);
      job.monitor()
          .info(
              "validation RMSE: %.4f, before augmentation %.4f, mode effects %.4f"
                  .formatted(
                      sd * result.rmseAfter(),
                      sd * result.rmseBefore(),
                      sd * Scores.rmse(effects.complete(validation), validation)));
      var facts = NeuralCompleter.Facts.of(named, split.train(), mean, sd);
      try (ModelDirectory.Writer writer = job.model()) {
        new NeuralCompleter(result.model(), config.network(), facts).write(writer);
        SparseTensor augmented = scaled(result.augmented(), -mean / sd, 1 / sd);
        SparseTensorFile.write(writer.file("augmented.csv"), named.with(augmented));
        writeCells(writer.file("cells.csv"), named.with(split.train()), result);
        writeEntities(writer.file("entities.csv"), named.modes(), result.entityImportance());
        writer.commit();
      }
    }
  }

  private static void requireCells(Path file, SparseTensor.Split split) {
    if (split.validation().nnz() == 0 || split.train().nnz() < 2) {
      throw new UsageException(
          "%s: %d cells leave %d for training and %d for validation; at least 2 and 1 are needed"
              .formatted(
                  file,
                  split.train().nnz() + split.validation().nnz(),
                  split.train().nnz(),
                  split.validation().nnz()));
    }
  }

  private static double deviation(Path file, SparseTensor cells, double mean) {
    double squares = Arrays.stream(cells.values()).map(y -> (y - mean) * (y - mean)).sum();
    double sd = Math.sqrt(squares / cells.nnz());
    if (!(sd > 0)) {
      throw new UsageException(file + ": all training values are " + mean + ": nothing to learn");
    }
    return sd;
  }

  /** (y − mean) / sd. */
  private static SparseTensor scaled(SparseTensor cells, double mean, double sd) {
    double[] values = cells.values().clone();
    Arrays.setAll(values, c -> (values[c] - mean) / sd);
    return cells.withValues(values);
  }

  private static void writeCells(Path file, NamedTensor train, DainResult result)
      throws IOException {
    List<String> header = new ArrayList<>(train.modes().stream().map(TensorMode::name).toList());
    header.addAll(List.of(train.value(), "influence", "importance"));
    List<List<Object>> rows = new ArrayList<>();
    SparseTensor cells = train.tensor();
    for (int c = 0; c < cells.nnz(); c++) {
      List<Object> row = new ArrayList<>();
      for (int k = 0; k < cells.order(); k++) {
        row.add(train.modes().get(k).label(cells.index(k, c)));
      }
      row.addAll(List.of(cells.value(c), result.influence()[c], result.cellImportance()[c]));
      rows.add(row);
    }
    CsvTable.write(file, distinct(header), rows);
  }

  /** A mode may be called as one of the added columns is. */
  private static List<String> distinct(List<String> header) {
    List<String> names = new ArrayList<>();
    for (String name : header) {
      String free = name;
      while (names.contains(free)) {
        free += "_";
      }
      names.add(free);
    }
    return names;
  }

  private static void writeEntities(Path file, List<TensorMode> modes, double[][] importance)
      throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < importance.length; k++) {
      for (int j : Statistics.descending(importance[k])) {
        rows.add(List.of(modes.get(k).name(), modes.get(k).label(j), importance[k][j]));
      }
    }
    CsvTable.write(file, List.of("mode", "entity", "importance"), rows);
  }
}
