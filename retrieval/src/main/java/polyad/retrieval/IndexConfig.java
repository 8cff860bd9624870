package polyad.retrieval;

import java.util.Arrays;

/**
 * The shape of an index; fixed once it is created.
 *
 * @param dimension d, the length of the vectors, in [1, 16384]
 * @param nesting the prefix lengths whose norms are stored, rising, ending at d: the lengths that a
 *     funnel may use
 * @param searchable the prefix lengths that get an HNSW graph, a rising part of nesting
 * @param maxConn edges a graph node, in [2, 512]; 16 to 32 is usual
 * @param beamWidth candidates while a node is linked in, in [1, 3200]; 100 to 200 is usual
 * @param deterministic whether segments are merged on the adding thread, so that the same calls in
 *     the same order give the same graphs
 */
public record IndexConfig(
    int dimension,
    int[] nesting,
    int[] searchable,
    int maxConn,
    int beamWidth,
    boolean deterministic) {

  /** The longest vector that an index takes. */
  public static final int MAX_DIMENSION = 16_384;

  /** Checks and copies. */
  public IndexConfig {
    nesting = nesting.clone();
    searchable = searchable.clone();
    if (dimension < 1 || dimension > MAX_DIMENSION) {
      throw new IllegalArgumentException(
          "dimension: " + dimension + " is outside [1, " + MAX_DIMENSION + "]");
    }
    if (!rises(nesting) || nesting[nesting.length - 1] != dimension) {
      throw new IllegalArgumentException(
          "nesting: %s: nesting sizes must rise and end at d=%d"
              .formatted(Arrays.toString(nesting), dimension));
    }
    if (!rises(searchable) || !isPart(searchable, nesting)) {
      throw new IllegalArgumentException(
          "searchable: %s is not a rising part of nesting %s"
              .formatted(Arrays.toString(searchable), Arrays.toString(nesting)));
    }
    if (maxConn < 2 || maxConn > 512 || beamWidth < 1 || beamWidth > 3200) {
      throw new IllegalArgumentException(
          "maxConn, beamWidth: %d, %d are outside [2, 512], [1, 3200]"
              .formatted(maxConn, beamWidth));
    }
  }

  /**
   * A graph over the shortest prefix only, 16 edges, beam width 100.
   *
   * @param nesting rising prefix lengths, ending at the dimension
   */
  public static IndexConfig of(int dimension, int... nesting) {
    int[] searchable = nesting.length == 0 ? nesting : new int[] {nesting[0]};
    return new IndexConfig(dimension, nesting, searchable, 16, 100, false);
  }

  /** The same with graphs over these prefix lengths. */
  public IndexConfig withSearchable(int... lengths) {
    return new IndexConfig(dimension, nesting, lengths, maxConn, beamWidth, deterministic);
  }

  /** The same with another density of the graphs. */
  public IndexConfig withGraph(int connections, int beam) {
    return new IndexConfig(dimension, nesting, searchable, connections, beam, deterministic);
  }

  /** The same with repeatable graphs or not. */
  public IndexConfig withDeterministic(boolean repeatable) {
    return new IndexConfig(dimension, nesting, searchable, maxConn, beamWidth, repeatable);
  }

  @Override
  public int[] nesting() {
    return nesting.clone();
  }

  @Override
  public int[] searchable() {
    return searchable.clone();
  }

  /** Whether there is a graph over the prefix. */
  boolean isSearchable(int length) {
    return Arrays.binarySearch(searchable, length) >= 0;
  }

  /** The place of a prefix length in nesting, negative when it is not there. */
  int level(int length) {
    return Arrays.binarySearch(nesting, length);
  }

  /** Refuses a plan that uses prefixes this index does not know. */
  void requirePlan(FunnelPlan plan, boolean exact) {
    if (!exact && !isSearchable(plan.retrievalDim())) {
      throw new IllegalArgumentException(
          "retrievalDim: %d has no graph; searchable are %s"
              .formatted(plan.retrievalDim(), Arrays.toString(searchable)));
    }
    requireLevel("retrievalDim", plan.retrievalDim());
    for (int dim : plan.rerankDims()) {
      requireLevel("rerankDims", dim);
    }
  }

  private void requireLevel(String field, int length) {
    if (level(length) < 0) {
      throw new IllegalArgumentException(
          "%s: %d is not one of the index's nesting sizes %s"
              .formatted(field, length, Arrays.toString(nesting)));
    }
  }

  private static boolean rises(int[] sizes) {
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] <= (i == 0 ? 0 : sizes[i - 1])) {
        return false;
      }
    }
    return sizes.length > 0;
  }

  private static boolean isPart(int[] part, int[] whole) {
    return Arrays.stream(part).allMatch(size -> Arrays.binarySearch(whole, size) >= 0);
  }
}
