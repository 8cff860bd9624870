package polyad.geometry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
}
