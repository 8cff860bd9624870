package polyad.catalog;

/** Who watches a job: shows its progress and may ask it to stop. */
public interface Monitor {
  /**
   * Starts showing a stretch of work.
   *
   * @param label such as {@code olinear seed 1}
   * @param total steps it will take, or -1 when unknown
   */
  Progress progress(String label, long total);

  /** Shows one line beside the progress. */
  void info(String line);

  /** Whether the user asked to stop; long loops save and throw {@link StopException} then. */
  boolean stopRequested();

  /** A monitor that shows nothing and never stops. */
  static Monitor silent() {
    return new Monitor() {
      @Override
      public Progress progress(String label, long total) {
        return Progress.hidden();
      }

      @Override
      public void info(String line) {}

      @Override
      public boolean stopRequested() {
        return false;
      }
    };
  }
}
