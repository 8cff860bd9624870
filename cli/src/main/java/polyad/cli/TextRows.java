package polyad.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import polyad.catalog.UsageException;
import polyad.catalog.task.TextEncoder;
import polyad.data.TextFiles;

/** Texts of a file, one a line, and their embeddings. */
final class TextRows {
  /** Texts that are encoded at a time. */
  private static final int BATCH = 256;

  private TextRows() {}

  /**
   * The lines of a UTF-8 file; {@code .gz} is unpacked.
   *
   * @throws UsageException when there is none, or one is blank
   */
  static List<String> read(Path file) throws IOException {
    List<String> lines = TextFiles.lines(file);
    if (lines.isEmpty()) {
      throw new UsageException(file + ": found no line, expected one text a line");
    }
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        throw new UsageException(
            "%s, line %d: found a blank line, expected a text".formatted(file, i + 1));
      }
    }
    return lines;
  }

  /**
   * Embeds.
   *
   * @return {@code [n, dimension]}
   */
  static float[][] encode(TextEncoder encoder, List<String> texts) {
    List<float[]> rows = new ArrayList<>(texts.size());
    for (int from = 0; from < texts.size(); from += BATCH) {
      List<String> some = texts.subList(from, Math.min(texts.size(), from + BATCH));
      rows.addAll(List.of(encoder.encode(some, encoder.dimension())));
    }
    return rows.toArray(float[][]::new);
  }
}
