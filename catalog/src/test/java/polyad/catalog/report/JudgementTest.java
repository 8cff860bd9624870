package polyad.catalog.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static Verdict lower(double[] ours, double[] baseline, double margin) {
    return Claim.lower("C", "s", ours, baseline, margin).verdict();
  }

  @Test
  void summarisesSamples() {
    Measurement m = Measurement.of("MSE", 1, 2, 3);
    assertEquals(2, m.mean(), 1e-15);
    assertEquals(1 / Math.sqrt(3), m.standardError(), 1e-15);
    assertEquals("2.00 ± 0.58 MSE (n=3)", m.toString());
    assertTrue(Double.isNaN(Measurement.of("", 5).standardError()));
    assertThrows(IllegalArgumentException.class, () -> Measurement.of(""));
  }

  @Test
  void confirmsOnlyBeyondTheStandardError() {
    double[] baseline = {1.0, 1.1, 0.9};
    assertEquals(Verdict.CONFIRMED, lower(new double[] {0.5, 0.6, 0.4}, baseline, 0));
    assertEquals(Verdict.NOT_CONFIRMED, lower(new double[] {0.9, 1.05, 0.95}, baseline, 0));
    assertEquals(Verdict.NOT_CONFIRMED, lower(new double[] {0.5, 0.6, 0.4}, baseline, 0.6));
    assertEquals(Verdict.CONFIRMED, lower(new double[] {1.1, 1.2, 1.0}, baseline, -0.5));
    assertEquals(Verdict.NOT_TESTABLE, lower(new double[] {0.1}, baseline, 0));
    assertEquals(
        Verdict.CONFIRMED, Claim.higher("C", "s", baseline, new double[] {0, 0.1}, 0).verdict());
  }

  @Test
  void pairsShareTheirNoise() {
    double[] ours = {1, 5, 9};
    double[] baseline = {1.1, 5.1, 9.1};
    assertEquals(Verdict.NOT_CONFIRMED, lower(ours, baseline, 0));
    assertEquals(Verdict.CONFIRMED, Claim.lowerPaired("C", "s", ours, baseline, 0).verdict());
    assertEquals(Verdict.NOT_CONFIRMED, Claim.higherPaired("C", "s", ours, baseline, 0).verdict());
    assertThrows(
        IllegalArgumentException.class,
        () -> Claim.lowerPaired("C", "s", ours, new double[] {1}, 0));
  }

  @Property
  void neverConfirmsNaN(
      @ForAll @Size(min = 2, max = 5) double[] ours,
      @ForAll @Size(min = 2, max = 5) double[] other) {
    double[] broken = ours.clone();
    broken[ours.length - 1] = Double.NaN;
    assertEquals(Verdict.NOT_CONFIRMED, lower(broken, other, -1e300));
    assertEquals(Verdict.NOT_CONFIRMED, Claim.higher("C", "s", other, broken, -1e300).verdict());
  }

  @Property
  void neverConfirmsBothDirections(
      @ForAll @Size(min = 2, max = 6) double @DoubleRange(min = -9, max = 9) [] ours,
      @ForAll @Size(min = 2, max = 6) double @DoubleRange(min = -9, max = 9) [] other) {
    boolean lower = lower(ours, other, 0) == Verdict.CONFIRMED;
    boolean higher = Claim.higher("C", "s", ours, other, 0).verdict() == Verdict.CONFIRMED;
    assertFalse(lower && higher);
    if (lower) {
      assertTrue(
          Arrays.stream(ours).average().orElseThrow()
              < Arrays.stream(other).average().orElseThrow());
    }
  }

  @Test
  void checksHoldAtTheirLimitsAndNeverForNaN() {
    assertTrue(Check.atMost("x", 2, 2).held());
    assertFalse(Check.atMost("x", Math.nextUp(2), 2).held());
    assertTrue(Check.atLeast("x", 2, 2).held());
    assertTrue(Check.between("x", 1, 1, 2).held());
    assertFalse(Check.between("x", 2.1, 1, 2).held());
    assertTrue(Check.that("x", true).held());
    assertFalse(Check.that("x", false).held());
    assertFalse(Check.atMost("x", Double.NaN, 2).held());
    assertFalse(Check.atLeast("x", Double.NaN, 2).held());
    assertFalse(Check.between("x", Double.NaN, 1, 2).held());
    assertThrows(IllegalArgumentException.class, () -> Check.atMost("x", 1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Check.between("x", 1, 3, 2));
  }

  @Test
  void marksTheBestOfAColumn() {
    Table table =
        Table.of("t")
            .columns("model")
            .lower("MSE")
            .higher("accuracy")
            .row("a", 0.5, 0.1)
            .row("b", Measurement.of("", 0.4, 0.6), null)
            .row("c", Double.NaN, 0.3)
            .build();
    assertTrue(table.isBest(0, 1) && table.isBest(1, 1));
    assertFalse(table.isBest(2, 1));
    assertTrue(table.isBest(2, 2));
    assertFalse(table.isBest(0, 0));
    assertEquals("–", table.text(1, 2));
    assertThrows(
        IllegalArgumentException.class, () -> Table.of("t").columns("a").row(1, 2).build());
    assertThrows(
        IllegalArgumentException.class, () -> Table.of("t").columns("a").row(new Object()).build());
  }

  @Test
  void writesNumbersForPeople() {
    assertEquals("0.3761", Numbers.format(0.37612));
    assertEquals("12.35", Numbers.format(12.3456));
    assertEquals("1234", Numbers.format(1234.4));
    assertEquals("1.235e-05", Numbers.format(0.000012345));
    assertEquals("12", Numbers.format(12));
    assertEquals("-∞", Numbers.format(Double.NEGATIVE_INFINITY));
    assertEquals("1.000", Numbers.format(0.99999));
    assertEquals("0.395", Numbers.brief(0.395));
    assertEquals("100.5", Numbers.brief(100.5));
    assertEquals("NaN ± NaN", Numbers.withError(Double.NaN, Double.NaN));
    assertEquals("3.0000 ± 0.0000", Numbers.withError(3, 0));
    assertEquals("NaN", Numbers.format(Double.NaN));
  }
}
