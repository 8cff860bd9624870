package polyad.geometry.polynomials;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/** The shape of a {@link Ppgn}. */
public record PpgnConfig(
    @Describe("input channels; 1 or more") int inputDim,
    @Describe("channels of a block; 1 or more") int hiddenDim,
    @Describe("width of the layer before the last; 1 or more") int suffixDim,
    @Describe("numbers put out; 1 or more") int outDim,
    @Describe("blocks; 1 or more") int depth,
    @Describe("convolutions of a block's perceptrons; 1 or more") int mlpDepth,
    @Describe("whether blocks see the transpose") boolean transpose,
    @Describe("whether blocks see the identity") boolean identity,
    @Describe(
            "whether products are normalised over the pairs of a graph and readouts over the batch;"
                + " the release does neither")
        boolean normalize) {

  /** Checks every value. */
  public PpgnConfig {
    ConfigChecks.atLeast("inputDim", inputDim, 1);
    ConfigChecks.atLeast("hiddenDim", hiddenDim, 1);
    ConfigChecks.atLeast("suffixDim", suffixDim, 1);
    ConfigChecks.atLeast("outDim", outDim, 1);
    ConfigChecks.atLeast("depth", depth, 1);
    ConfigChecks.atLeast("mlpDepth", mlpDepth, 1);
  }

  /** The release's network for ZINC, with this many input channels. */
  public static PpgnConfig zinc(int inputDim) {
    return new PpgnConfig(inputDim, 95, 95, 1, 8, 2, true, true, false);
  }

  /** The release's network for Alchemy. */
  public static PpgnConfig alchemy(int inputDim) {
    return new PpgnConfig(inputDim, 110, 110, 12, 6, 2, true, true, false);
  }

  /** The release's network for strongly regular graphs, which is not trained. */
  public static PpgnConfig stronglyRegular(int inputDim) {
    return new PpgnConfig(inputDim, 75, 55, 16, 4, 2, true, true, false);
  }
}
