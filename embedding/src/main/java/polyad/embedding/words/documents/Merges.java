package polyad.embedding.words.documents;

/**
 * A binary tree over n leaves as n−1 merges in order: merge s joins nodes left[s] and right[s] to
 * node n+s.
 */
public record Merges(int[] left, int[] right) {
  /**
   * Checks that every node but the last is joined once, after it was made.
   *
   * @throws IllegalArgumentException when it is not a binary tree
   */
  public Merges {
    if (left.length != right.length) {
      throw new IllegalArgumentException(
          "a tree has %d left and %d right nodes".formatted(left.length, right.length));
    }
    int leaves = left.length + 1;
    boolean[] used = new boolean[2 * leaves - 1];
    for (int s = 0; s < left.length; s++) {
      use(left[s], leaves + s, used);
      use(right[s], leaves + s, used);
    }
  }

  private static void use(int node, int made, boolean[] used) {
    if (node < 0 || node >= made || used[node]) {
      throw new IllegalArgumentException(
          "node %d is joined, allowed: nodes below %d that were not joined before"
              .formatted(node, made));
    }
    used[node] = true;
  }

  /** The number of leaves. */
  public int leaves() {
    return left.length + 1;
  }
}
