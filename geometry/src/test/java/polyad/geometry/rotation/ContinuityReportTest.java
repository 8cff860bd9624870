package polyad.geometry.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyad.algebra.RotationRepresentation;
import polyad.algebra.SkewExponential;
import polyad.algebra.SpecialOrthogonal;

final class ContinuityReportTest {
  @ParameterizedTest
  @EnumSource
  void findsJumpsWhereThereAreSome(RotationRepresentation mode) {
    ContinuityReport report = ContinuityReport.of(mode, 10, 400, 1);
    assertEquals(mode.dim(), report.dim());
    if (mode.isContinuous()) {
      assertTrue(report.ratio() <= 3, () -> mode + " changes by " + report.ratio());
    } else {
      assertTrue(report.ratio() >= 1e3, () -> mode + " changes by " + report.ratio());
      int last = report.ratios().size() - 1;
      assertTrue(report.ratios().get(last) > 500 * report.ratios().getFirst());
    }
  }

  @Test
  void looksAtHigherDimensions() {
    for (int k = 0; k <= 3; k++) {
      assertTrue(ContinuityReport.of(new SpecialOrthogonal(5, k), 5, 400, 2).ratio() < 5);
    }
    assertTrue(ContinuityReport.of(new SkewExponential(4), 5, 400, 2).ratio() > 1e3);
  }

  @Test
  void refusesNoLoops() {
    RotationRepresentation mode = RotationRepresentation.ORTHO6D;
    assertThrows(IllegalArgumentException.class, () -> ContinuityReport.of(mode, 0, 400, 1));
    assertThrows(IllegalArgumentException.class, () -> ContinuityReport.of(mode, 1, 1, 1));
  }
}
