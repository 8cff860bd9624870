package polyad.embedding.optembed;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Monitor;

/**
 * Where a fit keeps checkpoints and whom it tells.
 *
 * @param label names it in progress bars
 * @param checkpoints folder of its checkpoints, one a phase; null for none
 * @param seed of every generator
 */
public record Session(String label, @Nullable Path checkpoints, long seed, Monitor monitor) {
  Session part(String name) {
    return new Session(
        label + " " + name, checkpoints == null ? null : checkpoints.resolve(name), seed, monitor);
  }
}
