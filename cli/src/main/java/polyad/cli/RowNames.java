package polyad.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polyad.catalog.UsageException;
import polyad.data.TextFiles;

/** Names of the rows of a file. */
final class RowNames {
  private RowNames() {}

  /**
   * The lines of a file, or the rows' numbers from 0.
   *
   * @param names one a line, or null
   * @param rows the file whose rows are named
   * @throws UsageException when names are too few, too many or not different
   */
  static List<String> of(@Nullable Path names, Path rows, int count) throws IOException {
    if (names == null) {
      return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
    List<String> lines = TextFiles.lines(names);
    if (lines.size() != count) {
      throw new UsageException(
          "%s has %d lines, %s has %d rows".formatted(names, lines.size(), rows, count));
    }
    if (lines.stream().distinct().count() < count) {
      throw new UsageException(names + " names a row twice");
    }
    return lines;
  }
}
