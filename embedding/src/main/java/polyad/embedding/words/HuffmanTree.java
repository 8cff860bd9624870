package polyad.embedding.words;

import java.util.Arrays;

/** A binary tree with the words as leaves, frequent ones near the root (word2vec's). */
final class HuffmanTree {
  private final int[][] nodes; // inner nodes from the root down, a word each
  private final boolean[][] right;

  /**
   * Builds the tree.
   *
   * @param vocabulary by falling count, two words or more
   */
  HuffmanTree(Vocabulary vocabulary) {
    int n = vocabulary.size();
    if (n < 2) {
      throw new IllegalArgumentException("words are " + n + ", allowed: 2 or more");
    }
    long[] count = new long[2 * n - 1];
    Arrays.fill(count, Long.MAX_VALUE);
    for (int i = 0; i < n; i++) {
      count[i] = vocabulary.count(i);
    }
    int[] parent = new int[2 * n - 1];
    boolean[] isRight = new boolean[2 * n - 1];
    int leaf = n - 1;
    int inner = n;
    for (int made = n; made < 2 * n - 1; made++) {
      int first = leaf >= 0 && count[leaf] < count[inner] ? leaf-- : inner++;
      int second = leaf >= 0 && count[leaf] < count[inner] ? leaf-- : inner++;
      count[made] = count[first] + count[second];
      parent[first] = made;
      parent[second] = made;
      isRight[second] = true;
    }
    nodes = new int[n][];
    right = new boolean[n][];
    int root = 2 * n - 2;
    for (int word = 0; word < n; word++) {
      int depth = 0;
      for (int node = word; node != root; node = parent[node]) {
        depth++;
      }
      nodes[word] = new int[depth];
      right[word] = new boolean[depth];
      for (int node = word; node != root; node = parent[node]) {
        depth--;
        nodes[word][depth] = parent[node] - n;
        right[word][depth] = isRight[node];
      }
    }
  }

  /** The inner nodes above a word from the root down, numbered from 0. */
  int[] nodes(int word) {
    return nodes[word];
  }

  /** Whether the way to a word turns right at a step. */
  boolean turnsRight(int word, int step) {
    return right[word][step];
  }
}
