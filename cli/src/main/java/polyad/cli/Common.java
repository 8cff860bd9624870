package polyad.cli;

import picocli.CommandLine.Option;

/** Options that every verb has. */
final class Common {
  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  @Option(names = "--debug", description = "Print the stack of an error.")
  boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;
}
