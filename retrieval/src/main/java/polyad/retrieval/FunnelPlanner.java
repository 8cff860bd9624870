package polyad.retrieval;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for the cheapest plan that still finds what a search at the whole length finds. */
final class FunnelPlanner {
  private static final double RECALL = 0.99;
  private static final int SHORTLIST = 200;

  private final NestedVectorIndex index;
  private final float[][] queries;
  private final int k;
  private final List<Set<String>> truth = new ArrayList<>();

  FunnelPlanner(NestedVectorIndex index, float[][] queries, int k) throws IOException {
    this.index = index;
    this.queries = queries;
    this.k = k;
    FunnelPlan whole = FunnelPlan.single(index.config().dimension(), k);
    for (float[] query : queries) {
      truth.add(ids(index.search(query, k, whole, SearchOptions.EXACT)));
    }
  }

  FunnelPlan choose() throws IOException {
    int size = index.size();
    for (int shortlist = Math.max(SHORTLIST, k); ; shortlist *= 2) {
      for (int retrievalDim : index.config().searchable()) {
        FunnelPlan single = FunnelPlan.single(retrievalDim, shortlist);
        if (recall(single, shortlist) >= RECALL) {
          return withStages(retrievalDim, shortlist);
        }
      }
      if (shortlist >= size) { // nothing is left out any more, so more cannot help
        return index.direct(index.config().searchable()[0], shortlist);
      }
    }
  }

  private FunnelPlan withStages(int retrievalDim, int shortlist) throws IOException {
    Optional<FunnelPlan> funnel = halving(retrievalDim, shortlist);
    return funnel.isPresent() && recall(funnel.get(), k) >= RECALL
        ? funnel.get()
        : index.direct(retrievalDim, shortlist);
  }

  /** Every nested prefix over the retrieval dimension, with a list half as long each time. */
  private Optional<FunnelPlan> halving(int retrievalDim, int shortlist) {
    List<Integer> dims = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int dim : index.config().nesting()) {
      if (dim > retrievalDim) {
        sizes.add(Math.max(k, shortlist >> dims.size()));
        dims.add(dim);
      }
    }
    return dims.size() < 2
        ? Optional.empty()
        : Optional.of(
            new FunnelPlan(
                retrievalDim,
                sizes.stream().mapToInt(Integer::intValue).toArray(),
                dims.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** The share of the true k nearest among the first results of a plan. */
  private double recall(FunnelPlan plan, int results) throws IOException {
    double found = 0;
    double wanted = 0;
    for (int q = 0; q < queries.length; q++) {
      Set<String> common = new HashSet<>(truth.get(q));
      wanted += common.size();
      common.retainAll(ids(index.search(queries[q], results, plan)));
      found += common.size();
    }
    return found / wanted;
  }

  private static Set<String> ids(List<Hit> hits) {
    return hits.stream().map(Hit::id).collect(Collectors.toSet());
  }
}
