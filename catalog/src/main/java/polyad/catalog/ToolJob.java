package polyad.catalog;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tool's run.
 *
 * @param files files the user named, possibly none
 * @param data the directory given by {@code --data}, where public data sets are looked up first
 * @param seed of every generator
 * @param monitor who watches
 */
public record ToolJob(List<Path> files, @Nullable Path data, long seed, Monitor monitor) {
  /** Copies the files. */
  public ToolJob {
    files = List.copyOf(files);
  }

  /**
   * The only file.
   *
   * @throws UsageException when there is none or there are several
   */
  public Path file() {
    if (files.size() != 1) {
      throw new UsageException("expected one file, got " + files.size());
    }
    return files.getFirst();
  }
}
