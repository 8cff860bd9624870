package polyad.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;
import polyad.catalog.Method;
import polyad.catalog.Methods;
import polyad.catalog.Names;
import polyad.catalog.Setting;
import polyad.catalog.Settings;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;

/** {@code polyad tool}. */
@Command(
    name = "tool",
    description = {
      "Run a verb that only one method has; polyad describe METHOD lists them.",
      "Its own options follow as --key value or --key=value, then its files."
    })
final class ToolVerb extends Verb {
  @Parameters(index = "0", paramLabel = "METHOD", description = "Its name; see polyad methods.")
  private String slug = "";

  @Parameters(index = "1", paramLabel = "TOOL", description = "The verb.")
  private String name = "";

  @Unmatched private List<String> rest = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where data sets are looked up first.")
  private @Nullable Path data;

  @Option(names = "--seed", paramLabel = "N", description = "Seed; 1 by default.")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write: .csv, .json, .md or .npy; else it is printed.")
  private @Nullable Path out;

  ToolVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws Exception {
    Method method = Methods.find(slug);
    Tool<?> tool =
        method.tools().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        Names.unknown(
                            "tool of " + slug,
                            name,
                            method.tools().stream().map(Tool::name).toList())));
    if (out != null) {
      TableFiles.requireKind(out);
    }
    Table table = run(tool);
    if (out == null) {
      print(table);
    } else {
      TableFiles.write(out, table);
    }
    return OK;
  }

  private <C extends Record> Table run(Tool<C> tool) throws Exception {
    List<String> switches =
        Settings.describe(tool.options()).stream()
            .filter(setting -> setting.type().equals("true or false"))
            .map(Setting::name)
            .toList();
    ToolArguments arguments = ToolArguments.parse(rest, switches);
    C options = Settings.with(tool.options(), arguments.settings());
    try (Interrupts interrupts = Interrupts.listen(console.err(), "the same command")) {
      Watcher watcher = new Watcher(console, interrupts::requested);
      return tool.run(options, new ToolJob(arguments.files(), data, seed, watcher));
    }
  }
}
