package polyad.retrieval;

/**
 * How the graphs of an index are built.
 *
 * @param maxConn edges a graph node, in [2, 512]; 16 to 32 is usual
 * @param beamWidth candidates while a node is linked in, in [1, 3200]; 100 to 200 is usual
 * @param deterministic whether segments are merged on the adding thread, so that the same calls in
 *     the same order give the same graphs
 */
public record GraphOptions(int maxConn, int beamWidth, boolean deterministic) {
  /** 16 edges, beam width 100, merged in the background. */
  public static final GraphOptions DEFAULT = new GraphOptions(16, 100, false);

  /** Checks the numbers. */
  public GraphOptions {
    if (maxConn < 2 || maxConn > 512 || beamWidth < 1 || beamWidth > 3200) {
      throw new IllegalArgumentException(
          "maxConn, beamWidth: %d, %d are outside [2, 512], [1, 3200]"
              .formatted(maxConn, beamWidth));
    }
  }
}
