package polyad.geometry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import polyad.catalog.UsageException;
import polyad.data.ExtendedXyz;
import polyad.data.Molecule;

/** The user's molecules: extended XYZ files. */
public final class MoleculeFiles {
  private MoleculeFiles() {}

  /** All frames of all files. */
  public static List<Molecule> read(List<Path> files) throws IOException {
    List<Molecule> molecules = new ArrayList<>();
    for (Path file : files) {
      molecules.addAll(ExtendedXyz.read(file));
    }
    return List.copyOf(molecules);
  }

  /**
   * A problem with molecules becomes the user's to mend.
   *
   * @throws UsageException that begins with the file
   */
  public static <T> T usable(Path file, Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(file + ": " + e.getMessage(), e);
    }
  }
}
