package polyad.geometry.tdn;

import java.nio.file.Path;
import java.util.Optional;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.geometry.ForceField;
import polyad.geometry.ForceFieldSet;
import polyad.geometry.ForceFieldTrainer;
import polyad.geometry.ForceFieldTraining;
import polyad.geometry.ReferenceEnergies;

/** {@code polyad train}: the network on the user's molecules. */
final class TdnTrainer implements Trainable<TdnTrainer.Options> {

  record Options(
      @Describe("tdn, or one of the networks beside it: schnet, painn") Architecture architecture,
      @Describe("the shape; schnet and painn take its cutoff and neighbours alone")
          TdnConfig network,
      @Describe("training steps; 1 or more") int steps,
      @Describe("molecules a step; 1 or more") int batchSize,
      @Describe("first learning rate of Adam, the highest of cycles; above 0") double learningRate,
      @Describe("course of the rate: cosine, constant, cyclic or plateau")
          ForceFieldTraining.Course course,
      @Describe(
              "decay a step of the mean of the states that is kept, 0.995 in the release; 0 for the"
                  + " last state, to 1")
          double averageDecay,
      @Describe("loss of the forces") ForceLoss forceLoss,
      @Describe("share of the molecules, from the end, kept to print errors on; 0 to 0.9")
          double heldOut,
      @Describe("extended XYZ of single atoms with their energies; without it least squares")
          Optional<Path> atoms) {
    Options {
      ConfigChecks.atLeast("steps", steps, 1);
      ConfigChecks.atLeast("batchSize", batchSize, 1);
      ConfigChecks.positive("learningRate", learningRate);
      ConfigChecks.between("averageDecay", averageDecay, 0, 1);
      ConfigChecks.between("heldOut", heldOut, 0, 0.9);
    }
  }

  @Override
  public Options trainConfig() {
    return new Options(
        Architecture.TDN,
        TdnConfig.small(),
        3000,
        5,
        2e-3,
        ForceFieldTraining.Course.COSINE,
        0,
        ForceLoss.RMS,
        0.1,
        Optional.empty());
  }

  @Override
  public void train(Options config, TrainJob job) throws Exception {
    TdnConfig network = config.network();
    new ForceFieldTrainer(
            config.heldOut(), config.atoms(), network.cutoff(), network.maxNeighbors())
        .run(job, new Recipe(config, job));
  }

  private record Recipe(Options config, TrainJob job)
      implements ForceFieldTrainer.Recipe<TdnModel.Header> {
    @Override
    public TdnModel.Header header(ReferenceEnergies reference, ForceFieldSet train) {
      return TdnModel.Header.of(config.architecture(), config.network(), reference, train);
    }

    @Override
    public void fit(ForceField network, ForceFieldSet train, Path checkpoint) {
      new TdnTraining(
              config.steps(),
              config.batchSize(),
              config.learningRate(),
              config.course(),
              config.averageDecay(),
              config.forceLoss())
          .fit(
              network,
              train,
              config.architecture().toString(),
              checkpoint,
              job.monitor(),
              job.seed());
    }
  }
}
