package polyad.geometry.polynomials;

import java.util.Arrays;
import java.util.List;
import polyad.tensor.DType;
import polyad.tensor.Tensor;

/**
 * Graphs side by side as one graph.
 *
 * @param features [N, f]
 * @param sender of every directed edge, [E]
 * @param receiver the same
 * @param graph number of every node's graph, [N]
 * @param graphs how many
 */
record NodeBatch(Tensor features, Tensor sender, Tensor receiver, Tensor graph, int graphs) {

  static NodeBatch of(List<GraphEncoder.Encoded> batch, DType dtype) {
    int nodes = batch.stream().mapToInt(g -> g.graph().size()).sum();
    int edges = batch.stream().mapToInt(g -> 2 * g.graph().edgeCount()).sum();
    int width = batch.getFirst().nodes().length / batch.getFirst().graph().size();
    float[] features = new float[nodes * width];
    long[] sender = new long[edges];
    long[] receiver = new long[edges];
    long[] graph = new long[nodes];
    int node = 0;
    int edge = 0;
    for (int g = 0; g < batch.size(); g++) {
      GraphEncoder.Encoded one = batch.get(g);
      System.arraycopy(one.nodes(), 0, features, node * width, one.nodes().length);
      int[][] lists = one.graph().neighbors();
      Arrays.fill(graph, node, node + lists.length, g);
      for (int i = 0; i < lists.length; i++) {
        for (int j : lists[i]) {
          sender[edge] = (long) node + j;
          receiver[edge++] = (long) node + i;
        }
      }
      node += lists.length;
    }
    return new NodeBatch(
        Tensor.of(features, nodes, width).to(dtype),
        Tensor.of(sender, edges),
        Tensor.of(receiver, edges),
        Tensor.of(graph, nodes),
        batch.size());
  }

  /** Σ over neighbours: [N, f] to the same. */
  Tensor fromNeighbors(Tensor h) {
    return h.indexSelect(0, sender).segmentSum(receiver, h.size(0));
  }

  /** Neighbours of every node, [N, 1]. */
  Tensor degrees(DType dtype) {
    return Tensor.ones(dtype, sender.size(0), 1).segmentSum(receiver, features.size(0));
  }

  /** The sum or mean over the nodes of every graph: [N, f] to [graphs, f]. */
  Tensor perGraph(Tensor h, GraphModelConfig.Readout readout) {
    return switch (readout) {
      case SUM -> h.segmentSum(graph, graphs);
      case MEAN -> h.segmentMean(graph, graphs);
    };
  }
}
