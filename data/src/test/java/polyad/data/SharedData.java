package polyad.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The real data sets of the build machines; tests on them are skipped elsewhere. */
final class SharedData {
  private SharedData() {}

  static Path folder() {
    Path folder = Path.of(System.getProperty("polyad.shared", "none"), "data");
    assumeTrue(Files.isDirectory(folder), "no real data at " + folder);
    return folder;
  }

  static Path folder(String set) {
    return folder().resolve(set);
  }
}
