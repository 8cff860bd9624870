package polyad.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import polyad.catalog.AtomicFiles;

/** What a job that failed leaves behind. */
final class Leftovers {
  private Leftovers() {}

  /**
   * Removes the directory of a job that failed before it saved anything.
   *
   * @param first the file that was there from the start
   * @return whether it was removed
   */
  static boolean removeUnlessWorked(Path directory, String first) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      if (files.anyMatch(file -> Files.isRegularFile(file) && !file.endsWith(first))) {
        return false;
      }
    }
    AtomicFiles.deleteTree(directory);
    return true;
  }
}
