package polyad.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class LambTest {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPS = 1e-6;

  /** One step on plain arrays, written from the paper's algorithm. */
  private static void reference(
      double[] w, double[] g, double[] m, double[] v, int step, double lr, double decay) {
    double[] r = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      m[i] = BETA1 * m[i] + (1 - BETA1) * g[i];
      v[i] = BETA2 * v[i] + (1 - BETA2) * g[i] * g[i];
      double mean = m[i] / (1 - Math.pow(BETA1, step));
      double variance = v[i] / (1 - Math.pow(BETA2, step));
      r[i] = mean / (Math.sqrt(variance) + EPS) + decay * w[i];
    }
    double wNorm = norm(w);
    double rNorm = norm(r);
    double ratio = wNorm > 0 && rNorm > 0 ? wNorm / rNorm : 1;
    for (int i = 0; i < w.length; i++) {
      w[i] -= lr * ratio * r[i];
    }
  }

  private static double norm(double[] x) {
    return Math.sqrt(Arrays.stream(x).map(a -> a * a).sum());
  }

  @Property(tries = 25)
  void stepsEqualThePapersAlgorithm(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int size,
      @ForAll @DoubleRange(min = 0, max = 0.1) double decay) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] w = random.doubles(size, -1, 1).toArray();
    double[] m = new double[size];
    double[] v = new double[size];
    try (var _ = TensorScope.open();
        Parameter parameter = new Parameter(Tensor.of(w, size));
        Lamb lamb = new Lamb(List.of(new ParameterGroup(List.of(parameter), 1, decay)))) {
      for (int step = 1; step <= 5; step++) {
        double[] g = random.doubles(size, -2, 2).toArray();
        parameter.value().zeroGrad();
        parameter.value().mul(Tensor.of(g, size)).sum().backward();
        lamb.step(0.01);
        reference(w, g, m, v, step, 0.01, decay);
        assertArrayEquals(w, parameter.value().detach().toDoubleArray(), 1e-12, "step " + step);
      }
    }
  }

  @Test
  void aTensorOfZerosIsMovedByThePlainStep() {
    try (var _ = TensorScope.open();
        Parameter parameter = new Parameter(Tensor.zeros(DType.F64, 3));
        Lamb lamb = new Lamb(ParameterGroup.of(List.of(parameter), 0.1))) {
      parameter.value().sum().backward();
      lamb.step(0.5);
      double moved = -0.5 / (1 + EPS);
      assertArrayEquals(
          new double[] {moved, moved, moved}, parameter.value().detach().toDoubleArray(), 1e-12);
    }
  }

  @Test
  void aZeroUpdateLeavesTheTensor() {
    try (var _ = TensorScope.open();
        Parameter parameter = new Parameter(Tensor.ones(DType.F64, 3));
        Lamb lamb = new Lamb(ParameterGroup.of(List.of(parameter), 0))) {
      parameter.value().mul(0.0).sum().backward();
      lamb.step(0.5);
      assertArrayEquals(new double[] {1, 1, 1}, parameter.value().detach().toDoubleArray(), 0.0);
    }
  }

  @Test
  void theLinearScheduleRisesAndFalls() {
    Schedule schedule = Schedule.linear(1, 4, 12);
    assertEquals(0.25, schedule.at(0), 1e-12);
    assertEquals(1, schedule.at(3), 1e-12);
    assertEquals(1, schedule.at(4), 1e-12);
    assertEquals(0.5, schedule.at(8), 1e-12);
    assertEquals(0, schedule.at(12), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> Schedule.linear(1, 5, 4));
  }
}
