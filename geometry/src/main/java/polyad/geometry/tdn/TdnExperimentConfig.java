package polyad.geometry.tdn;

import java.util.List;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/** What {@link TdnExperiment} does. */
public record TdnExperimentConfig(
    @Describe("starts of a decomposition, the best counts; 1 or more") int starts,
    @Describe("sweeps of a decomposition; 1 or more") int sweeps,
    @Describe("ranks fitted for degree 1; 1 or more each") List<Integer> ranksOfDegree1,
    @Describe("ranks fitted for degree 2; 1 or more each") List<Integer> ranksOfDegree2,
    @Describe("ranks fitted for degree 3; 1 or more each") List<Integer> ranksOfDegree3,
    @Describe("steps of the release's fit by stochastic gradients; 0 for none") int stochasticSteps,
    @Describe("rotations and inputs of the errors of equivariance; 2 or more") int samples,
    @Describe("largest degree of the timings; 1 to 6") int timingLmax,
    @Describe("rows of the timings; 1 or more") int timingBatch,
    @Describe("channels of the timings; 1 or more") int timingChannels,
    @Describe("data set of the force fields: rmd17, 3bpa or morse") Source source,
    @Describe("molecules to train on; 2 or more") int trainMolecules,
    @Describe("molecules to test on; 1 or more") int testMolecules,
    @Describe("training steps of each force field; 1 or more") int steps,
    @Describe("training steps with forces as slopes; 0 for none") int gradientSteps,
    @Describe("molecules a step; 1 or more") int batchSize,
    @Describe("first learning rate of Adam; above 0") double learningRate,
    TdnConfig network,
    @Describe("largest degrees that are trained; 1 to 10 each") List<Integer> degrees,
    @Describe("products that are trained; the first is CP") List<Variant> variants,
    @Describe("other networks, trained as long") List<Baseline> baselines) {

  /** Where molecules come from. */
  public enum Source {
    /** Revised MD17, ethanol. */
    RMD17,
    /** 3BPA at 300 K, tested on what is left and on mixed temperatures. */
    THREE_BPA,
    /** The built-in generator. */
    MORSE
  }

  /** A product in the network. */
  public enum Variant {
    /** CP of the network's rank. */
    CP,
    /** CP of a rank that is exact. */
    CP_EXACT_RANK,
    /** Exact, one weight for all paths. */
    EXACT_SHARED,
    /** Exact, a weight for each path. */
    EXACT_PER_PATH
  }

  /** Another network. */
  public enum Baseline {
    /** Filters of distances, invariant. */
    SCHNET,
    /** Scalars and vectors. */
    PAINN,
    /** Convolutions with a product inside, energies only: CP. */
    CONVOLUTION_CP,
    /** The same with the exact product. */
    CONVOLUTION_EXACT
  }

  /** Checks every value. */
  public TdnExperimentConfig {
    ConfigChecks.atLeast("starts", starts, 1);
    ConfigChecks.atLeast("sweeps", sweeps, 1);
    ranksOfDegree1 = ranks("ranksOfDegree1", ranksOfDegree1);
    ranksOfDegree2 = ranks("ranksOfDegree2", ranksOfDegree2);
    ranksOfDegree3 = ranks("ranksOfDegree3", ranksOfDegree3);
    ConfigChecks.atLeast("stochasticSteps", stochasticSteps, 0);
    ConfigChecks.atLeast("samples", samples, 2);
    ConfigChecks.between("timingLmax", timingLmax, 1, 6);
    ConfigChecks.atLeast("timingBatch", timingBatch, 1);
    ConfigChecks.atLeast("timingChannels", timingChannels, 1);
    ConfigChecks.atLeast("trainMolecules", trainMolecules, 2);
    ConfigChecks.atLeast("testMolecules", testMolecules, 1);
    ConfigChecks.atLeast("steps", steps, 1);
    ConfigChecks.atLeast("gradientSteps", gradientSteps, 0);
    ConfigChecks.atLeast("batchSize", batchSize, 1);
    ConfigChecks.positive("learningRate", learningRate);
    degrees = List.copyOf(degrees);
    degrees.forEach(degree -> ConfigChecks.between("degrees", degree, 1, 10));
    variants = List.copyOf(variants);
    if (degrees.isEmpty() || variants.isEmpty() || variants.getFirst() != Variant.CP) {
      throw new IllegalArgumentException(
          "degrees, variants are %s, %s, allowed: 1 or more each, CP first"
              .formatted(degrees, variants));
    }
    baselines = List.copyOf(baselines);
  }

  private static List<Integer> ranks(String name, List<Integer> ranks) {
    ranks.forEach(rank -> ConfigChecks.atLeast(name, rank, 1));
    return ranks.stream().sorted().toList();
  }

  /** The ranks fitted for a degree, in order. */
  List<Integer> ranks(int lmax) {
    return switch (lmax) {
      case 1 -> ranksOfDegree1;
      case 2 -> ranksOfDegree2;
      case 3 -> ranksOfDegree3;
      default -> List.of();
    };
  }
}
