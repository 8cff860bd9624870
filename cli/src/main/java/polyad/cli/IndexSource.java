package polyad.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import polyad.catalog.AtomicFiles;
import polyad.catalog.Json;
import polyad.catalog.Settings;

/**
 * Which model an index was made with; {@code source.json} in its directory.
 *
 * @param model its directory
 * @param texts whether it embeds texts
 */
record IndexSource(String model, boolean texts) {
  private static final String FILE = "source.json";

  void write(Path index) throws IOException {
    AtomicFiles.write(
        index.resolve(FILE), temporary -> Files.writeString(temporary, Json.write(this)));
  }

  /** What an index says of itself; no texts where it says nothing. */
  static IndexSource read(Path index) throws IOException {
    Path file = index.resolve(FILE);
    return Files.exists(file)
        ? Settings.fromJson(Json.read(file), IndexSource.class, file.toString())
        : new IndexSource("", false);
  }
}
