package polyad.geometry.gaunt;

import java.nio.file.Path;
import java.util.Optional;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.geometry.ForceField;
import polyad.geometry.ForceFieldSet;
import polyad.geometry.ForceFieldTrainer;
import polyad.geometry.ReferenceEnergies;

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
    new ForceFieldTrainer(
            config.heldOut(), config.atoms(), config.mace().cutoff(), Integer.MAX_VALUE)
        .run(job, new Recipe(config, job));
  }

  private record Recipe(Options config, TrainJob job)
      implements ForceFieldTrainer.Recipe<MaceModel.Header> {
    @Override
    public MaceModel.Header header(ReferenceEnergies reference, ForceFieldSet train) {
      return MaceModel.Header.of(config.mace(), reference, train);
    }

    @Override
    public void fit(ForceField network, ForceFieldSet train, Path checkpoint) {
      new MaceTraining(config.steps(), config.batchSize(), config.learningRate())
          .fit(network, train, "MACE-Gaunt", checkpoint, job.monitor(), job.seed());
    }
  }
}
