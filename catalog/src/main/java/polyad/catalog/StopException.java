package polyad.catalog;

/** Unwinds a run or a training that the user interrupted, after its state was saved. */
public final class StopException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says that the work was stopped on request. */
  public StopException() {
    super("stopped on request");
  }
}
