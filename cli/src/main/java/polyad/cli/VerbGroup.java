package polyad.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A verb that only groups others. */
@Command
final class VerbGroup implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  private VerbGroup() {}

  /** The command line of a group. */
  static CommandLine of(String name, String description, Verb... verbs) {
    CommandLine line = new CommandLine(new VerbGroup());
    line.getCommandSpec().name(name).usageMessage().description(description);
    for (Verb verb : verbs) {
      line.addSubcommand(verb);
    }
    return line;
  }

  @Override
  public void run() {
    List<String> names = new ArrayList<>(spec.subcommands().keySet());
    String last = names.removeLast();
    throw new ParameterException(
        spec.commandLine(),
        "polyad %s: expected %s or %s".formatted(spec.name(), String.join(", ", names), last));
  }
}
