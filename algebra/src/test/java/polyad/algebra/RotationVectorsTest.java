package polyad.algebra;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/** The maps against an independent float64 reference. */
final class RotationVectorsTest {
  private static Map<String, Tensor> read(String name) throws IOException {
    Path folder =
        Path.of(System.getProperty("polyad.shared", "shared"), "vectors/rotation-representations");
    Assumptions.assumeTrue(Files.isDirectory(folder), "reference vectors are at hand");
    return TensorFiles.readSafetensors(folder.resolve(name + ".safetensors"));
  }

  private static void compare(
      Map<String, Tensor> file, RotationRepresentation mode, RotationMap map, String key) {
    Tensor raw = file.get("input.raw." + key).requiresGrad(true);
    Tensor matrix = map.toMatrix(raw);
    Tensor gradient =
        Autograd.grad(matrix.mul(file.get("input.cotangent." + key)).sum(), raw, false);
    boolean svd = mode == RotationRepresentation.SVD;
    TensorAssertions.assertClose(key, file.get("output.matrix." + key), matrix, 1e-9, 1e-10);
    TensorAssertions.assertClose(
        key, file.get("grad.raw." + key), gradient, svd ? 1e-7 : 1e-9, svd ? 1e-7 : 1e-10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"to_matrix_main", "to_matrix_more"})
  void mapsAndGradientsAgree(String name) throws IOException {
    try (var _ = TensorScope.open()) {
      Map<String, Tensor> file = read(name);
      int compared = 0;
      for (RotationRepresentation mode : RotationRepresentation.values()) {
        if (file.containsKey("input.raw." + mode.label())) {
          compare(file, mode, mode, mode.label());
          compared++;
        }
      }
      assertTrue(compared >= 5);
    }
  }

  @Test
  void waysBackAgree() throws IOException {
    try (var _ = TensorScope.open()) {
      Map<String, Tensor> file = read("from_matrix");
      Tensor matrix = file.get("input.matrix");
      int compared = 0;
      for (RotationRepresentation mode : RotationRepresentation.values()) {
        Tensor expected = file.get("output.repr." + mode.label());
        if (expected != null) {
          Tensor actual = mode.fromMatrix(matrix);
          TensorAssertions.assertClose(mode.label(), expected, actual, 1e-9, 1e-10);
          compared++;
        }
      }
      assertTrue(compared == 6);
      Tensor other = file.get("input.matrix2");
      Tensor angle = file.get("output.geodesic");
      TensorAssertions.assertClose("acos", angle, Rotations.geodesic(matrix, other), 1e-9, 1e-10);
      TensorAssertions.assertClose(
          "atan2", angle, Rotations.geodesicStable(matrix, other), 1e-9, 1e-10);
    }
  }

  @Test
  void higherDimensionsAgree() throws IOException {
    try (var _ = TensorScope.open()) {
      Map<String, Tensor> file = read("nd_so4");
      for (int[] nk : new int[][] {{3, 0}, {3, 1}, {4, 0}, {4, 2}}) {
        String key = nk[0] + "_" + nk[1];
        SpecialOrthogonal map = new SpecialOrthogonal(nk[0], nk[1]);
        compare(file, RotationRepresentation.ORTHO6D, map, key);
        Tensor back = map.fromMatrix(file.get("input.rotation." + key));
        TensorAssertions.assertClose(key, file.get("output.repr." + key), back, 1e-9, 1e-10);
      }
    }
  }
}
