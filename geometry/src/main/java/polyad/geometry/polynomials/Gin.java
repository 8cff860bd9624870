package polyad.geometry.polynomials;

import java.util.ArrayList;
import java.util.List;
import polyad.nn.Activation;
import polyad.nn.BatchNorm;
import polyad.nn.Mlp;
import polyad.nn.Module;
import polyad.nn.WeightSlot;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * The graph isomorphism network (Xu et al., 2019): h ← MLP((1+ε)·h + Σ over neighbours h), then the
 * sum or mean over nodes and a perceptron.
 */
public final class Gin extends GraphNetwork {
  private final List<Layer> layers = new ArrayList<>();
  private final Mlp readout;
  private final GraphModelConfig.Readout pooling;

  private static final class Layer extends Module {
    private final Mlp mlp;
    private final WeightSlot eps;
    private final List<BatchNorm> norms = new ArrayList<>();

    Layer(int in, int width, boolean batchNorm, Generator rng) {
      mlp = addChild("mlp", new Mlp(new long[] {in, width, width}, Activation::relu, rng));
      eps = addParameter("eps", Tensor.zeros(1));
      if (batchNorm) {
        norms.add(addChild("norm", new BatchNorm(width)));
      }
    }

    Tensor forward(Tensor h, NodeBatch batch) {
      Tensor sum = h.mul(eps.value().add(1)).add(batch.fromNeighbors(h));
      Tensor next = mlp.forward(sum);
      for (BatchNorm norm : norms) {
        next = norm.forward(next);
      }
      return next.relu();
    }
  }

  /** With random weights. */
  public Gin(GraphModelConfig config, int in, int out, Generator rng) {
    pooling = config.readout();
    int width = config.hidden();
    for (int i = 0; i < config.depth(); i++) {
      layers.add(
          addChild("layers." + i, new Layer(i == 0 ? in : width, width, config.batchNorm(), rng)));
    }
    long[] widths = {width, config.suffix(), out};
    readout = addChild("readout", new Mlp(widths, Activation::relu, rng));
  }

  @Override
  public Tensor forward(List<GraphEncoder.Encoded> graphs) {
    DType dtype = parameters().iterator().next().value().dtype();
    NodeBatch batch = NodeBatch.of(graphs, dtype);
    Tensor h = batch.features();
    for (Layer layer : layers) {
      h = layer.forward(h, batch); // [N, hidden]
    }
    return readout.forward(batch.perGraph(h, pooling)); // [B, out]
  }
}
