package polyad.geometry;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import polyad.catalog.ConfigChecks;
import polyad.catalog.ModelDirectory;
import polyad.catalog.TrainJob;
import polyad.catalog.UsageException;
import polyad.data.ExtendedXyz;
import polyad.data.Molecule;
import polyad.tensor.DType;

/**
 * {@code polyad train} of every force field: reads the user's molecules, keeps some to print errors
 * on, trains and writes the model.
 *
 * @param heldOut share of the molecules, from the end, kept to print errors on, 0 to 0.9
 * @param atoms extended XYZ of single atoms with their energies; without it least squares
 * @param cutoff ångström beyond which atoms do not see each other
 * @param mostNeighbors neighbours of an atom, the nearest first
 */
public record ForceFieldTrainer(
    double heldOut, Optional<Path> atoms, double cutoff, int mostNeighbors) {
  /** Checks the share. */
  public ForceFieldTrainer {
    ConfigChecks.between("heldOut", heldOut, 0, 0.9);
  }

  /** What a method brings. */
  public interface Recipe<H extends Record & ForceFieldModel.Header> {
    /**
     * The network's shape, scaled to the training set.
     *
     * @throws IllegalArgumentException when the network cannot learn from it
     */
    H header(ReferenceEnergies reference, ForceFieldSet train);

    /** Trains; checkpoints go to the directory. */
    void fit(ForceField network, ForceFieldSet train, Path checkpoint);
  }

  /**
   * Trains and commits the model.
   *
   * @throws UsageException that names the file and what is wrong in it
   */
  public <H extends Record & ForceFieldModel.Header> void run(TrainJob job, Recipe<H> recipe)
      throws Exception {
    ModelDirectory.requireReplaceable(job.out(), job.overwrite());
    Path file = job.data().getFirst();
    List<Molecule> all = MoleculeFiles.read(job.data());
    if (all.size() < 2) {
      throw new UsageException(file + ": 1 molecule, expected 2 or more to train on");
    }
    int kept = Math.min(all.size() - 1, (int) Math.round(heldOut * all.size()));
    List<Molecule> learned = all.subList(0, all.size() - kept);
    ReferenceEnergies reference = reference(file, all, learned);
    ForceFieldSet train = UsageException.naming(file, () -> prepare(learned, reference));
    List<Molecule> rest = all.subList(all.size() - kept, all.size());
    ForceFieldSet test = UsageException.naming(file, () -> prepare(rest, reference));
    warn(job, train);
    H header = UsageException.naming(file, () -> recipe.header(reference, train));
    try (ForceField network = header.network(job.seed());
        ModelDirectory.Writer writer = job.model()) {
      recipe.fit(network, train, job.checkpoint("training"));
      if (kept > 0) {
        ForceFieldScore score = ForceFieldScore.of(network, test, DType.F32);
        job.monitor()
            .info(
                "held out %d molecules: energy MAE %.2f meV, force MAE %.2f meV/angstrom"
                    .formatted(kept, score.energyMae(), score.forceMae()));
      }
      ForceFieldModel.write(writer, network, header);
      writer.commit();
    }
  }

  private ForceFieldSet prepare(List<Molecule> molecules, ReferenceEnergies reference) {
    return ForceFieldSet.of(molecules, reference, cutoff).nearest(mostNeighbors);
  }

  private ReferenceEnergies reference(Path file, List<Molecule> all, List<Molecule> learned)
      throws Exception {
    SpeciesTable species = SpeciesTable.of(all);
    List<Molecule> free = atoms.isPresent() ? ExtendedXyz.read(atoms.get()) : List.of();
    return UsageException.naming(
        atoms.orElse(file),
        () ->
            free.isEmpty()
                ? ReferenceEnergies.fit(learned, species)
                : ReferenceEnergies.ofAtoms(free, species));
  }

  private void warn(TrainJob job, ForceFieldSet train) {
    long alone = train.members().stream().mapToLong(AtomGraph.Prepared::isolatedAtoms).sum();
    if (alone > 0) {
      job.monitor()
          .info(
              "%d atoms without a neighbour within %s angstrom: no force on them"
                  .formatted(alone, cutoff));
    }
  }
}
