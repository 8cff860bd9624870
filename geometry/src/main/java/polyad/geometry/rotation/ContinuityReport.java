package polyad.geometry.rotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import polyad.algebra.RotationMap;
import polyad.algebra.Rotations;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Where the way back g from rotations to numbers jumps (sections 3 and 4). Rotations run around
 * closed loops R(t) = exp(t·A)·R₀; the step with the largest change of g is halved until it is
 * {@value #SHORTEST} rad long. A continuous g changes in proportion to the angle, a discontinuous
 * one keeps its jump, so that the ratio of change to angle grows without bound.
 *
 * @param dim numbers of the representation
 * @param jump the change of g over the last, shortest step
 * @param loop the loop on which it was found
 * @param at the place t on that loop
 * @param separations angles from 1e-1 to 1e-5 rad
 * @param ratios change of g over angle between rotations that far apart around the worst place
 */
public record ContinuityReport(
    int dim, double jump, int loop, double at, List<Double> separations, List<Double> ratios) {
  /** Where halving stops, in radians. */
  public static final double SHORTEST = 1e-4;

  private static final List<Double> SEPARATIONS = List.of(1e-1, 1e-2, 1e-3, 1e-4, 1e-5);

  /** Copies the lists. */
  public ContinuityReport {
    separations = List.copyOf(separations);
    ratios = List.copyOf(ratios);
  }

  /** The change of g over the shortest step, per radian. */
  public double ratio() {
    return jump / SHORTEST;
  }

  /** A loop of rotations, parametrised by the angle. */
  private record Loop(Tensor generator, Tensor start) {
    Tensor at(double... t) {
      Tensor angles = Tensor.of(t, t.length, 1, 1);
      return Linalg.matrixExp(generator.mul(angles)).matmul(start); // [T, n, n]
    }
  }

  /**
   * Looks for jumps.
   *
   * @param loops number of random loops, at least 1; 10 suffice
   * @param steps steps a loop is divided into, at least 2; 400 suffice
   */
  public static ContinuityReport of(RotationMap map, int loops, int steps, long seed) {
    if (loops < 1 || steps < 2) {
      throw new IllegalArgumentException(
          "loops, steps are %d, %d, expected at least 1 and 2".formatted(loops, steps));
    }
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Generator rng = new Generator(seed);
      ContinuityReport worst = null;
      for (int i = 0; i < loops; i++) {
        ContinuityReport found = along(map, loop(map.n(), rng), steps, i);
        if (worst == null || found.ratio() > worst.ratio()) {
          worst = found;
        }
      }
      return Objects.requireNonNull(worst);
    }
  }

  /** A random turn in a random plane, through a random rotation. */
  private static Loop loop(int n, Generator rng) {
    Tensor frame = Rotations.random(rng, DType.F64, n, 1).squeeze(0);
    Tensor a = frame.narrow(-1, 0, 1);
    Tensor b = frame.narrow(-1, 1, 1);
    Tensor plane = b.matmul(a.mT()).sub(a.matmul(b.mT()));
    return new Loop(plane, Rotations.random(rng, DType.F64, n, 1).squeeze(0));
  }

  private static ContinuityReport along(RotationMap map, Loop loop, int steps, int index) {
    double step = 2 * Math.PI / steps;
    double[] t = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      t[i] = i * step;
    }
    Tensor numbers = map.fromMatrix(loop.at(t));
    Tensor changes =
        numbers.narrow(0, 1, steps).sub(numbers.narrow(0, 0, steps)).norm(2, false, -1);
    int at = (int) changes.argmax(0, false).itemLong();
    Step worst = new Step(t[at], t[at + 1]);
    List<Double> ratios = new ArrayList<>();
    double jump = 0;
    double place = 0;
    for (double width : SEPARATIONS) {
      worst = worst.narrow(map, loop, width);
      double change = change(map, loop, worst.around(width));
      ratios.add(change / width);
      if (width >= SHORTEST) {
        jump = change;
        place = worst.middle();
      }
    }
    return new ContinuityReport(map.dim(), jump, index, place, SEPARATIONS, ratios);
  }

  /** A stretch of a loop. */
  private record Step(double from, double to) {
    double middle() {
      return (from + to) / 2;
    }

    /** The stretch of that width with the same middle. */
    Step around(double width) {
      return new Step(middle() - width / 2, middle() + width / 2);
    }

    /** Halves the stretch, keeping the half with the larger change, until it is that short. */
    Step narrow(RotationMap map, Loop loop, double width) {
      Step step = this;
      while (step.to - step.from > width) {
        Step left = new Step(step.from, step.middle());
        Step right = new Step(step.middle(), step.to);
        step = change(map, loop, left) >= change(map, loop, right) ? left : right;
      }
      return step;
    }
  }

  private static double change(RotationMap map, Loop loop, Step step) {
    try (var _ = TensorScope.open()) {
      Tensor numbers = map.fromMatrix(loop.at(step.from(), step.to()));
      return numbers.get(0).sub(numbers.get(1)).norm().item();
    }
  }
}
