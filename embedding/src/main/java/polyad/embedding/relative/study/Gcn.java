package polyad.embedding.relative.study;

import java.util.function.UnaryOperator;
import polyad.nn.Dropout;
import polyad.nn.Init;
import polyad.nn.Layer;
import polyad.nn.WeightSlot;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Two graph convolutions (Kipf and Welling, 2017): node numbers [B] I64 to [B, width], H' =
 * Â·σ(Â·X· W₀)·W₁.
 */
final class Gcn extends Layer {
  private final NodeGraph graph;
  private final WeightSlot first;
  private final WeightSlot second;
  private final Dropout dropout;
  private final UnaryOperator<Tensor> activation;

  /** How it is built. */
  record Shape(int hidden, int width, double dropout, boolean tanh) {}

  Gcn(NodeGraph graph, Shape shape, Generator rng) {
    this.graph = graph;
    long inputs = graph.features().size(1);
    first = addParameter("0.weight", Init.xavierUniform(rng, inputs, shape.hidden()));
    second = addParameter("1.weight", Init.xavierUniform(rng, shape.hidden(), shape.width()));
    dropout = addChild("dropout", new Dropout(shape.dropout(), rng));
    activation = shape.tanh() ? Tensor::tanh : Tensor::relu;
  }

  @Override
  public Tensor forward(Tensor nodes) {
    Tensor in = graph.features().sparseMatmul(first.value()); // [n, hidden]
    Tensor h = activation.apply(graph.adjacency().sparseMatmul(in));
    Tensor out = dropout.forward(h).matmul(second.value()); // [n, width]
    return graph.adjacency().sparseMatmul(out).indexSelect(0, nodes);
  }
}
