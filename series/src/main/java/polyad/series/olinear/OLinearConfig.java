package polyad.series.olinear;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.series.FeedForward;
import polyad.series.MixingDesign;

/**
 * The sizes and choices of an {@link OLinear}; the defaults of {@link #of} are the paper's.
 *
 * @param seqLen lookback T
 * @param predLen horizon τ
 * @param encIn variates N
 * @param dModel width D of the encoder
 * @param dFf hidden width F
 * @param embedSize dimension extension d
 * @param eLayers encoder layers
 * @param dropout 0 to 1
 * @param variant the model itself, its fixed-matrix form, or without change of basis
 * @param mixer how variates are mixed
 * @param basis which change of basis
 * @param qChanIndep whether every variate has a basis of its own
 * @param temporal how the representation of a variate is transformed
 * @param weightTrans how NormLin's free weights become positive
 * @param normSet how NormLin's rows are normalised
 * @param nHeads heads of the attention mixers
 * @param activation of the feed-forward part
 */
public record OLinearConfig(
    @Describe("lookback T; steps; 1 or more") int seqLen,
    @Describe("horizon τ; steps; 1 or more") int predLen,
    @Describe("variates N; 1 or more") int encIn,
    @Describe("width D of the encoder; 1 or more") int dModel,
    @Describe("hidden width F; 1 or more") int dFf,
    @Describe("dimension extension d; 1 or more") int embedSize,
    @Describe("encoder layers L; 1 or more") int eLayers,
    @Describe("dropout in training; 0 to 1") double dropout,
    @Describe(
            "the model, with a fixed mixing matrix (olinear-c), or without change of basis (no-q)")
        Variant variant,
    @Describe("how variates are mixed") Mixer mixer,
    @Describe("change of basis over time") Basis basis,
    @Describe("whether every variate has a basis of its own") boolean qChanIndep,
    @Describe("how a variate's representation is transformed") Temporal temporal,
    @Describe("how NormLin's free weights become positive") MixingDesign.Transform weightTrans,
    @Describe("how NormLin's rows are normalised") MixingDesign.RowNorm normSet,
    @Describe("heads of the attention mixers; 1 to D") int nHeads,
    @Describe("activation of the feed-forward part") FeedForward.Function activation) {

  /** The model's forms. */
  public enum Variant {
    /** The paper's model. */
    OLINEAR,
    /** Mixes with softmax of the channel correlation matrix, which is not learned. */
    OLINEAR_C,
    /** No change of basis. */
    NO_Q
  }

  /** How variates are mixed. */
  public enum Mixer {
    /** A learned matrix with normalised rows. */
    NORMLIN,
    /** Multi-head self-attention. */
    ATTENTION,
    /** Multi-head self-attention with a learned matrix added. */
    ENHANCED,
    /** A free linear map over variates with bias, without projections. */
    LINEAR,
    /** Not at all. */
    NONE
  }

  /** How a variate's representation is transformed after mixing. */
  public enum Temporal {
    /** Two linear maps with an activation between. */
    LINEAR,
    /** The same with maps whose rows are positive and sum to 1, without bias. */
    NORMLIN,
    /** Not at all. */
    NONE
  }

  /** The change of basis over time. */
  public enum Basis {
    /** OrthoTrans, fitted on the training rows. */
    ORTHO,
    /** Discrete Fourier transform. */
    FFT,
    /** Chebyshev polynomials. */
    CHEBY,
    /** Legendre polynomials. */
    LEGENDRE,
    /** Laguerre polynomials. */
    LAGUERRE,
    /** One level of Haar wavelets. */
    HAAR
  }

  /** Checks the numbers and that the choices go together. */
  public OLinearConfig {
    ConfigChecks.atLeast("seqLen", seqLen, 1);
    ConfigChecks.atLeast("predLen", predLen, 1);
    ConfigChecks.atLeast("encIn", encIn, 1);
    ConfigChecks.atLeast("dModel", dModel, 1);
    ConfigChecks.atLeast("dFf", dFf, 1);
    ConfigChecks.atLeast("embedSize", embedSize, 1);
    ConfigChecks.atLeast("eLayers", eLayers, 1);
    ConfigChecks.between("dropout", dropout, 0, 1);
    ConfigChecks.between("nHeads", nHeads, 1, dModel);
    if (variant == Variant.OLINEAR_C && mixer != Mixer.NORMLIN) {
      throw new IllegalArgumentException(
          "mixer is " + mixer + ", allowed with variant olinear-c: normlin");
    }
    boolean attention = mixer == Mixer.ATTENTION || mixer == Mixer.ENHANCED;
    if (attention && temporal != Temporal.LINEAR) {
      throw new IllegalArgumentException(
          "temporal is " + temporal + ", allowed with an attention mixer: linear");
    }
    if (mixer == Mixer.NONE && temporal == Temporal.NONE) {
      throw new IllegalArgumentException(
          "mixer and temporal are both none, allowed: at most one of them");
    }
    boolean ortho = variant != Variant.NO_Q && basis == Basis.ORTHO;
    if (variant == Variant.NO_Q && basis != Basis.ORTHO) {
      throw new IllegalArgumentException(
          "basis is " + basis + ", allowed with variant no-q: ortho, which it leaves out");
    }
    if (qChanIndep && !ortho) {
      throw new IllegalArgumentException(
          "qChanIndep is true, allowed only with basis ortho and a variant that has it");
    }
    if (basis == Basis.HAAR && seqLen % 2 != 0) {
      throw new IllegalArgumentException(
          "seqLen is " + seqLen + ", allowed with basis haar: even numbers");
    }
  }

  /** The paper's defaults: D = F = 512, d = 16, two layers, dropout 0.2. */
  public static OLinearConfig of(int seqLen, int predLen, int encIn) {
    return new OLinearConfig(
        seqLen,
        predLen,
        encIn,
        512,
        512,
        16,
        2,
        0.2,
        Variant.OLINEAR,
        Mixer.NORMLIN,
        Basis.ORTHO,
        false,
        Temporal.LINEAR,
        MixingDesign.Transform.SOFTPLUS,
        MixingDesign.RowNorm.L1,
        8,
        FeedForward.Function.GELU);
  }

  /** With these widths, F = D, and layers; heads are lowered to fit. */
  public OLinearConfig withSize(int width, int extension, int layers, double drop) {
    return new OLinearConfig(
        seqLen,
        predLen,
        encIn,
        width,
        width,
        extension,
        layers,
        drop,
        variant,
        mixer,
        basis,
        qChanIndep,
        temporal,
        weightTrans,
        normSet,
        Math.min(nHeads, width),
        activation);
  }

  /** Another form of the model. */
  public OLinearConfig withVariant(Variant other) {
    return new OLinearConfig(
        seqLen,
        predLen,
        encIn,
        dModel,
        dFf,
        embedSize,
        eLayers,
        dropout,
        other,
        mixer,
        basis,
        qChanIndep,
        temporal,
        weightTrans,
        normSet,
        nHeads,
        activation);
  }

  /** Another change of basis. */
  public OLinearConfig withBasis(Basis other) {
    return new OLinearConfig(
        seqLen,
        predLen,
        encIn,
        dModel,
        dFf,
        embedSize,
        eLayers,
        dropout,
        variant,
        mixer,
        other,
        qChanIndep,
        temporal,
        weightTrans,
        normSet,
        nHeads,
        activation);
  }

  /** Other parts of the encoder layers. */
  public OLinearConfig withParts(Mixer variates, Temporal steps) {
    return new OLinearConfig(
        seqLen,
        predLen,
        encIn,
        dModel,
        dFf,
        embedSize,
        eLayers,
        dropout,
        variant,
        variates,
        basis,
        qChanIndep,
        steps,
        weightTrans,
        normSet,
        nHeads,
        activation);
  }

  /** Another making of NormLin's matrix. */
  public OLinearConfig withDesign(MixingDesign.Transform transform, MixingDesign.RowNorm norm) {
    return new OLinearConfig(
        seqLen,
        predLen,
        encIn,
        dModel,
        dFf,
        embedSize,
        eLayers,
        dropout,
        variant,
        mixer,
        basis,
        qChanIndep,
        temporal,
        transform,
        norm,
        nHeads,
        activation);
  }

  /** Whether OrthoTrans is applied. */
  public boolean usesOrthoTrans() {
    return variant != Variant.NO_Q && basis == Basis.ORTHO;
  }

  /** How NormLin's matrix is made. */
  public MixingDesign mixingDesign() {
    return new MixingDesign(weightTrans, normSet);
  }
}
