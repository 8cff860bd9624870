package polyad.completion.functional;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Completable;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.ModelDirectory;
import polyad.catalog.PredictJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;

/** {@code polyad complete}: values with error bars at any coordinates, seen or not. */
final class FunctionalCompletion implements Completable<FunctionalCompletion.Options> {
  /** How to complete. */
  record Options(
      @Describe("probability of the interval from lower to upper; 0.01 to 0.9999") double level,
      @Describe("whether deviation and interval count the noise of a new observation")
          boolean noise,
      @Describe("every row, or only those without a value") Rows rows) {
    Options {
      ConfigChecks.between("level", level, 0.01, 0.9999);
    }
  }

  /** Which rows are predicted. */
  enum Rows {
    /** Every one. */
    ALL,
    /** Those whose value is empty. */
    EMPTY
  }

  @Override
  public Options completeOptions() {
    return new Options(0.95, true, Rows.ALL);
  }

  @Override
  public Table complete(Options options, ModelDirectory directory, PredictJob job)
      throws Exception {
    if (job.data().size() != 1) {
      throw new UsageException("give one file with --data, found " + job.data().size());
    }
    Path file = job.data().getFirst();
    FunBatModel model = FunBatModel.load(directory);
    Columns columns = Columns.read(directory);
    CoordinateTable query = CoordinateTable.query(file, columns);
    int[] rows =
        IntStream.range(0, query.y().length)
            .filter(i -> options.rows() == Rows.ALL || Double.isNaN(query.y()[i]))
            .toArray();
    double[][] t = Arrays.stream(rows).mapToObj(i -> query.t()[i]).toArray(double[][]::new);
    FunBatModel.Prediction p = model.predict(columns.indexes(t));
    double width = Intervals.deviations(options.level());
    Table.Builder table =
        Table.of("Completed values")
            .columns(columns.modes().toArray(String[]::new))
            .columns("mean", "sd", "lower", "upper");
    for (int i = 0; i < rows.length; i++) {
      double mean = columns.mean() + columns.sd() * p.mean()[i];
      double variance = options.noise() ? p.variance()[i] : p.latentVariance()[i];
      double sd = columns.sd() * Math.sqrt(variance);
      List<@Nullable Object> row = new ArrayList<>(Arrays.asList(query.words().get(rows[i])));
      row.addAll(List.of(mean, sd, mean - width * sd, mean + width * sd));
      table.row(row.toArray());
    }
    return table.build();
  }
}
