package polyad.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code --set key=value}. */
final class Assignments {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change a setting; may be repeated. See polyad describe.")
  Map<String, String> values = new LinkedHashMap<>();
}
