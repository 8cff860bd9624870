package polyad.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command reads its surroundings and writes to.
 *
 * @param out results
 * @param err progress and errors
 * @param terminal whether err is a terminal, so that progress bars make sense
 * @param columns width of the terminal in characters
 * @param directory where {@code runs/} is made
 */
record Console(PrintStream out, PrintStream err, boolean terminal, int columns, Path directory) {
  private static final int USUAL_COLUMNS = 100;

  /** The process's own streams, in UTF-8 whatever the locale says. */
  static Console system(Map<String, String> environment) {
    return new Console(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        "1".equals(environment.get("POLYAD_TERMINAL")),
        columns(environment.getOrDefault("COLUMNS", "")),
        Path.of(""));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  private static int columns(String text) {
    return text.matches("[1-9]\\d{1,3}") ? Integer.parseInt(text) : USUAL_COLUMNS;
  }
}
