package polyad.catalog;

import java.util.concurrent.CancellationException;

/** Unwinds a run or a training that the user interrupted, after its state was saved. */
public final class StopException extends CancellationException {
  private static final long serialVersionUID = 1L;

  /** Says that the work was stopped on request. */
  public StopException() {
    super("stopped on request");
  }

  /** The same, of the cancellation that a trainer threw after saving. */
  public StopException(CancellationException cause) {
    this();
    initCause(cause);
  }
}
