package polyad.catalog;

/** Work that was asked for properly and failed, such as a training that diverged. Exit status 1. */
public final class JobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line saying what failed
   */
  public JobException(String message) {
    super(message);
  }

  /**
   * @param message one line saying what failed
   * @param cause the failure
   */
  public JobException(String message, Throwable cause) {
    super(message, cause);
  }
}
