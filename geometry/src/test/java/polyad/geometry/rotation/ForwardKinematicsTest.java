package polyad.geometry.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import polyad.algebra.Rotations;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

final class ForwardKinematicsTest {
  private static int[] tree(int joints, Generator rng) {
    int[] parents = new int[joints];
    parents[0] = -1;
    for (int j = 1; j < joints; j++) {
      parents[j] = (int) Tensor.randint(rng, 0, j, 1).itemLong();
    }
    return parents;
  }

  private static double[][] offsets(int joints, Generator rng) {
    double[] flat = Tensor.randn(rng, DType.F64, 3L * joints).toDoubleArray();
    double[][] offsets = new double[joints][3];
    for (int i = 0; i < flat.length; i++) {
      offsets[i / 3][i % 3] = flat[i];
    }
    return offsets;
  }

  /** Joint after joint, as the definition says. */
  private static Tensor oneByOne(int[] parents, double[][] offsets, Tensor rotations) {
    int joints = parents.length;
    Tensor[] global = new Tensor[joints];
    Tensor[] at = new Tensor[joints];
    for (int j = 0; j < joints; j++) {
      Tensor offset = Tensor.of(offsets[j], 1, 3, 1).expand(rotations.size(0), 3, 1);
      Tensor local = rotations.select(1, j);
      int p = parents[j];
      at[j] = p < 0 ? offset : at[p].add(global[p].matmul(offset));
      global[j] = p < 0 ? local : global[p].matmul(local);
    }
    return Tensor.stack(1, at).squeeze(-1);
  }

  @Property(tries = 50, seed = "57")
  void agreesWithTheDefinition(
      @ForAll @IntRange(min = 1, max = 25) int joints, @ForAll @LongRange(min = 0) long seed) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      int[] parents = tree(joints, rng);
      double[][] offsets = offsets(joints, rng);
      Tensor rotations = Rotations.random(rng, DType.F64, 3, 4L * joints).unflatten(0, 4, joints);
      Tensor found = new ForwardKinematics(parents, offsets).positions(rotations);
      Tensor expected = oneByOne(parents, offsets, rotations);
      assertTrue(found.sub(expected).abs().max().item() < 1e-12);
    }
  }

  @Property(tries = 30, seed = "58")
  void turningTheRootTurnsThePose(@ForAll @LongRange(min = 0) long seed) {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      int[] parents = tree(9, rng);
      double[][] offsets = offsets(9, rng);
      offsets[0] = new double[3];
      ForwardKinematics kinematics = new ForwardKinematics(parents, offsets);
      Tensor rotations = Rotations.random(rng, DType.F64, 3, 18).unflatten(0, 2, 9);
      Tensor turn = Rotations.random(rng, DType.F64, 3, 2).unsqueeze(1);
      Tensor root = turn.matmul(rotations.narrow(1, 0, 1));
      Tensor turned = Tensor.cat(1, root, rotations.narrow(1, 1, 8));
      Tensor expected = kinematics.positions(rotations).matmul(turn.squeeze(1).mT());
      assertTrue(kinematics.positions(turned).sub(expected).abs().max().item() < 1e-12);
    }
  }

  @Test
  void refusesTreesThatAreNone() {
    double[][] three = new double[3][3];
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new ForwardKinematics(new int[] {-1, 0, 2}, three))
            .getMessage();
    assertTrue(message.contains("parents[2] is 2"), message);
    assertThrows(
        IllegalArgumentException.class, () -> new ForwardKinematics(new int[] {0, 0, 1}, three));
    assertThrows(
        IllegalArgumentException.class, () -> new ForwardKinematics(new int[] {-1, 0}, three));
    assertThrows(
        IllegalArgumentException.class, () -> new ForwardKinematics(new int[0], new double[0][]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ForwardKinematics(new int[] {-1}, new double[][] {{1, 2}}));
  }

  @Test
  void refusesAnotherNumberOfJoints() {
    try (var _ = TensorScope.open()) {
      ForwardKinematics kinematics = new ForwardKinematics(new int[] {-1, 0}, new double[2][3]);
      assertEquals(2, kinematics.joints());
      Tensor wrong = Rotations.random(3, 3, 1).unsqueeze(0);
      assertThrows(IllegalArgumentException.class, () -> kinematics.positions(wrong));
    }
  }
}
