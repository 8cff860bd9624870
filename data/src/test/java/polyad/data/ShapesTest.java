package polyad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ShapesTest {
  private static final String CUBE =
      """
      OFF 8 6 0
      # a unit cube
      0 0 0
      1 0 0
      1 1 0
      0 1 0
      0 0 1
      1 0 1
      1 1 1
      0 1 1
      4 0 3 2 1
      4 4 5 6 7
      4 0 1 5 4
      4 1 2 6 5
      4 2 3 7 6
      4 3 0 4 7
      """;

  @TempDir Path folder;

  private static String failure(Executable action) {
    return String.valueOf(assertThrows(FormatException.class, action).getMessage());
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void readsOffAndSamplesByArea() throws IOException {
    Mesh cube = Meshes.read(file("cube.off", CUBE));
    assertEquals(12, cube.triangles().length);
    assertEquals(6, cube.area(), 1e-12);
    double[][] points = cube.sample(6000, new SplittableRandom(3));
    int bottom = 0;
    for (double[] p : points) {
      double toSurface = 1;
      for (double v : p) {
        toSurface = Math.min(toSurface, Math.min(Math.abs(v), Math.abs(1 - v)));
      }
      assertEquals(0, toSurface, 1e-12);
      bottom += p[2] < 1e-12 ? 1 : 0;
    }
    assertEquals(1000, bottom, 150, "a sixth of the surface");
    assertArrayEquals(points, cube.sample(6000, new SplittableRandom(3)));
  }

  @Test
  void namesTheLineOfABadMesh() throws IOException {
    assertTrue(
        failure(() -> Meshes.read(file("a.off", CUBE.replace("4 3 0 4 7", "4 3 0 4 8"))))
            .contains("line 16: found 8.0, expected a vertex below 8"));
    assertTrue(
        failure(() -> Meshes.read(file("b.off", CUBE.replace("1 0 1\n", "1 zero 1\n"))))
            .contains("line 8: found 'zero'"));
    assertTrue(failure(() -> Meshes.read(file("c.off", "PLY\n"))).contains("line 1: found 'PLY'"));
    assertTrue(
        failure(() -> Meshes.read(file("d.off", "OFF 8 1 0\n0 0 0\n")))
            .contains("the end of the file"));
    assertTrue(failure(() -> Meshes.read(file("e.obj", "v 0 0 0\nf 1 2 3\n"))).contains("line 2"));
    assertTrue(failure(() -> Meshes.read(file("f.obj", "v 0 0\n"))).contains("line 1"));
    assertTrue(failure(() -> Meshes.read(file("g.stl", ""))).contains(".off or .obj"));
  }

  @Test
  void readsObjWithNegativeAndSlashedIndices() throws IOException {
    Mesh mesh =
        Meshes.read(
            file(
                "q.obj",
                "v 0 0 0\nv 2 0 0\nv 2 2 0\nv 0 2 0\nvn 0 0 1\nf -4//1 -3//1 -2//1 4//1\n"));
    assertEquals(2, mesh.triangles().length);
    assertEquals(4, mesh.area(), 1e-12);
  }

  @Test
  void readsPoints() throws IOException {
    assertEquals(2, PointClouds.read(file("a.xyz", "0 0 0\n1,2,3 9 9\n")).length);
    assertEquals(2, PointClouds.read(file("a.pts", "2\n0 0 0\n1 2 3\n")).length);
    assertTrue(
        failure(() -> PointClouds.read(file("b.pts", "3\n0 0 0\n1 2 3\n")))
            .contains("found 2 points"));
    assertTrue(failure(() -> PointClouds.read(file("b.xyz", "0 0\n"))).contains("line 1"));
    assertTrue(failure(() -> PointClouds.read(folder.resolve("a.xyz"), 3, 1)).contains("2 points"));
    assertEquals(4, PointClouds.files(folder).size());
  }

  @Test
  void readsTheRealMeshes() throws IOException {
    Path meshes = SharedData.folder("meshes");
    Mesh spot = Meshes.read(meshes.resolve("spot.obj.gz"));
    assertEquals(2930, spot.vertices().length);
    assertEquals(5856, spot.triangles().length);
    assertEquals(507, Meshes.read(meshes.resolve("suzanne.obj.gz")).vertices().length);
    assertEquals(6320, Meshes.read(meshes.resolve("teapot.obj.gz")).triangles().length);
    for (Path file : PointClouds.files(SharedData.folder("modelnet10-sample"))) {
      assertEquals(500, PointClouds.read(file, 500, 1L).length);
    }
  }
}
