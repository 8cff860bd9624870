package polyad.catalog.report;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the paper with this run's verdict on it.
 *
 * <p>The rule for samples: the claim is confirmed when the difference of the means, less the
 * margin, is above zero and at least {@value #STANDARD_ERRORS} times its standard error {@code
 * √(se_ours² + se_baseline²)}; for paired samples (same seeds and data) the standard error is that
 * of the differences. One sample on either side has no standard error, so the claim is not testable
 * then. NaN never confirms.
 *
 * @param id short name, such as {@code C1}
 * @param statement what the paper says
 * @param verdict what became of it
 * @param ours measured for the method; null when not testable
 * @param baseline measured for what it is compared with; null when there is none
 * @param note how it was judged, or why it could not be
 */
public record Claim(
    String id,
    String statement,
    Verdict verdict,
    @Nullable Measurement ours,
    @Nullable Measurement baseline,
    String note)
    implements Block {
  /** Standard errors that a difference must exceed. */
  public static final double STANDARD_ERRORS = 2;

  /** Checks id and statement. */
  public Claim {
    if (id.isBlank() || statement.isBlank()) {
      throw new IllegalArgumentException(
          "id is '" + id + "' and statement '" + statement + "', expected text in both");
    }
  }

  /**
   * The method's values are lower than the baseline's by more than the margin.
   *
   * @param margin in the values' unit; negative allows being that much worse
   */
  public static Claim lower(
      String id, String statement, double[] ours, double[] baseline, double margin) {
    return compare(id, statement, ours, baseline, margin, difference -> -difference);
  }

  /**
   * The method's values are higher than the baseline's by more than the margin.
   *
   * @param margin in the values' unit; negative allows being that much worse
   */
  public static Claim higher(
      String id, String statement, double[] ours, double[] baseline, double margin) {
    return compare(id, statement, ours, baseline, margin, difference -> difference);
  }

  /** As {@link #lower}, for samples of which each pair shares seed and data. */
  public static Claim lowerPaired(
      String id, String statement, double[] ours, double[] baseline, double margin) {
    return comparePaired(id, statement, ours, baseline, margin, difference -> -difference);
  }

  /** As {@link #higher}, for samples of which each pair shares seed and data. */
  public static Claim higherPaired(
      String id, String statement, double[] ours, double[] baseline, double margin) {
    return comparePaired(id, statement, ours, baseline, margin, difference -> difference);
  }

  /** A value without chance in it, such as a count of parameters or the error of an identity. */
  public static Claim exact(String id, String statement, double value, Bound bound) {
    Verdict verdict = bound.holds(value) ? Verdict.CONFIRMED : Verdict.NOT_CONFIRMED;
    return new Claim(
        id, statement, verdict, Measurement.of("", value), null, "exact value, " + bound);
  }

  /**
   * A claim that this run cannot judge.
   *
   * @param why such as {@code "needs ImageNet"}
   */
  public static Claim notTestable(String id, String statement, String why) {
    return new Claim(id, statement, Verdict.NOT_TESTABLE, null, null, why);
  }

  /** The same claim with more to say about it. */
  public Claim note(String text) {
    String all = note.isEmpty() ? text : note + "; " + text;
    return new Claim(id, statement, verdict, ours, baseline, all);
  }

  private static Claim compare(
      String id,
      String statement,
      double[] ours,
      double[] baseline,
      double margin,
      DoubleUnaryOperator gain) {
    Measurement a = Measurement.of("", ours);
    Measurement b = Measurement.of("", baseline);
    double error = Math.hypot(a.standardError(), b.standardError());
    return judge(id, statement, a, b, gain.applyAsDouble(a.mean() - b.mean()) - margin, error);
  }

  private static Claim comparePaired(
      String id,
      String statement,
      double[] ours,
      double[] baseline,
      double margin,
      DoubleUnaryOperator gain) {
    if (ours.length != baseline.length) {
      throw new IllegalArgumentException(
          "paired samples have lengths " + ours.length + " and " + baseline.length);
    }
    double[] differences = new double[ours.length];
    for (int i = 0; i < ours.length; i++) {
      differences[i] = ours[i] - baseline[i];
    }
    Measurement difference = Measurement.of("", differences);
    return judge(
        id,
        statement,
        Measurement.of("", ours),
        Measurement.of("", baseline),
        gain.applyAsDouble(difference.mean()) - margin,
        difference.standardError());
  }

  private static Claim judge(
      String id, String statement, Measurement a, Measurement b, double gain, double error) {
    if (a.n() < 2 || b.n() < 2) {
      String why = "one seed has no standard error; gain " + Numbers.format(gain);
      return new Claim(id, statement, Verdict.NOT_TESTABLE, a, b, why);
    }
    boolean confirmed = gain > 0 && gain >= STANDARD_ERRORS * error;
    return new Claim(
        id,
        statement,
        confirmed ? Verdict.CONFIRMED : Verdict.NOT_CONFIRMED,
        a,
        b,
        "gain %s, standard error %s".formatted(Numbers.format(gain), Numbers.format(error)));
  }
}
