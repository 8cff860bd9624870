package polyad.geometry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.ModelDirectory;
import polyad.catalog.PredictJob;
import polyad.catalog.Predictable;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.ExtendedXyz;
import polyad.data.Molecule;

/**
 * {@code polyad predict} of every force field: energies and forces of molecules.
 *
 * @param <H> the method's header
 * @param header its class
 */
public record ForceFieldPredictor<H extends Record & ForceFieldModel.Header>(Class<H> header)
    implements Predictable<ForceFieldPredictor.Options> {
  /** The same rotations in every call. */
  private static final long SEED = 1;

  /** What the user may set. */
  public record Options(
      @Describe("also write the molecules with energies and forces to this extended XYZ file")
          Optional<Path> xyz,
      @Describe(
              "random rotations of every molecule to average over, for networks that are"
                  + " equivariant only nearly; 0 for none")
          int symmetrize) {
    /** Checks the number. */
    public Options {
      ConfigChecks.atLeast("symmetrize", symmetrize, 0);
    }
  }

  @Override
  public Options predictOptions() {
    return new Options(Optional.empty(), 0);
  }

  @Override
  public Table predict(Options options, ModelDirectory directory, PredictJob job) throws Exception {
    Table.Builder table =
        Table.of("Energies")
            .columns("file", "molecule", "atoms", "energy (eV)", "largest force (eV/Å)");
    List<Molecule> predicted = new ArrayList<>();
    try (ForceFieldModel model = ForceFieldModel.open(directory, header)) {
      for (Path file : job.data()) {
        List<Molecule> molecules = ExtendedXyz.read(file);
        for (int i = 0; i < molecules.size(); i++) {
          Molecule molecule = molecules.get(i);
          String place = "molecule " + (i + 1);
          Molecule result =
              UsageException.naming(
                  file, () -> evaluate(model, molecule, place, options.symmetrize(), job));
          predicted.add(result);
          double[] forces = result.forces();
          double largest =
              forces == null ? 0 : Arrays.stream(forces).map(Math::abs).max().orElse(0);
          table.row(
              file.toString(), i + 1, molecule.size(), result.energy().orElseThrow(), largest);
        }
      }
    }
    if (options.xyz().isPresent()) {
      ExtendedXyz.write(options.xyz().get(), predicted);
    }
    return table.build();
  }

  private static Molecule evaluate(
      ForceFieldModel model, Molecule molecule, String place, int rotations, PredictJob job) {
    try {
      long alone = model.prepare(molecule).isolatedAtoms();
      if (alone > 0) {
        job.monitor()
            .info(
                "%s: %d of %d atoms without a neighbour within %s angstrom: no force on them"
                    .formatted(place, alone, molecule.size(), model.cutoff()));
      }
      return model.evaluate(molecule, rotations, SEED);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }
}
