package polyad.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import polyad.catalog.ModelDirectory;
import polyad.catalog.report.Table;

/** A verb that makes a table with a trained model, and prints or writes it. */
abstract class ModelVerb extends Verb {
  @Parameters(paramLabel = "MODEL", description = "A model directory.")
  private Path model = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write: .csv, .json, .md or .npy; else it is printed.")
  private @Nullable Path out;

  @Mixin final Assignments set = new Assignments();

  @Mixin private final Threads threads = new Threads();

  ModelVerb(Console console) {
    super(console);
  }

  /** What is left to do once the model is known to be of the right kind. */
  @FunctionalInterface
  interface Work {
    Table table() throws Exception;
  }

  /**
   * What the verb does with a model.
   *
   * @throws polyad.catalog.UsageException when the model's method does not know the verb
   */
  abstract Work work(ModelDirectory directory);

  @Override
  public final Integer call() throws Exception {
    Work work = work(ModelDirectory.open(model));
    if (out != null) {
      TableFiles.requireKind(out);
    }
    threads.apply();
    Table table = work.table();
    if (out == null) {
      print(table);
    } else {
      TableFiles.write(out, table);
      console.err().println("wrote " + table.rows().size() + " rows to " + out);
    }
    return OK;
  }
}
