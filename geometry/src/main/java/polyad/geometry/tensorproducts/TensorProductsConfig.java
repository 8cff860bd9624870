package polyad.geometry.tensorproducts;

import java.util.List;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/** What {@link TensorProductsExperiment} does. */
public record TensorProductsConfig(
    @Describe("largest degree of the exactness checks; 1 to 6") int exactLmax,
    @Describe("largest degree of the table of expressivity; 1 to 6") int expressivityLmax,
    @Describe("largest degree of the timings; 1 to 10") int timingLmax,
    @Describe("rows of the timings, one channel each; 1 or more") int timingBatch,
    @Describe("which inputs and outputs are timed") List<Setting> settings,
    @Describe("products that classify pieces") List<TetrisNetwork.Product> pieces,
    @Describe("largest degrees of the classifiers; each 1 or more") List<Integer> pieceLmax,
    @Describe("multiplicity of the classifiers' higher degrees; 1 or more") int pieceWidth,
    @Describe("training steps of a classifier, at most; 1 or more") int pieceSteps,
    @Describe("channels of the force fields whose steps are timed; 0 for none") int maceChannels) {

  /** Which irreps go in and out. */
  public enum Setting {
    /** One degree with itself to the same degree. */
    SISO,
    /** One degree with itself to every degree up to twice. */
    SIMO,
    /** Every degree up to L with every degree to everything up to 2L. */
    MIMO
  }

  /** Checks every value. */
  public TensorProductsConfig {
    ConfigChecks.between("exactLmax", exactLmax, 1, 6);
    ConfigChecks.between("expressivityLmax", expressivityLmax, 1, 6);
    ConfigChecks.between("timingLmax", timingLmax, 1, 10);
    ConfigChecks.atLeast("timingBatch", timingBatch, 1);
    ConfigChecks.atLeast("pieceWidth", pieceWidth, 1);
    ConfigChecks.atLeast("pieceSteps", pieceSteps, 1);
    ConfigChecks.atLeast("maceChannels", maceChannels, 0);
    settings = List.copyOf(settings);
    pieces = List.copyOf(pieces);
    pieceLmax = List.copyOf(pieceLmax);
    pieceLmax.forEach(l -> ConfigChecks.atLeast("pieceLmax", l, 1));
  }
}
