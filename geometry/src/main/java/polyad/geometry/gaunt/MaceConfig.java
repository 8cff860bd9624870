package polyad.geometry.gaunt;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/** The shape of {@link MaceGaunt}; defaults are those of the paper's 3BPA run. */
public record MaceConfig(
    @Describe("channels of every degree; 1 or more") int channels,
    @Describe("largest degree of the features between interactions; 0 or more") int hiddenLmax,
    @Describe("largest degree of the edges' harmonics; hiddenLmax or more") int maxEll,
    @Describe("message passes; 1 or more") int interactions,
    @Describe("factors of the many-body product, body order less one; 1 or more") int correlation,
    @Describe("angstrom beyond which atoms do not see each other; above 0") double cutoff,
    @Describe("radial Bessel functions; 1 or more") int bessel,
    @Describe("power of the cutoff polynomial; 1 or more") int cutoffPower,
    @Describe("width of the three hidden layers of the radial network; 1 or more") int radialWidth,
    @Describe("width of the last readout; 1 or more") int readoutWidth,
    @Describe("whether a Selfmix layer follows each interaction but the last") boolean selfmix,
    @Describe("the many-body product") ManyBodyKind manyBody) {

  /** The many-body product of a force field. */
  public enum ManyBodyKind {
    /** Gaunt products on the grid. */
    GRID,
    /** Gaunt products by fast Fourier transforms. */
    FOURIER,
    /** Gaunt products by the list of coefficients. */
    TABLE,
    /** MACE's symmetric contraction: Clebsch-Gordan paths with a weight each. */
    CG
  }

  /** Checks every value. */
  public MaceConfig {
    ConfigChecks.atLeast("channels", channels, 1);
    ConfigChecks.atLeast("hiddenLmax", hiddenLmax, 0);
    ConfigChecks.atLeast("maxEll", maxEll, hiddenLmax);
    ConfigChecks.atLeast("interactions", interactions, 1);
    ConfigChecks.atLeast("correlation", correlation, 1);
    ConfigChecks.positive("cutoff", cutoff);
    ConfigChecks.atLeast("bessel", bessel, 1);
    ConfigChecks.atLeast("cutoffPower", cutoffPower, 1);
    ConfigChecks.atLeast("radialWidth", radialWidth, 1);
    ConfigChecks.atLeast("readoutWidth", readoutWidth, 1);
  }

  /** 256x0e+256x1o+256x2e, harmonics to 3, two interactions, ν = 3, 5 Å. */
  public static MaceConfig paper() {
    return new MaceConfig(256, 2, 3, 2, 3, 5, 8, 5, 64, 16, false, ManyBodyKind.GRID);
  }

  /** 16x0e+16x1o, harmonics to 2, two interactions, ν = 3, 4 Å: small molecules in minutes. */
  public static MaceConfig small() {
    return new MaceConfig(16, 1, 2, 2, 3, 4, 8, 5, 64, 16, false, ManyBodyKind.GRID);
  }

  /** The same with another many-body product. */
  public MaceConfig with(ManyBodyKind kind) {
    return with(hiddenLmax, maxEll, correlation, selfmix, kind);
  }

  /** The same with other degrees. */
  public MaceConfig withDegrees(int hidden, int ell) {
    return with(hidden, ell, correlation, selfmix, manyBody);
  }

  /** The same with another number of factors. */
  public MaceConfig withCorrelation(int factors) {
    return with(hiddenLmax, maxEll, factors, selfmix, manyBody);
  }

  /** The same with or without Selfmix. */
  public MaceConfig withSelfmix(boolean on) {
    return with(hiddenLmax, maxEll, correlation, on, manyBody);
  }

  private MaceConfig with(int hidden, int ell, int factors, boolean mix, ManyBodyKind kind) {
    return new MaceConfig(
        channels,
        hidden,
        ell,
        interactions,
        factors,
        cutoff,
        bessel,
        cutoffPower,
        radialWidth,
        readoutWidth,
        mix,
        kind);
  }
}
