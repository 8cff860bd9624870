package polyad.catalog;

import java.nio.file.Path;
import java.util.List;

/**
 * A prediction the user asked for.
 *
 * @param data files to predict for, at least one
 * @param monitor who watches
 */
public record PredictJob(List<Path> data, Monitor monitor) {
  /** Checks that there is a file. */
  public PredictJob {
    data = List.copyOf(data);
    if (data.isEmpty()) {
      throw new UsageException("no data given: name at least one file with --data");
    }
  }
}
