package polyad.geometry.tdn;

import java.util.List;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/** The shape of a {@link TensorDecompositionNetwork}; defaults are the release's. */
public record TdnConfig(
    @Describe("channels; a multiple of heads") int hidden,
    @Describe("attention blocks; 1 or more") int interactions,
    @Describe("Gaussians of the distance; 1 or more") int gaussians,
    @Describe("angstrom beyond which atoms do not see each other; above 0") double cutoff,
    @Describe("neighbours of an atom, the nearest first; 1 or more") int maxNeighbors,
    @Describe("whether forces are slopes of the energy instead of an output") boolean gradientForce,
    @Describe("largest degree; 1 to 10") int lmax,
    @Describe("widths of the hidden layers of the radial networks; 1 or more each")
        List<Integer> radialWidths,
    @Describe("attention heads; 1 or more") int heads,
    @Describe("atomic numbers below this are known; 2 or more") int maxAtomType,
    @Describe("dropout of attention; 0 to 0.99") double dropout,
    @Describe("the tensor product") ProductKind product,
    @Describe("rank of the decomposition by degree") RankSchedule rank,
    @Describe("rank of the decomposition; 0 for that by degree") int terms) {

  /** The tensor product of a network. */
  public enum ProductKind {
    /** Rank-one terms. */
    CP,
    /** Exact, one weight for all paths. */
    EXACT_SHARED,
    /** Exact, a weight for each path. */
    EXACT_PER_PATH,
    /** A smaller core between three factors, of three quarters of the length. */
    TUCKER,
    /** A tensor train of three quarters of the length. */
    TENSOR_TRAIN,
    /** The Gaunt product on the grid. */
    GAUNT
  }

  /** Checks every value. */
  public TdnConfig {
    ConfigChecks.atLeast("heads", heads, 1);
    ConfigChecks.atLeast("hidden", hidden, heads);
    if (hidden % heads != 0) {
      throw new IllegalArgumentException(
          "hidden is " + hidden + ", allowed: a multiple of heads = " + heads);
    }
    ConfigChecks.atLeast("interactions", interactions, 1);
    ConfigChecks.atLeast("gaussians", gaussians, 1);
    ConfigChecks.positive("cutoff", cutoff);
    ConfigChecks.atLeast("maxNeighbors", maxNeighbors, 1);
    ConfigChecks.between("lmax", lmax, 1, 10);
    radialWidths = List.copyOf(radialWidths);
    radialWidths.forEach(width -> ConfigChecks.atLeast("radialWidths", width, 1));
    if (radialWidths.isEmpty()) {
      throw new IllegalArgumentException("radialWidths is empty, allowed: 1 or more widths");
    }
    ConfigChecks.atLeast("maxAtomType", maxAtomType, 2);
    ConfigChecks.between("dropout", dropout, 0, 0.99);
    ConfigChecks.atLeast("terms", terms, 0);
  }

  /** The release's defaults. */
  public static TdnConfig released() {
    return new TdnConfig(
        128,
        4,
        128,
        4.5,
        100,
        false,
        1,
        List.of(64, 64),
        4,
        80,
        0.2,
        ProductKind.CP,
        RankSchedule.QUADRATIC,
        0);
  }

  /** Hidden 32, two blocks, 32 Gaussians, 4 Å: small molecules in minutes. */
  public static TdnConfig small() {
    return new TdnConfig(
        32,
        2,
        32,
        4,
        100,
        false,
        1,
        List.of(32, 32),
        4,
        80,
        0.2,
        ProductKind.CP,
        RankSchedule.QUADRATIC,
        0);
  }

  /** How many rank-one terms the decomposition has. */
  public int cpRank() {
    return terms > 0 ? terms : rank.rank(lmax);
  }

  /** The same with another product, of the rank by degree. */
  public TdnConfig with(ProductKind kind, RankSchedule schedule) {
    return with(gradientForce, lmax, kind, schedule, 0);
  }

  /** The same with another largest degree. */
  public TdnConfig withDegree(int degree) {
    return with(gradientForce, degree, product, rank, terms);
  }

  /** The same with forces as slopes of the energy, or as an output. */
  public TdnConfig withGradientForce(boolean slopes) {
    return with(slopes, lmax, product, rank, terms);
  }

  private TdnConfig with(
      boolean slopes, int degree, ProductKind kind, RankSchedule schedule, int count) {
    return new TdnConfig(
        hidden,
        interactions,
        gaussians,
        cutoff,
        maxNeighbors,
        slopes,
        degree,
        radialWidths,
        heads,
        maxAtomType,
        dropout,
        kind,
        schedule,
        count);
  }
}
