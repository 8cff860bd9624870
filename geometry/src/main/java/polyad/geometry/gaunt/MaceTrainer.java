package polyad.geometry.gaunt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.ModelDirectory;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;
import polyad.data.ExtendedXyz;
import polyad.data.Molecule;
import polyad.geometry.ForceFieldScore;
import polyad.geometry.ForceFieldSet;
import polyad.geometry.MoleculeFiles;
import polyad.geometry.ReferenceEnergies;
import polyad.geometry.SpeciesTable;
import polyad.tensor.DType;

/** {@code polyad train}: MACE-Gaunt on the user's molecules. */
final class MaceTrainer implements Trainable<MaceTrainer.Options> {

  record Options(
      MaceConfig mace,
      @Describe("training steps; 1 or more") int steps,
      @Describe("molecules a step; 1 or more") int batchSize,
      @Describe("first learning rate of Adam, cosine to zero; above 0") double learningRate,
      @Describe("share of the molecules, from the end, kept to print errors on; 0 to 0.9")
          double heldOut,
      @Describe("extended XYZ of single atoms with their energies; without it least squares")
          Optional<Path> atoms) {
    Options {
      ConfigChecks.atLeast("steps", steps, 1);
      ConfigChecks.atLeast("batchSize", batchSize, 1);
      ConfigChecks.positive("learningRate", learningRate);
      ConfigChecks.between("heldOut", heldOut, 0, 0.9);
    }
  }

  @Override
  public Options trainConfig() {
    return new Options(MaceConfig.small(), 2000, 5, 0.01, 0.1, Optional.empty());
  }

  @Override
  public void train(Options config, TrainJob job) throws Exception {
    ModelDirectory.requireReplaceable(job.out(), job.overwrite());
    Path file = job.data().getFirst();
    List<Molecule> all = MoleculeFiles.read(job.data());
    if (all.size() < 2) {
      throw new UsageException(file + ": 1 molecule, expected 2 or more to train on");
    }
    int kept = Math.min(all.size() - 1, (int) Math.round(config.heldOut() * all.size()));
    SpeciesTable species = SpeciesTable.of(all);
    List<Molecule> atoms =
        config.atoms().isPresent() ? ExtendedXyz.read(config.atoms().get()) : List.of();
    List<Molecule> learned = all.subList(0, all.size() - kept);
    ReferenceEnergies reference =
        UsageException.naming(
            config.atoms().orElse(file),
            () ->
                atoms.isEmpty()
                    ? ReferenceEnergies.fit(learned, species)
                    : ReferenceEnergies.ofAtoms(atoms, species));
    double cutoff = config.mace().cutoff();
    ForceFieldSet train =
        UsageException.naming(file, () -> ForceFieldSet.of(learned, reference, cutoff));
    ForceFieldSet test =
        UsageException.naming(
            file,
            () -> ForceFieldSet.of(all.subList(all.size() - kept, all.size()), reference, cutoff));
    MaceModel.Header header = MaceModel.Header.of(config.mace(), reference, train);
    try (MaceGaunt network = header.network(job.seed());
        ModelDirectory.Writer writer = job.model()) {
      new MaceTraining(config.steps(), config.batchSize(), config.learningRate())
          .fit(network, train, "MACE-Gaunt", job.checkpoint("training"), job.monitor(), job.seed());
      if (kept > 0) {
        ForceFieldScore score = ForceFieldScore.of(network, test, DType.F32);
        job.monitor()
            .info(
                "held out %d molecules: energy MAE %.2f meV, force MAE %.2f meV/angstrom"
                    .formatted(kept, score.energyMae(), score.forceMae()));
      }
      MaceModel.write(writer, network, header);
      writer.commit();
    }
  }
}
