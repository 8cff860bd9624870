package polyad.catalog;

import java.util.Locale;

/** How much work an experiment may spend. */
public enum Profile {
  /** Seconds: every code path once, on tiny data. */
  SMOKE,
  /** Minutes on two cores: enough for the checks to hold. */
  QUICK,
  /** As long as the paper's comparison needs, several seeds. */
  FULL;

  /** The name on the command line and in file names, such as {@code quick}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The profile of that label, whatever the case.
   *
   * @throws UsageException when there is none
   */
  public static Profile of(String label) {
    for (Profile profile : values()) {
      if (profile.label().equalsIgnoreCase(label)) {
        return profile;
      }
    }
    throw new UsageException("unknown profile '" + label + "': expected smoke, quick or full");
  }
}
