package polyad.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import polyad.catalog.Experiment;
import polyad.catalog.Method;
import polyad.catalog.Methods;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.RunDirectory;
import polyad.catalog.RunHeader;
import polyad.catalog.Settings;
import polyad.catalog.UsageException;
import polyad.catalog.report.Check;
import polyad.catalog.report.Report;
import polyad.catalog.report.ReportWriter;

/** {@code polyad run}. */
@Command(
    name = "run",
    description = "Train a method and the baselines of its paper, and judge what it claims.")
final class RunVerb extends Verb {
  @Parameters(paramLabel = "METHOD", description = "Its name; see polyad methods.")
  private String slug = "";

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "smoke (seconds), quick (minutes; the default) or full.")
  private @Nullable String profile;

  @Mixin private final Assignments set = new Assignments();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where public data sets are looked up first.")
  private @Nullable Path data;

  @Option(names = "--out", paramLabel = "DIR", description = "The run directory to make.")
  private @Nullable Path out;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the run; 1 by default.")
  private @Nullable Long seed;

  @Option(names = "--check", description = "Fail with status 1 when a check does not hold.")
  private boolean check;

  @Option(names = "--resume", paramLabel = "DIR", description = "Continue an interrupted run.")
  private @Nullable Path resume;

  @Option(
      names = "--official-protocol",
      description = "Follow the official code even where it looks at test data.")
  private boolean official;

  @Mixin private final Threads threads = new Threads();

  RunVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws Exception {
    Method method = Methods.find(slug);
    return carryOut(method, method.experiment());
  }

  private <C extends Record> int carryOut(Method method, Experiment<C> experiment)
      throws Exception {
    C base = experiment.config(profile == null ? Profile.QUICK : Profile.of(profile));
    RunDirectory directory;
    C config;
    if (resume == null) {
      config = Settings.with(base, set.values);
      threads.apply();
      directory = start(config);
    } else {
      directory = reopen(resume);
      threads.apply();
      @SuppressWarnings("unchecked") // getClass() of a C
      Class<C> type = (Class<C>) base.getClass();
      config = directory.config(type);
    }
    Report report = new Report(method.card().title() + ", " + directory.header().profile().label());
    carryOut(experiment, config, directory, report);
    report
        .section("Configuration")
        .table(SettingTable.of("", Settings.describe(config)))
        .text("Seed %d. %s".formatted(directory.header().seed(), "Java " + Runtime.version()));
    directory.write(report);
    directory.clearCheckpoints();
    print(directory, report);
    return verdict(report);
  }

  private <C extends Record> void carryOut(
      Experiment<C> experiment, C config, RunDirectory directory, Report report) throws Exception {
    String hint = "polyad run %s --resume %s".formatted(slug, Shell.quote(directory.path()));
    try (Interrupts interrupts = Interrupts.listen(console.err(), hint)) {
      Watcher watcher = new Watcher(console, interrupts::requested);
      try {
        experiment.run(config, new Run(directory, report, watcher));
      } catch (CancellationException e) {
        interrupts.printHint();
        throw e;
      } catch (Exception e) {
        if (!Leftovers.removeUnlessWorked(directory.path(), "config.json")) {
          interrupts.printHint();
        }
        throw e;
      }
    }
  }

  private RunDirectory start(Record config) throws IOException {
    if (data != null && !Files.isDirectory(data)) {
      throw new UsageException("--data " + data + " is not a directory");
    }
    RunHeader header =
        new RunHeader(
            slug,
            profile == null ? Profile.QUICK : Profile.of(profile),
            seed == null ? 1 : seed,
            data == null ? null : data.toAbsolutePath().normalize().toString(),
            official);
    Path path =
        out == null
            ? RunDirectory.defaultPath(
                console.directory().resolve("runs"),
                header,
                LocalDateTime.now(ZoneId.systemDefault()))
            : out;
    return RunDirectory.create(path, header, config);
  }

  private RunDirectory reopen(Path path) throws IOException {
    boolean changes =
        profile != null || !set.values.isEmpty() || data != null || out != null || seed != null;
    if (changes || official) {
      throw new UsageException(
          "--resume continues a run as it was started: leave out"
              + " --profile, --set, --data, --out, --seed, --official-protocol");
    }
    RunDirectory directory = RunDirectory.open(path);
    if (!directory.header().method().equals(slug)) {
      throw new UsageException(
          path + " is a run of " + directory.header().method() + ", not of " + slug);
    }
    return directory;
  }

  private void print(RunDirectory directory, Report report) {
    ReportWriter writer = new ReportWriter(report);
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("directory", directory.path().toString());
      json.put("method", slug);
      json.put("profile", directory.header().profile().label());
      json.put("seed", directory.header().seed());
      json.put("report", writer.json());
      printJson(json);
    } else {
      console.out().print(writer.markdown());
      console.out().println("\nRun directory: " + directory.path());
    }
  }

  private int verdict(Report report) {
    List<String> failed =
        report.checks().stream().filter(one -> !one.held()).map(Check::name).toList();
    if (!check || failed.isEmpty()) {
      return OK;
    }
    console
        .err()
        .println("polyad: " + failed.size() + " checks failed: " + String.join("; ", failed));
    return FAILED;
  }
}
