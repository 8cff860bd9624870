package polyad.cli;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a job end by itself when the process is asked to stop (Ctrl-C, SIGTERM): the job sees {@link
 * #requested}, finishes its step, saves and unwinds, and only then the process ends.
 */
final class Interrupts implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final PrintStream err;
  private final String hint;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "polyad-interrupt");
  private volatile boolean requested;

  private Interrupts(PrintStream err, String hint) {
    this.err = err;
    this.hint = hint;
  }

  /**
   * Starts listening.
   *
   * @param hint how to continue a job that was stopped
   */
  static Interrupts listen(PrintStream err, String hint) {
    Interrupts interrupts = new Interrupts(err, hint);
    Runtime.getRuntime().addShutdownHook(interrupts.hook);
    return interrupts;
  }

  boolean requested() {
    return requested;
  }

  /** What a hook does; also for tests, which cannot end their process. */
  void stop() {
    requested = true;
    err.println();
    err.println("polyad: stopping after this step");
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        err.println("polyad: no end within " + PATIENCE_SECONDS + " s, the last checkpoint counts");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    err.flush();
  }

  /** Says how to continue. */
  void printHint() {
    err.println("resume with: " + hint);
  }

  /** The job has ended; the process may too. */
  @Override
  public void close() {
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException shuttingDown) {
        requested = true;
      }
    }
    ended.countDown();
  }
}
