package polyad.cli;

import java.nio.file.Path;

/** Text that can be pasted into a shell. */
final class Shell {
  private Shell() {}

  static String quote(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9_./=+,:@%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
