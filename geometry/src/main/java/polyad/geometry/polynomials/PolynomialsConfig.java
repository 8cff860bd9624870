package polyad.geometry.polynomials;

import java.util.List;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/** What {@link PolynomialsExperiment} does. */
public record PolynomialsConfig(
    @Describe("most edges of connected patterns; 3 to 7") int edges,
    @Describe("most edges of patterns whose plan is compared with the naive sum; 1 to 4")
        int plannerEdges,
    @Describe("draws stacked in the rank tests; 10 or more") int rankDraws,
    @Describe("nodes of the sparse graph that is timed; 0 for none") int sparseNodes,
    @Describe("nodes of the dense graph that is timed; 0 for none") int denseNodes,
    @Describe("whether all connected graphs of eight nodes are told apart") boolean graph8c,
    @Describe("graphs whose subgraphs are counted, 3 of 4 to train on; 0 for none, else 20 or more")
        int countingGraphs,
    @Describe("channels of the networks that count and classify; 1 or more") int hidden,
    @Describe("blocks of PPGN, one less than layers of GIN; 1 or more") int depth,
    @Describe("passes of the networks on pairs that count; 1 or more") int countingEpochs,
    @Describe("passes of GIN that counts; 1 or more") int countingGinEpochs,
    @Describe("passes over CSL; 0 for none") int cslEpochs,
    @Describe("passes over EXP; 0 for none") int expEpochs,
    @Describe("TU sets to classify by their ten folds") List<String> tuSets,
    @Describe("passes over a TU set; 1 or more") int tuEpochs,
    @Describe("passes over the molecules of ESOL; 0 for none") int moleculeEpochs) {

  /** Checks every value. */
  public PolynomialsConfig {
    ConfigChecks.between("edges", edges, 3, 7);
    ConfigChecks.between("plannerEdges", plannerEdges, 1, 4);
    ConfigChecks.atLeast("rankDraws", rankDraws, 10);
    ConfigChecks.atLeast("sparseNodes", sparseNodes, 0);
    ConfigChecks.atLeast("denseNodes", denseNodes, 0);
    if (countingGraphs != 0) {
      ConfigChecks.atLeast("countingGraphs", countingGraphs, 20);
    }
    ConfigChecks.atLeast("hidden", hidden, 1);
    ConfigChecks.atLeast("depth", depth, 1);
    ConfigChecks.atLeast("countingEpochs", countingEpochs, 1);
    ConfigChecks.atLeast("countingGinEpochs", countingGinEpochs, 1);
    ConfigChecks.atLeast("cslEpochs", cslEpochs, 0);
    ConfigChecks.atLeast("expEpochs", expEpochs, 0);
    ConfigChecks.atLeast("tuEpochs", tuEpochs, 1);
    ConfigChecks.atLeast("moleculeEpochs", moleculeEpochs, 0);
    tuSets = List.copyOf(tuSets);
  }
}
