package polyad.geometry.gaunt;

import java.util.List;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/** What {@link GauntExperiment} does. */
public record GauntConfig(
    @Describe("largest degree of the identities and of the timings; 3 to 12") int lmax,
    @Describe("rows of the timings; 1 or more") int timingBatch,
    @Describe("channels of the timings; 1 or more") int timingChannels,
    @Describe("data set of the force field: rmd17, 3bpa or morse") Source source,
    @Describe("molecules to train on; 2 or more") int trainMolecules,
    @Describe("molecules to test on; 1 or more") int testMolecules,
    @Describe("training steps of each force field; 1 or more") int steps,
    @Describe("molecules a step; 1 or more") int batchSize,
    @Describe("first learning rate of Adam; above 0") double learningRate,
    @Describe("steps of molecular dynamics; 0 for none") int dynamicsSteps,
    MaceConfig mace,
    @Describe("variants trained beside it") List<Variant> variants) {

  /** Where molecules come from. */
  public enum Source {
    /** Revised MD17, ethanol. */
    RMD17,
    /** 3BPA at 300 K, tested on what is left and on mixed temperatures. */
    THREE_BPA,
    /** The built-in generator. */
    MORSE
  }

  /** A force field to compare with. */
  public enum Variant {
    /** Without directions: harmonics of degree 0 only. */
    INVARIANT,
    /** MACE's symmetric contraction. */
    CG,
    /** ν = 1. */
    ONE_FACTOR,
    /** ν = 2. */
    TWO_FACTORS,
    /** Harmonics up to degree 1. */
    ELL_ONE,
    /** With a Selfmix layer. */
    SELFMIX
  }

  /** Checks every value. */
  public GauntConfig {
    ConfigChecks.between("lmax", lmax, 3, 12);
    ConfigChecks.atLeast("timingBatch", timingBatch, 1);
    ConfigChecks.atLeast("timingChannels", timingChannels, 1);
    ConfigChecks.atLeast("trainMolecules", trainMolecules, 2);
    ConfigChecks.atLeast("testMolecules", testMolecules, 1);
    ConfigChecks.atLeast("steps", steps, 1);
    ConfigChecks.atLeast("batchSize", batchSize, 1);
    ConfigChecks.positive("learningRate", learningRate);
    ConfigChecks.atLeast("dynamicsSteps", dynamicsSteps, 0);
    variants = List.copyOf(variants);
  }
}
