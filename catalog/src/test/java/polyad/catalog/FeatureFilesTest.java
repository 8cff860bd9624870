package polyad.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.data.FormatException;
import polyad.tensor.NpyArray;
import polyad.tensor.NpyFile;

class FeatureFilesTest {
  @TempDir Path temp;

  private static final float[][] ROWS = {{1, 2.5f, -3}, {4, 5, 6}};

  @Test
  void readsTablesWithAndWithoutHeader() throws IOException {
    Path plain = Files.writeString(temp.resolve("a.csv"), "1,2.5,-3\n4,5,6\n");
    Path headed = Files.writeString(temp.resolve("b.csv"), "x,y,z\n1,2.5,-3\n4,5,6\n");
    Path tabs = Files.writeString(temp.resolve("c.tsv"), "1\t2.5\t-3\n4\t5\t6\n");
    assertArrayEquals(ROWS, FeatureFiles.read(plain));
    assertArrayEquals(ROWS, FeatureFiles.read(headed));
    assertArrayEquals(ROWS, FeatureFiles.read(tabs));
  }

  @Test
  void aWordAmongNumbersIsNoHeader() throws IOException {
    Path bad = Files.writeString(temp.resolve("a.csv"), "1,two,-3\n4,5,6\n");
    FormatException e = assertThrows(FormatException.class, () -> FeatureFiles.read(bad));
    assertTrue(String.valueOf(e.getMessage()).contains("line 1"), e.getMessage());
  }

  @Test
  void readsArrays() throws IOException {
    Path npy = temp.resolve("a.npy");
    NpyFile.write(npy, NpyArray.of(new double[] {1, 2.5, -3, 4, 5, 6}, 2, 3));
    assertArrayEquals(ROWS, FeatureFiles.read(npy));
    Path idx = temp.resolve("images-idx3-ubyte");
    Files.write(
        idx, new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 7, 8, (byte) 255, 0});
    assertArrayEquals(new float[][] {{7, 8}, {255, 0}}, FeatureFiles.read(idx));
  }

  @Test
  void namesWhatItCannotRead() {
    UsageException e =
        assertThrows(UsageException.class, () -> FeatureFiles.read(temp.resolve("a.xls")));
    assertTrue(String.valueOf(e.getMessage()).contains("expected .npy, .safetensors, .csv"));
    assertThrows(NoSuchFileException.class, () -> FeatureFiles.read(temp.resolve("a.csv")));
  }
}
