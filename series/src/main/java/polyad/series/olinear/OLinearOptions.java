package polyad.series.olinear;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.data.Missing;
import polyad.series.FeedForward;
import polyad.series.ForecastTraining;
import polyad.series.MixingDesign;
import polyad.series.OrthoTrans;

/**
 * What {@code polyad train olinear} may be told; the defaults are the paper's for hourly data.
 *
 * @param validation share of the rows, at the end, that chooses the best epoch
 * @param nan whether missing values are refused or taken for 0
 * @param officialNames whether the encoder is also written under the official code's second name
 */
record OLinearOptions(
    @Describe("lookback T; steps; 1 or more") int seqLen,
    @Describe("horizon τ; steps; 1 or more") int predLen,
    @Describe("width D of the encoder; 1 or more") int dModel,
    @Describe("hidden width F; 1 or more") int dFf,
    @Describe("dimension extension d; 1 or more") int embedSize,
    @Describe("encoder layers; 1 or more") int eLayers,
    @Describe("dropout in training; 0 to 1") double dropout,
    @Describe(
            "the model, with a fixed mixing matrix (olinear-c), or without change of basis (no-q)")
        OLinearConfig.Variant variant,
    @Describe("how variates are mixed") OLinearConfig.Mixer mixer,
    @Describe("change of basis over time") OLinearConfig.Basis basis,
    @Describe("whether every variate has a basis of its own") boolean qChanIndep,
    @Describe("how covariances become correlations before the basis is fitted")
        OrthoTrans.Normalise normalise,
    @Describe("passes over the training windows at most; 1 or more") int epochs,
    @Describe("windows a step; 1 or more") int batch,
    @Describe("learning rate of Adam in the first epoch; above 0") double lr,
    @Describe("how the learning rate falls from epoch to epoch") ForecastTraining.Decay decay,
    @Describe("epochs without a better validation error before stopping; 0 for never") int patience,
    @Describe("exponent α of the loss weights (s + 1)^-α; 0 to 4") double lossAlpha,
    @Describe("share of the rows that chooses the best epoch; 0.01 to 0.5") double validation,
    @Describe("missing values are refused, or taken for 0") Nan nan,
    @Describe("also write the encoder under the official code's second name")
        boolean officialNames) {
  /** What becomes of a missing value in the training rows. */
  enum Nan {
    /** It is an error that names its place. */
    REFUSE,
    /** It is taken for 0. */
    ZERO;

    Missing missing() {
      return this == REFUSE ? Missing.REJECT : Missing.ZERO;
    }
  }

  OLinearOptions {
    ConfigChecks.between("validation", validation, 0.01, 0.5);
  }

  static OLinearOptions defaults() {
    return new OLinearOptions(
        96,
        96,
        512,
        512,
        16,
        2,
        0.2,
        OLinearConfig.Variant.OLINEAR,
        OLinearConfig.Mixer.NORMLIN,
        OLinearConfig.Basis.ORTHO,
        false,
        OrthoTrans.Normalise.PEARSON,
        30,
        32,
        5e-4,
        ForecastTraining.Decay.HALVE,
        8,
        0.5,
        0.15,
        Nan.REFUSE,
        false);
  }

  OLinearConfig network(int variates) {
    return new OLinearConfig(
        seqLen,
        predLen,
        variates,
        dModel,
        dFf,
        embedSize,
        eLayers,
        dropout,
        variant,
        mixer,
        basis,
        qChanIndep,
        OLinearConfig.Temporal.LINEAR,
        MixingDesign.Transform.SOFTPLUS,
        MixingDesign.RowNorm.L1,
        Math.min(8, dModel),
        FeedForward.Function.GELU);
  }

  ForecastTraining training() {
    return new ForecastTraining(epochs, batch, lr, decay, patience, lossAlpha);
  }
}
