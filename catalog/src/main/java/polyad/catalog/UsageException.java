package polyad.catalog;

import java.nio.file.Path;
import java.util.function.Supplier;

/** A request the user can mend: an unknown name, a bad value, a missing file. Exit status 2. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line naming what was wrong, what was found and what is allowed
   */
  public UsageException(String message) {
    super(message);
  }

  /**
   * @param message one line naming what was wrong, what was found and what is allowed
   * @param cause what revealed it
   */
  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Does work on what a file holds; a value that the work refuses becomes the user's to mend.
   *
   * @throws UsageException that begins with the file, for an {@link IllegalArgumentException}
   */
  public static <T> T naming(Path file, Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(file + ": " + e.getMessage(), e);
    }
  }
}
