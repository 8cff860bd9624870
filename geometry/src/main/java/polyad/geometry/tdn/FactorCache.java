package polyad.geometry.tdn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import polyad.tensor.Tensor;
import polyad.tensor.TensorException;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/**
 * Factors of the shared-path tensor by degree and rank, kept in {@code ~/.cache/polyad/cp}: fitting
 * takes seconds. A file that is damaged, or of another version, is fitted again.
 */
final class FactorCache {
  private static final long SEED = 7;
  private static final int VERSION = 1;

  private FactorCache() {}

  static CpDecomposition get(int lmax, int rank) {
    Path folder = Path.of(System.getProperty("user.home", "."), ".cache", "polyad", "cp");
    return get(folder, lmax, rank);
  }

  static CpDecomposition get(Path folder, int lmax, int rank) {
    Tensor tensor = SharedPathTensor.of(lmax);
    Path file = folder.resolve("v%d-l%d-r%d-s%d.safetensors".formatted(VERSION, lmax, rank, SEED));
    if (Files.isRegularFile(file)) {
      try (var _ = TensorScope.open()) {
        Map<String, Tensor> found = TensorFiles.readSafetensors(file);
        Tensor a = found.get("cp_a");
        Tensor b = found.get("cp_b");
        Tensor c = found.get("cp_c");
        Tensor sum = found.get("checksum");
        if (a != null
            && b != null
            && c != null
            && sum != null
            && sum.itemLong() == checksum(a, b, c)) {
          return CpDecomposition.of(tensor, a, b, c);
        }
      } catch (IOException | IllegalArgumentException | TensorException e) {
        // A cache that cannot be read is a cache that is not there.
      }
    }
    CpDecomposition fitted =
        CpDecomposition.als(tensor, rank, lmax <= 2 ? 4 : 1, lmax <= 2 ? 1500 : 600, SEED);
    store(file, fitted);
    return fitted;
  }

  private static void store(Path file, CpDecomposition fitted) {
    try (var _ = TensorScope.open()) {
      Files.createDirectories(file.getParent());
      long sum = checksum(fitted.a(), fitted.b(), fitted.c());
      TensorFiles.writeSafetensors(
          file,
          Map.of(
              "cp_a",
              fitted.a(),
              "cp_b",
              fitted.b(),
              "cp_c",
              fitted.c(),
              "checksum",
              Tensor.of(new long[] {sum}, 1)),
          Map.of());
    } catch (IOException e) {
      // Without a cache the next run fits again.
    }
  }

  private static long checksum(Tensor... factors) {
    CRC32 crc = new CRC32();
    for (Tensor factor : factors) {
      crc.update(factor.toByteArray());
    }
    return crc.getValue();
  }
}
