package polyad.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A training the user asked for.
 *
 * @param slug the method
 * @param data training files, at least one
 * @param labels labels, one a line, when the user gave them apart
 * @param out model directory to make
 * @param overwrite whether an existing model may be replaced
 * @param seed of every generator
 * @param monitor who watches
 */
public record TrainJob(
    String slug,
    List<Path> data,
    @Nullable Path labels,
    Path out,
    boolean overwrite,
    long seed,
    Monitor monitor) {
  /** Checks that there is a file. */
  public TrainJob {
    data = List.copyOf(data);
    if (data.isEmpty()) {
      throw new UsageException("no data given: name at least one file with --data");
    }
  }

  /**
   * The directory for one training's checkpoints, made if missing. A trainer that finds a
   * checkpoint there continues from it.
   */
  public Path checkpoint(String name) throws IOException {
    return Files.createDirectories(work().resolve(name));
  }

  /** Where unfinished work is kept beside {@link #out()}; removed once the model stands. */
  public Path work() {
    Path target = out.toAbsolutePath().normalize();
    return target.resolveSibling("." + target.getFileName() + ".training");
  }

  /** Starts writing the model; nothing is seen at {@link #out()} before its commit. */
  public ModelDirectory.Writer model() throws IOException {
    return ModelDirectory.writer(out, slug, overwrite);
  }
}
