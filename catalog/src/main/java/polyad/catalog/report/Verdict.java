package polyad.catalog.report;

/** What became of a paper's claim in this run. */
public enum Verdict {
  /** The measurements support it beyond their standard error. */
  CONFIRMED("confirmed"),
  /** They do not. */
  NOT_CONFIRMED("not confirmed"),
  /** This run cannot tell. */
  NOT_TESTABLE("not testable here");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  /** In words. */
  public String label() {
    return label;
  }
}
