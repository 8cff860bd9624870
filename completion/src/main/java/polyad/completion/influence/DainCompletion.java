package polyad.completion.influence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Completable;
import polyad.catalog.Describe;
import polyad.catalog.ModelDirectory;
import polyad.catalog.PredictJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.CellQuery;
import polyad.data.TensorMode;

/** {@code polyad complete}: the values of cells, named as in training. */
final class DainCompletion implements Completable<DainCompletion.Options> {
  /** How to complete. */
  record Options(
      @Describe("entities without training cells: refused, or given their mode's mean embedding")
          Cold cold) {}

  /** What becomes of an entity that training did not see. */
  enum Cold {
    /** It is an error that names its place. */
    REFUSE,
    /** It is embedded as the mean of the entities seen. */
    MEAN
  }

  @Override
  public Options completeOptions() {
    return new Options(Cold.REFUSE);
  }

  @Override
  public Table complete(Options options, ModelDirectory directory, PredictJob job)
      throws Exception {
    if (job.data().size() != 1) {
      throw new UsageException("give one file with --data, found " + job.data().size());
    }
    Path file = job.data().getFirst();
    try (NeuralCompleter model = NeuralCompleter.load(directory)) {
      CellQuery query = CellQuery.read(file, model.facts().modes());
      if (options.cold() == Cold.REFUSE) {
        requireSeen(file, query, model.facts());
      }
      return table(query, model.facts(), model.completeCold(query.entities()));
    }
  }

  private static void requireSeen(Path file, CellQuery query, NeuralCompleter.Facts facts) {
    for (int c = 0; c < query.entities().length; c++) {
      for (int k = 0; k < facts.modes().size(); k++) {
        int entity = query.entities()[c][k];
        if (entity == CellQuery.UNKNOWN || !facts.seen()[k][entity]) {
          throw new UsageException(
              "%s, line %d: found '%s' of %s, expected one of the %d entities of the training cells (--set cold=mean embeds others as their mean)"
                  .formatted(
                      file,
                      query.lines()[c],
                      query.names().get(c)[k],
                      facts.modes().get(k).name(),
                      count(facts.seen()[k])));
        }
      }
    }
  }

  private static int count(boolean[] seen) {
    int count = 0;
    for (boolean each : seen) {
      count += each ? 1 : 0;
    }
    return count;
  }

  private static Table table(CellQuery query, NeuralCompleter.Facts facts, double[] values) {
    Table.Builder table =
        Table.of("Completed cells")
            .columns(facts.modes().stream().map(TensorMode::name).toArray(String[]::new))
            .columns(facts.value());
    for (int c = 0; c < values.length; c++) {
      List<@Nullable Object> row = new ArrayList<>(Arrays.asList(query.names().get(c)));
      row.add(values[c]);
      table.row(row.toArray());
    }
    return table.build();
  }
}
