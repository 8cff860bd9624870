package polyad.geometry.rotation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import polyad.algebra.OrthogonalGroup;
import polyad.algebra.RotationMap;
import polyad.algebra.RotationRepresentation;
import polyad.algebra.Rotations;
import polyad.algebra.Similarity;
import polyad.algebra.SpecialOrthogonal;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** The maps themselves: round trips, determinants, and where the ways back jump. */
final class MapStudy {
  private static final double EXACT = 1e-12;
  private static final int LARGEST_N = 8;

  private static final List<RotationRepresentation> JUMPING =
      List.of(
          RotationRepresentation.QUATERNION,
          RotationRepresentation.EULER,
          RotationRepresentation.AXIS_ANGLE,
          RotationRepresentation.RODRIGUEZ);

  private static final List<RotationRepresentation> SMOOTH =
      List.of(RotationRepresentation.ORTHO5D, RotationRepresentation.ORTHO6D);

  private final RotationConfig config;
  private final Run run;
  private final Map<RotationRepresentation, Double> trips = new LinkedHashMap<>();
  private final Map<RotationRepresentation, ContinuityReport> jumps = new LinkedHashMap<>();

  MapStudy(RotationConfig config, Run run) {
    this.config = config;
    this.run = run;
  }

  void report() {
    for (RotationRepresentation mode : RotationRepresentation.values()) {
      run.stopIfRequested();
      trips.put(mode, roundTrip(mode));
      jumps.put(mode, ContinuityReport.of(mode, config.loops(), config.loopSteps(), run.seed()));
    }
    Report report = run.report().section("The maps");
    report.table(table());
    report.plot(plot());
    threeDimensions(report);
    otherGroups(report);
  }

  private Table table() {
    Table.Builder table =
        Table.of("Maps of SO(3)")
            .columns("representation", "D", "continuous")
            .lower("largest error of f(g(R))")
            .lower("jump of g over 1e-4 rad")
            .lower("per radian")
            .columns("on loop", "at t (rad)")
            .note(
                "%d random rotations, the 24 of the cube, turns by 0 and π, gimbal poses; %d loops of %d steps"
                    .formatted(config.roundTrips(), config.loops(), config.loopSteps()));
    jumps.forEach(
        (mode, jump) ->
            table.row(
                mode.label(),
                mode.dim(),
                mode.isContinuous(),
                trips.get(mode),
                jump.jump(),
                jump.ratio(),
                jump.loop(),
                jump.at()));
    return table.build();
  }

  private Plot plot() {
    List<Plot.Curve> curves = new ArrayList<>();
    jumps.forEach(
        (mode, jump) ->
            curves.add(
                Plot.Curve.of(mode.label(), array(jump.separations()), array(jump.ratios()))));
    return new Plot.Lines(
        "Change of g per radian where it changes most",
        Plot.Axis.log("angle between the rotations (rad)"),
        Plot.Axis.log("change of g per radian"),
        curves);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private void threeDimensions(Report report) {
    double smoothTrip = largest(SMOOTH, trips::get);
    double smoothRatio = largest(SMOOTH, mode -> ratio(mode));
    double jumpingRatio = -largest(JUMPING, mode -> -ratio(mode));
    double worstTrip = largest(List.copyOf(trips.keySet()), trips::get);
    report
        .check(Check.atMost("5D and 6D: largest error of f(g(R))", smoothTrip, EXACT))
        .check(Check.atMost("largest |det f(raw) − 1| of maps onto SO(3)", determinants(), EXACT))
        .check(Check.atMost("5D and 6D: change of g per radian", smoothRatio, 3))
        .check(
            Check.atLeast(
                "quaternion, Euler, axis-angle, Rodriguez: least change of g per radian",
                jumpingRatio,
                1e3))
        .claim(
            Claim.exact(
                "C1",
                "A representation is a pair of maps with f(g(R)) = R",
                worstTrip,
                new Bound.AtMost(1e-9)))
        .claim(
            Claim.exact(
                "C2",
                "Every representation of SO(3) with four or fewer numbers jumps",
                -largest(lowDimensional(), mode -> -ratio(mode)),
                new Bound.AtLeast(1e3)))
        .claim(
            Claim.exact(
                "C3",
                "There are continuous representations of SO(3) with five and six numbers",
                smoothRatio,
                new Bound.AtMost(3)));
  }

  private static List<RotationRepresentation> lowDimensional() {
    return List.of(RotationRepresentation.values()).stream()
        .filter(mode -> mode.dim() <= 4)
        .toList();
  }

  private double ratio(RotationRepresentation mode) {
    ContinuityReport jump = jumps.get(mode);
    return jump == null ? Double.NaN : jump.ratio();
  }

  private static double largest(
      List<RotationRepresentation> modes, ToDoubleFunction<RotationRepresentation> value) {
    return modes.stream().mapToDouble(value).max().orElse(Double.NaN);
  }

  private void otherGroups(Report report) {
    Table.Builder table =
        Table.of("Continuous maps of other groups")
            .columns("group", "numbers")
            .lower("largest error of f(g(R))")
            .lower("change of g per radian");
    double trip = 0;
    double ratio = 0;
    for (int n = 3; n <= LARGEST_N; n++) {
      for (int k = 0; k <= n - 2; k++) {
        run.stopIfRequested();
        SpecialOrthogonal map = new SpecialOrthogonal(n, k);
        double error = roundTrip(map);
        double change = ContinuityReport.of(map, 3, config.loopSteps(), run.seed()).ratio();
        table.row("SO(%d), k = %d".formatted(n, k), map.dim(), error, change);
        trip = Math.max(trip, error);
        ratio = Math.max(ratio, change);
      }
    }
    double others = others(table);
    report
        .table(table.build())
        .check(Check.atMost("SO(3) to SO(8): largest error of f(g(R))", trip, EXACT))
        .check(Check.atMost("O(n) and Sim(n): largest error of f(g(x))", others, EXACT))
        .claim(
            Claim.exact(
                    "C4",
                    "SO(n) has continuous representations with n²−n numbers, and n²−2n+2 by projections",
                    trip,
                    new Bound.AtMost(EXACT))
                .note("largest change of g per radian %.2f".formatted(ratio)))
        .claim(
            Claim.exact(
                "C5",
                "So have the orthogonal group and the similarity transforms",
                others,
                new Bound.AtMost(EXACT)));
  }

  private double others(Table.Builder table) {
    double worst = 0;
    for (int n = 3; n <= 5; n++) {
      double group = orthogonal(n);
      double similar = similarity(n);
      table.row("O(" + n + ")", n * n, group, null);
      int numbers = new Similarity(n, new SpecialOrthogonal(n, 0)).dim();
      table.row("Sim(" + n + ")", numbers, similar, null);
      worst = Math.max(worst, Math.max(group, similar));
    }
    return worst;
  }

  private double roundTrip(RotationMap map) {
    try (var _ = TensorScope.open()) {
      int count = map.n() == 3 ? config.roundTrips() : 1 + config.roundTrips() / 50;
      Tensor some = Rotations.random(map.n(), count, run.seed());
      Tensor all = Tensor.cat(0, some, special(map.n()));
      return all.sub(map.toMatrix(map.fromMatrix(all))).abs().max().item();
    }
  }

  /** Poses where representations break: signed permutations, turns by 0 and π, gimbals. */
  private static Tensor special(int n) {
    Tensor eye = Tensor.eye(DType.F64, n);
    if (n > 3) {
      Tensor cycle = eye.roll(1, 0);
      Tensor even = cycle.matmul(cycle); // an even permutation whatever n is
      Tensor half = Tensor.cat(0, eye.narrow(0, 0, 2).neg(), eye.narrow(0, 2, n - 2));
      return Tensor.stack(0, eye, even, half);
    }
    Tensor cube = Rotations.cube();
    Tensor half = Rotations.random(3, 50, 11).narrow(-1, 0, 1).squeeze(-1).mul(Math.PI);
    Tensor angles = Tensor.of(new double[] {0.3, -2, Math.PI / 2, 1, 0.5, -Math.PI / 2}, 2, 3);
    Tensor gimbal = RotationRepresentation.EULER.toMatrix(angles);
    return Tensor.cat(0, cube, Rotations.exp(half), gimbal);
  }

  private double orthogonal(int n) {
    try (var _ = TensorScope.open()) {
      OrthogonalGroup map = new OrthogonalGroup(n);
      Tensor some = Rotations.random(n, 1000, run.seed());
      Tensor mirrored = Tensor.cat(-1, some.narrow(-1, 0, 1).neg(), some.narrow(-1, 1, n - 1));
      Tensor all = Tensor.cat(0, some, mirrored);
      return all.sub(map.toMatrix(map.fromMatrix(all))).abs().max().item();
    }
  }

  private double similarity(int n) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(run.seed());
      Similarity map = new Similarity(n, new SpecialOrthogonal(n, n - 2));
      Similarity.Transform one =
          new Similarity.Transform(
              Tensor.rand(rng, DType.F64, 1000).add(0.5),
              Rotations.random(rng, DType.F64, n, 1000),
              Tensor.randn(rng, DType.F64, 1000, n));
      Similarity.Transform two = map.toTransform(map.fromTransform(one));
      Tensor points = Tensor.rand(rng, DType.F64, 1000, 4, n);
      return one.apply(points).sub(two.apply(points)).abs().max().item();
    }
  }

  /** Euler sines and cosines and the raw matrix are no maps onto SO(3) away from g's values. */
  private double determinants() {
    double worst = 0;
    for (RotationRepresentation mode : RotationRepresentation.values()) {
      if (mode == RotationRepresentation.EULER_SIN_COS
          || mode == RotationRepresentation.MATRIX_GRAM_SCHMIDT) {
        continue;
      }
      try (var _ = TensorScope.open()) {
        Tensor raw = Tensor.randn(new Generator(run.seed()), DType.F64, 10_000, mode.dim());
        worst = Math.max(worst, Linalg.det(mode.toMatrix(raw)).sub(1.0).abs().max().item());
      }
    }
    return worst;
  }
}
