package polyad.embedding.bt2;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Progress;

/**
 * Who watches a training.
 *
 * @param checkpoint directory for checkpoints, from which training continues; null for none
 * @param progress is told of steps
 * @param stop asked after each step
 */
public record Supervision(@Nullable Path checkpoint, Progress progress, BooleanSupplier stop) {
  /** Nobody. */
  public static Supervision none() {
    return new Supervision(null, Progress.hidden(), () -> false);
  }
}
