package polyad.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzFileTest {
  private static Map<String, NpyArray> arrays() {
    float[] zeros = new float[50_000];
    double[] noise = new Random(3).doubles(20_000).toArray();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("zeros", NpyArray.of(zeros, 500, 100));
    arrays.put("noise", NpyArray.of(noise, 20_000));
    arrays.put("scalar ü", NpyArray.of(new long[] {42}));
    arrays.put("empty", NpyArray.of(new float[0], 0, 3));
    return arrays;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void roundTrips(boolean compress, @TempDir Path folder) throws IOException {
    Path path = folder.resolve("a.npz");
    Map<String, NpyArray> arrays = arrays();
    NpzFile.write(path, arrays, compress);
    Map<String, NpyArray> read = NpzFile.read(path);
    assertEquals(arrays, read);
    assertEquals(List.copyOf(arrays.keySet()), List.copyOf(read.keySet()));
    assertEquals(compress, Files.size(path) < 300_000);
    byte[] first = Files.readAllBytes(path);
    NpzFile.write(path, arrays, compress);
    assertArrayEquals(first, Files.readAllBytes(path), "equal arrays give equal files");
  }

  @Test
  void refusesOtherFilesAndEntries(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("a.npz");
    for (String content : List.of("", "no archive")) {
      Files.writeString(path, content);
      assertThrows(NpyException.class, () -> NpzFile.read(path));
    }
    writeZip(path, "readme.txt", new byte[3]);
    var other = assertThrows(NpyException.class, () -> NpzFile.read(path));
    assertEquals(path + "!readme.txt", other.file());
    writeZip(path, "a.npy", new byte[3]);
    var broken = assertThrows(NpyException.class, () -> NpzFile.read(path));
    assertEquals(path + "!a.npy", broken.file());
    assertEquals(0, broken.byteOffset());
  }

  private static void writeZip(Path path, String name, byte[] content) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(path))) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
  }

  @Test
  void refusesAFlippedDataBit(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("a.npz");
    NpzFile.write(path, Map.of("a", NpyArray.of(new float[100], 100)), false);
    byte[] bytes = Files.readAllBytes(path);
    bytes[300] ^= 1;
    Files.write(path, bytes);
    var e = assertThrows(NpyException.class, () -> NpzFile.read(path));
    assertTrue(e.found().contains("checksum"), e::toString);
  }

  @Test
  void refusesASizeThatNoArchiveCouldHold(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("a.npz");
    NpzFile.write(path, Map.of("a", NpyArray.of(new float[100], 100)), true);
    byte[] bytes = Files.readAllBytes(path);
    int central = 0;
    while (bytes[central] != 'P' || bytes[central + 2] != 1) {
      central++;
    }
    bytes[central + 27] = 0x7f; // the top byte of the entry's inflated size
    Files.write(path, bytes);
    var e = assertThrows(NpyException.class, () -> NpzFile.read(path));
    assertTrue(e.found().startsWith("an entry of 21"), e::toString);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mutatedArchivesReadOrFailCleanly(boolean compress, @TempDir Path folder) throws IOException {
    Path path = folder.resolve("a.npz");
    Map<String, NpyArray> arrays =
        Map.of("a", NpyArray.of(new Random(5).doubles(20).toArray(), 4, 5));
    NpzFile.write(path, arrays, compress);
    byte[] valid = Files.readAllBytes(path);
    var random = new Random(11);
    int failed = 0;
    for (int i = 0; i < 1000; i++) {
      byte[] mutated = valid.clone();
      mutated[random.nextInt(valid.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(path, mutated);
      try {
        for (NpyArray array : NpzFile.read(path).values()) {
          assertEquals(arrays.get("a"), array, "the checksum guards the content");
        }
      } catch (NpyException e) {
        failed++;
      }
    }
    assertTrue(failed > 500, failed + " failed");
  }
}
