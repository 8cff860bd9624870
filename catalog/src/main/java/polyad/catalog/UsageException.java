package polyad.catalog;

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
}
