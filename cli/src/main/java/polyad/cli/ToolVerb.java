package polyad.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final String OUT = "out";

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
      description = {
        "Where to write: .csv, .json, .md or .npy; else it is printed.",
        "A tool that makes files or directories of its own takes it for those."
      })
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
    List<Setting> settings = Settings.describe(tool.options());
    boolean itsOwn = settings.stream().anyMatch(setting -> setting.name().equals(OUT));
    Path file = itsOwn ? null : out;
    if (file != null) {
      TableFiles.requireKind(file);
    }
    Table table = run(tool, settings, itsOwn ? out : null);
    if (file == null) {
      print(table);
    } else {
      TableFiles.write(file, table);
    }
    return OK;
  }

  private <C extends Record> Table run(Tool<C> tool, List<Setting> known, @Nullable Path itsOut)
      throws Exception {
    List<String> switches =
        known.stream()
            .filter(setting -> setting.type().equals("true or false"))
            .map(Setting::name)
            .toList();
    ToolArguments arguments = ToolArguments.parse(rest, switches);
    Map<String, String> given = new LinkedHashMap<>(arguments.settings());
    if (itsOut != null) {
      given.put(OUT, itsOut.toString());
    }
    C options = Settings.with(tool.options(), given);
    try (Interrupts interrupts = Interrupts.listen(console.err(), "the same command")) {
      Watcher watcher = new Watcher(console, interrupts::requested);
      return tool.run(options, new ToolJob(arguments.files(), data, seed, watcher));
    }
  }
}
