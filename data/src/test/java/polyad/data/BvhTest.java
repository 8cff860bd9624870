package polyad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.data.generate.SkeletonWalks;

class BvhTest {
  private static final String TWO =
      """
      HIERARCHY
      ROOT hips
      {
        OFFSET 0 90 0
        CHANNELS 6 Xposition Yposition Zposition Yrotation Xrotation Zrotation
        JOINT left knee
        {
          OFFSET 0 -40 0
          CHANNELS 3 Zrotation Xrotation Yrotation
          End Site
          {
            OFFSET 0 -38 1
          }
        }
      }
      MOTION
      Frames: 2
      Frame Time:\t0.04
      1 2 3 90 0 0 0 0 0
      1 2 4 0 0 0 90 90 0
      """;

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("clip.bvh"), content);
  }

  @Test
  void multipliesTurnsInChannelOrder() throws IOException {
    Bvh bvh = Bvh.read(file(TWO));
    SkeletonMotion motion = bvh.skeleton();
    assertEquals(List.of("hips", "left knee"), motion.names());
    assertArrayEquals(new int[] {-1, 0}, motion.parents());
    assertArrayEquals(new double[] {1, 2, 4}, motion.rootTranslations()[1]);
    assertArrayEquals(new double[] {0, -38, 1}, bvh.ends().getFirst().offset());
    assertMatrix(new double[][] {{0, 0, 1}, {0, 1, 0}, {-1, 0, 0}}, motion.rotations()[0][0]);
    // Rz(90) Rx(90): x goes to y, y goes to z, z goes to x.
    assertMatrix(new double[][] {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}}, motion.rotations()[1][1]);
  }

  @Test
  void namesTheLineOfASyntaxError() throws IOException {
    assertFailure(TWO.replace("OFFSET 0 -40 0", "OFFSET 0 -40 x"), "line 8: found 'x'");
    assertFailure(TWO.replace("CHANNELS 3", "CHANNELS 4"), "line 10: found 'End'");
    assertFailure(TWO.replace("ROOT", "ROT"), "line 2: found 'ROT', expected ROOT");
    assertFailure(TWO.replace("Frames: 2", "Frames: 3"), "the end of the file");
    assertFailure(TWO.replace("Frames: 2", "Frames: 1"), "line 20: found '1'");
    assertFailure(TWO.replace("90 90 0", "90 90"), "line 20: found the end of the file");
    assertFailure(TWO.replace("0.04", "-1"), "line 18");
    assertFailure("", "found the end of the file, expected HIERARCHY");
  }

  private void assertFailure(String content, String expected) throws IOException {
    Path file = file(content);
    var e = assertThrows(FormatException.class, () -> Bvh.read(file));
    assertTrue(String.valueOf(e.getMessage()).contains(expected), e.getMessage());
  }

  @Test
  void writesWhatItReads() throws IOException {
    Bvh bvh = Bvh.read(file(TWO));
    Path copy = folder.resolve("copy.bvh.gz");
    bvh.write(copy);
    Bvh again = Bvh.read(copy);
    assertArrayEquals(bvh.motion(), again.motion());
    assertEquals(bvh.joints().get(1).channels(), again.joints().get(1).channels());
    assertEquals(1, again.ends().size());
  }

  @Test
  void matricesSurviveAFile() throws IOException {
    SkeletonMotion walk = new SkeletonWalks(5, 0.1, 1.2).draw(4L);
    Path file = folder.resolve("walk.bvh");
    Bvh.of(walk, 0.01).write(file);
    SkeletonMotion again = Bvh.read(file).skeleton();
    assertArrayEquals(walk.parents(), again.parents());
    for (int f = 0; f < walk.frames(); f++) {
      for (int j = 0; j < walk.joints(); j++) {
        assertMatrix(walk.rotations()[f][j], again.rotations()[f][j]);
      }
    }
  }

  @Property(tries = 200)
  void anglesComeBack(
      @ForAll @DoubleRange(min = -3, max = 3) double z,
      @ForAll @DoubleRange(min = -1.6, max = 1.6) double y,
      @ForAll @DoubleRange(min = -3, max = 3) double x) {
    double[][] matrix =
        Matrices.multiply(
            Matrices.about(2, z), Matrices.multiply(Matrices.about(1, y), Matrices.about(0, x)));
    double[] angles = Matrices.toZyxDegrees(matrix);
    double[][] again =
        Matrices.multiply(
            Matrices.about(2, Math.toRadians(angles[0])),
            Matrices.multiply(
                Matrices.about(1, Math.toRadians(angles[1])),
                Matrices.about(0, Math.toRadians(angles[2]))));
    assertMatrix(matrix, again);
  }

  @Test
  void readsTheRealClips() throws IOException {
    Path clips = SharedData.folder("mocap-bvh");
    assertClip(clips.resolve("cmu1_jumping_jacks.bvh.gz"), 31, 125);
    assertClip(clips.resolve("fair1_dab.bvh.gz"), 27, 339);
    assertClip(clips.resolve("rokoko_jesse_dance.bvh.gz"), 60, 1007);
  }

  private static void assertClip(Path file, int joints, int frames) throws IOException {
    SkeletonMotion motion = Bvh.read(file).skeleton();
    assertEquals(joints, motion.joints());
    assertEquals(frames, motion.frames());
    double[][] r = motion.rotations()[frames - 1][joints - 1];
    double[][] transposed = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        transposed[i][j] = r[j][i];
      }
    }
    assertMatrix(Matrices.identity(), Matrices.multiply(r, transposed));
  }

  private static void assertMatrix(double[][] expected, double[][] actual) {
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(expected[i], actual[i], 1e-9);
    }
  }
}
