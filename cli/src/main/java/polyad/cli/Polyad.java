package polyad.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "polyad",
    description = "Structured representation learning for the JVM.",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "VERB",
    footer = {
      "",
      "polyad methods lists the methods; polyad describe M explains one.",
      "Exit status: 0 done, 1 failed or a check did not hold, 2 wrong request."
    })
public final class Polyad implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  boolean version;

  @Spec private CommandSpec spec = CommandSpec.create();

  private Polyad() {}

  /** Runs the command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    boolean debug = environment.containsKey("POLYAD_DEBUG");
    // Libraries' notes are not for the user of a command.
    LogManager.getLogManager().getLogger("").setLevel(debug ? Level.INFO : Level.WARNING);
    System.exit(run(Console.system(environment), debug, arguments));
  }

  /**
   * Runs the command.
   *
   * @param debug whether errors show their stack without being asked
   * @return its exit status
   */
  static int run(Console console, boolean debug, String... arguments) {
    CommandLine line = new CommandLine(new Polyad());
    line.addSubcommand(new MethodsVerb(console));
    line.addSubcommand(new DescribeVerb(console));
    line.addSubcommand(new RunVerb(console));
    line.addSubcommand(new TrainVerb(console));
    line.addSubcommand(new PredictVerb(console));
    line.addSubcommand(new CompleteVerb(console));
    line.addSubcommand(new EncodeVerb(console));
    line.addSubcommand(new IndexVerb(console));
    line.addSubcommand(new SearchVerb(console));
    line.addSubcommand(new ServeVerb(console));
    line.addSubcommand(UpgradeVerbs.line(console));
    line.addSubcommand(BenchVerbs.line(console));
    line.addSubcommand(DataVerbs.line(console));
    line.addSubcommand(new ConformVerb(console));
    line.addSubcommand(new ToolVerb(console));
    Errors errors = new Errors(console, debug);
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setExecutionExceptionHandler(errors)
        .setParameterExceptionHandler(errors);
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError e) {
      console.err().println("polyad: out of memory (" + e.getMessage() + ")");
      return Verb.FAILED;
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no verb given: try polyad --help");
  }
}
