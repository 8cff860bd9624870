package polyad.completion.functional;

import java.nio.file.Path;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;

/** {@code polyad tool functional-tucker update}: a model goes on with rows it has not seen. */
final class UpdateTool implements Tool<UpdateTool.Options> {
  /** From where to where. */
  record Options(
      @Describe("model directory to go on from") Path model,
      @Describe("model directory to make") Path updated,
      @Describe("sweeps over the new rows; 1 or more") int sweeps) {
    Options {
      ConfigChecks.atLeast("sweeps", sweeps, 1);
    }
  }

  @Override
  public String name() {
    return "update";
  }

  @Override
  public String summary() {
    return "Goes on with rows that a model has not seen (a file as in training): those it was "
        + "trained on need not be at hand, and new coordinates are welcome.";
  }

  @Override
  public Options options() {
    return new Options(Path.of(""), Path.of(""), 20);
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    if (options.model().toString().isEmpty() || options.updated().toString().isEmpty()) {
      throw new UsageException("name the model with --model and the one to make with --updated");
    }
    Path file = job.file();
    ModelDirectory directory = ModelDirectory.open(options.model());
    if (!directory.slug().equals(FunctionalTuckerMethod.SLUG)) {
      throw new UsageException(
          "%s is a model of %s, expected one of %s"
              .formatted(options.model(), directory.slug(), FunctionalTuckerMethod.SLUG));
    }
    ModelDirectory.requireReplaceable(options.updated(), false);
    FunBatModel model = FunBatModel.load(directory);
    Columns columns = Columns.read(directory);
    CoordinateTable table = CoordinateTable.query(file, columns);
    Observations rows = new Observations(table.t(), table.y()).select(table.observed());
    if (rows.size() == 0) {
      throw new UsageException(file + ": no row has a value: nothing to learn");
    }
    Observations data = new Observations(columns.indexes(rows.t()), columns.standardised(rows.y()));
    double before = columns.sd() * data.rmse(model.values(data.t()));
    FunBatModel further = model.partialFit(data.t(), data.y(), options.sweeps());
    try (ModelDirectory.Writer writer =
        ModelDirectory.writer(options.updated(), directory.slug(), false)) {
      further.save(writer);
      columns.write(writer);
      writer.commit();
    }
    return Table.of("New rows")
        .columns("rows", "RMSE before", "RMSE after")
        .row(data.size(), before, columns.sd() * data.rmse(further.values(data.t())))
        .build();
  }
}
