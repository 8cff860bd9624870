package polyad.geometry.polynomials;

import java.util.ArrayList;
import java.util.List;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/** A graph network and the polynomials it is given. */
public record GraphModelConfig(
    @Describe("gin, gcn, ppgn or ppgn_plus") Architecture architecture,
    @Describe("channels of a layer; 1 or more") int hidden,
    @Describe("width of the layer before the last; 1 or more") int suffix,
    @Describe("layers or blocks; 1 or more") int depth,
    @Describe("largest degree of the polynomials added, those the network lacks; 0 for none, to 6")
        int degree,
    @Describe("longest closed walk counted for every node of gin and gcn; 0 for none, else 3 to 20")
        int cycles,
    @Describe(
            "whether gin has batch norm behind its layers; on pairs, whether products are normalised"
                + " over a graph and readouts over the batch")
        boolean batchNorm,
    @Describe("what gin and gcn read off a graph's nodes: sum or mean") Readout readout) {

  /** What becomes of the nodes. */
  public enum Readout {
    /** Their sum. */
    SUM,
    /** Their mean. */
    MEAN
  }

  /** Which network. */
  public enum Architecture {
    /** Graph isomorphism network: sums over neighbours. */
    GIN,
    /** Graph convolution: normalised means over neighbours. */
    GCN,
    /** Matrix products of pair features, without transpose and identity. */
    PPGN,
    /** With both. */
    PPGN_PLUS;

    /** Whether it works on pairs of nodes. */
    public boolean onPairs() {
      return this == PPGN || this == PPGN_PLUS;
    }
  }

  /** Checks every value. */
  public GraphModelConfig {
    ConfigChecks.atLeast("hidden", hidden, 1);
    ConfigChecks.atLeast("suffix", suffix, 1);
    ConfigChecks.atLeast("depth", depth, 1);
    ConfigChecks.between("degree", degree, 0, 6);
    if (cycles != 0) {
      ConfigChecks.between("cycles", cycles, 3, 20);
    }
  }

  /** A message-passing network of four layers of 64. */
  public static GraphModelConfig gin(int degree) {
    return new GraphModelConfig(Architecture.GIN, 64, 64, 4, degree, 0, false, Readout.SUM);
  }

  /** Graph convolutions of this size of GIN. */
  public static GraphModelConfig gcn() {
    return new GraphModelConfig(Architecture.GCN, 64, 64, 4, 0, 0, false, Readout.SUM);
  }

  /** PPGN of this size, without transpose and identity. */
  public static GraphModelConfig ppgn(int hidden, int depth) {
    return new GraphModelConfig(
        Architecture.PPGN, hidden, hidden, depth, 0, 0, false, Readout.MEAN);
  }

  /** PPGN++ of this size. */
  public static GraphModelConfig ppgnPlus(int hidden, int depth, int degree) {
    return new GraphModelConfig(
        Architecture.PPGN_PLUS, hidden, hidden, depth, degree, 0, false, Readout.MEAN);
  }

  /** The same with closed walks. */
  public GraphModelConfig withCycles(int longest) {
    return new GraphModelConfig(
        architecture, hidden, suffix, depth, degree, longest, batchNorm, readout);
  }

  /** The same with batch norm. */
  public GraphModelConfig withBatchNorm() {
    return new GraphModelConfig(architecture, hidden, suffix, depth, degree, cycles, true, readout);
  }

  /** The same with another readout. */
  public GraphModelConfig with(Readout other) {
    return new GraphModelConfig(
        architecture, hidden, suffix, depth, degree, cycles, batchNorm, other);
  }

  /** The patterns whose values nodes are given. */
  List<Multigraph> nodeTerms() {
    if (architecture.onPairs()) {
      return List.of();
    }
    List<Multigraph> terms = new ArrayList<>();
    if (degree > 0) {
      terms.addAll(ExtraPolynomials.ofNodesUpTo(degree));
    }
    terms.addAll(ExtraPolynomials.cycles(cycles));
    return terms;
  }

  /** The patterns whose values pairs are given. */
  List<Multigraph> pairTerms() {
    return architecture.onPairs() ? ExtraPolynomials.ofPairsUpTo(degree) : List.of();
  }
}
