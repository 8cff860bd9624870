package polyad.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.NpyArray;
import polyad.tensor.NpyFile;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class OrthoTransTest {
  @TempDir Path folder;

  /** Random walks that return to their mean, so that steps go together. */
  private static double[][] walks(int rows, int variates, long seed) {
    var random = new SplittableRandom(seed);
    double[][] values = new double[rows][variates];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < variates; j++) {
        values[i][j] = (i == 0 ? 0 : 0.9 * values[i - 1][j]) + random.nextGaussian();
      }
    }
    return values;
  }

  @Property(tries = 25)
  void rowsAreOrthonormalAndTheTransformHasAnInverse(
      @ForAll @IntRange(min = 1, max = 24) int length,
      @ForAll @IntRange(min = 1, max = 4) int variates,
      @ForAll long seed) {
    OrthoTrans q =
        OrthoTrans.fit(walks(length + 60, variates, seed), length, OrthoTrans.Normalise.PEARSON);
    assertTrue(q.orthogonalityError() < 1e-12);
    double[] eigenvalues = q.eigenvalues();
    assertEquals(length, Arrays.stream(eigenvalues).sum(), 1e-9);
    for (int i = 1; i < length; i++) {
      assertTrue(eigenvalues[i] <= eigenvalues[i - 1]);
    }
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.randn(new Generator(seed), DType.F64, 3, length);
      assertArrayEquals(x.toDoubleArray(), q.inverse(q.transform(x)).toDoubleArray(), 1e-12);
    }
  }

  @Property(tries = 25)
  void lagCovariancesEqualThoseOfTheLaggedMatrix(
      @ForAll @IntRange(min = 1, max = 12) int length, @ForAll long seed) {
    double[][] rows = walks(length + 9, 1, seed);
    rows[2][0] = Double.NaN; // counts as 0
    double[] fast = LagCovariance.of(rows, 0, length);
    rows[2][0] = 0;
    int m = rows.length - length + 1;
    for (int a = 0; a < length; a++) {
      for (int b = 0; b < length; b++) {
        assertEquals(covariance(rows, a, b, m), fast[a * length + b], 1e-11);
      }
    }
  }

  private static double covariance(double[][] rows, int a, int b, int m) {
    double meanA = 0;
    double meanB = 0;
    for (int t = 0; t < m; t++) {
      meanA += rows[a + t][0] / m;
      meanB += rows[b + t][0] / m;
    }
    double sum = 0;
    for (int t = 0; t < m; t++) {
      sum += (rows[a + t][0] - meanA) * (rows[b + t][0] - meanB);
    }
    return sum / (m - 1);
  }

  @Test
  void theLargestEntryOfEveryRowIsPositive() {
    double[] q =
        OrthoTrans.fit(walks(200, 2, 1), 12, OrthoTrans.Normalise.PEARSON).matrix().toDoubleArray();
    for (int i = 0; i < 12; i++) {
      double[] row = Arrays.copyOfRange(q, 12 * i, 12 * i + 12);
      double largest =
          Arrays.stream(row)
              .boxed()
              .max((x, y) -> Double.compare(Math.abs(x), Math.abs(y)))
              .orElseThrow();
      assertTrue(largest > 0);
    }
  }

  @Test
  void theOfficialNormalisationReadsTheLowerTriangle() {
    double[][] rows = walks(80, 1, 4);
    OrthoTrans column = OrthoTrans.fit(rows, 5, OrthoTrans.Normalise.COLUMN);
    double[] c = LagCovariance.of(rows, 0, 5);
    double[] sigma = column.correlation();
    assertEquals(c[1] / c[6], sigma[1], 1e-12); // (0, 1) over (1, 1)
    assertEquals(c[5] / c[0], sigma[5], 1e-12); // (1, 0) over (0, 0)
    try (var _ = TensorScope.open()) {
      Tensor q = column.matrix();
      Tensor lower = Tensor.of(sigma, 5, 5).tril(0);
      Tensor symmetric = lower.add(lower.tril(-1).mT());
      Tensor diagonal = q.matmul(symmetric).matmul(q.mT());
      assertArrayEquals(
          column.eigenvalues(), diagonal.diagonal(0, 0, 1).contiguous().toDoubleArray(), 1e-10);
    }
  }

  @Test
  void stillVariatesAreLeftOut() {
    double[][] rows = walks(60, 3, 2);
    for (double[] row : rows) {
      row[1] = 5;
    }
    OrthoTrans q = OrthoTrans.fit(rows, 6, OrthoTrans.Normalise.PEARSON);
    assertArrayEquals(new boolean[] {true, false, true}, q.usedVariates());
    for (double[] row : rows) {
      row[0] = 0;
      row[2] = 1;
    }
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> OrthoTrans.fit(rows, 6, OrthoTrans.Normalise.PEARSON));
    assertEquals("no variate with variance above 1.0E-4", error.getMessage());
  }

  @Test
  void tooFewRowsAreRefused() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> OrthoTrans.fit(walks(6, 1, 1), 6, OrthoTrans.Normalise.PEARSON));
    assertEquals(
        "train rows: 6 are too few for windows of 6 steps, which need 7", error.getMessage());
  }

  @Test
  void aMatrixSurvivesItsFile() throws IOException {
    OrthoTrans q = OrthoTrans.fit(walks(100, 2, 3), 8, OrthoTrans.Normalise.PEARSON);
    Path file = folder.resolve("walks_8_ratio0.6.npy");
    q.save(file);
    assertEquals(q, OrthoTrans.load(file, 8));
    var size =
        assertThrows(IllegalArgumentException.class, () -> OrthoTrans.load(file, 9)).getMessage();
    assertTrue(size.contains("[8, 8]") && size.contains("[9, 9]"), size);
  }

  @Test
  void aMatrixThatIsNotOrthogonalIsRefused() throws IOException {
    Path file = folder.resolve("bad.npy");
    NpyFile.write(file, NpyArray.of(new double[] {1, 0.1, 0, 1}, 2, 2));
    var error = assertThrows(IllegalArgumentException.class, () -> OrthoTrans.load(file, 2));
    assertTrue(error.getMessage().contains("not orthogonal"), error.getMessage());
    Files.writeString(file, "no npy");
    assertThrows(IOException.class, () -> OrthoTrans.load(file, 2));
  }
}
