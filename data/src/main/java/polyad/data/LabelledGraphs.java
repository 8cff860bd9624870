package polyad.data;

import java.util.Arrays;
import java.util.List;

/**
 * Graphs, each with a label: to classify or, with numbers as labels, to regress on.
 *
 * @param name of the set; may be empty
 * @param graphs one or more
 * @param classes names of the classes in ascending order; empty for regression or without labels
 * @param targets index into the classes, or the number to regress on; empty without labels
 */
public record LabelledGraphs(
    String name, List<Graph> graphs, List<String> classes, double[] targets) {

  /** Checks that the parts have one length. */
  public LabelledGraphs {
    graphs = List.copyOf(graphs);
    classes = List.copyOf(classes);
    if (targets.length != 0 && targets.length != graphs.size()) {
      throw new IllegalArgumentException(
          "targets: " + targets.length + " for " + graphs.size() + " graphs");
    }
  }

  /** Graphs without labels. */
  public static LabelledGraphs unlabelled(String name, List<Graph> graphs) {
    return new LabelledGraphs(name, graphs, List.of(), new double[0]);
  }

  /** Whole numbers as classes, named by the numbers, in ascending order. */
  static LabelledGraphs classified(String name, List<Graph> graphs, int[] labels) {
    int[] distinct = Arrays.stream(labels).distinct().sorted().toArray();
    return new LabelledGraphs(
        name,
        graphs,
        Arrays.stream(distinct).mapToObj(Integer::toString).toList(),
        Arrays.stream(labels).mapToDouble(l -> Arrays.binarySearch(distinct, l)).toArray());
  }

  /** The number of graphs. */
  public int size() {
    return graphs.size();
  }

  /** The graphs' indices into the classes. */
  public int[] labels() {
    return Arrays.stream(targets).mapToInt(t -> (int) t).toArray();
  }
}
