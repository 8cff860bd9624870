package polyad.embedding.words.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The trees of a batch laid out so that merges of one height are made together.
 *
 * @param leaves words of all documents, one after the other
 * @param merges by height, {@code [2][M]}: rows of the left and of the right children
 * @param roots the row of each tree's root
 */
record Levels(long[] leaves, List<long[][]> merges, long[] roots) {

  private record Merge(int tree, int step) {}

  static Levels of(DocumentBatch batch, List<Merges> trees) {
    long[] leaves =
        IntStream.range(0, batch.size())
            .flatMap(b -> IntStream.of(batch.words(b)))
            .asLongStream()
            .toArray();
    List<List<Merge>> byHeight = new ArrayList<>();
    long[][] rows = new long[trees.size()][]; // of each node of a tree
    long next = 0;
    for (int b = 0; b < trees.size(); b++) {
      Merges tree = trees.get(b);
      if (tree.leaves() != batch.length(b)) {
        throw new IllegalArgumentException(
            "tree %d has %d leaves, its document %d words"
                .formatted(b, tree.leaves(), batch.length(b)));
      }
      rows[b] = new long[2 * tree.leaves() - 1];
      for (int i = 0; i < tree.leaves(); i++) {
        rows[b][i] = next++;
      }
      sort(tree, b, byHeight);
    }
    List<long[][]> levels = new ArrayList<>();
    for (List<Merge> level : byHeight) {
      long[][] children = new long[2][level.size()];
      for (int m = 0; m < level.size(); m++) {
        Merge merge = level.get(m);
        Merges tree = trees.get(merge.tree());
        children[0][m] = rows[merge.tree()][tree.left()[merge.step()]];
        children[1][m] = rows[merge.tree()][tree.right()[merge.step()]];
        rows[merge.tree()][tree.leaves() + merge.step()] = next++;
      }
      levels.add(children);
    }
    long[] roots = new long[trees.size()];
    for (int b = 0; b < roots.length; b++) {
      roots[b] = rows[b][rows[b].length - 1];
    }
    return new Levels(leaves, levels, roots);
  }

  private static void sort(Merges tree, int number, List<List<Merge>> byHeight) {
    int[] heights = new int[2 * tree.leaves() - 1];
    for (int s = 0; s < tree.left().length; s++) {
      int height = Math.max(heights[tree.left()[s]], heights[tree.right()[s]]);
      heights[tree.leaves() + s] = height + 1;
      while (byHeight.size() <= height) {
        byHeight.add(new ArrayList<>());
      }
      byHeight.get(height).add(new Merge(number, s));
    }
  }
}
