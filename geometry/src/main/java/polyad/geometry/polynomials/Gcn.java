package polyad.geometry.polynomials;

import java.util.ArrayList;
import java.util.List;
import polyad.nn.Activation;
import polyad.nn.Linear;
import polyad.nn.Mlp;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Graph convolutions (Kipf and Welling, 2017): h ← relu(D^(−1/2) (A + I) D^(−1/2) h W) with D the
 * degrees of A + I, then the sum or mean over nodes and a perceptron.
 */
public final class Gcn extends GraphNetwork {
  private final List<Linear> layers = new ArrayList<>();
  private final Mlp readout;
  private final GraphModelConfig.Readout pooling;

  /** With random weights. */
  public Gcn(GraphModelConfig config, int in, int out, Generator rng) {
    pooling = config.readout();
    int width = config.hidden();
    for (int i = 0; i < config.depth(); i++) {
      layers.add(addChild("layers." + i, new Linear(i == 0 ? in : width, width, rng)));
    }
    long[] widths = {width, config.suffix(), out};
    readout = addChild("readout", new Mlp(widths, Activation::relu, rng));
  }

  @Override
  public Tensor forward(List<GraphEncoder.Encoded> graphs) {
    DType dtype = parameters().iterator().next().value().dtype();
    NodeBatch batch = NodeBatch.of(graphs, dtype);
    Tensor scale = batch.degrees(dtype).add(1).rsqrt(); // [N, 1]
    Tensor h = batch.features();
    for (Linear layer : layers) {
      Tensor scaled = layer.forward(h).mul(scale);
      h = scaled.add(batch.fromNeighbors(scaled)).mul(scale).relu(); // [N, hidden]
    }
    return readout.forward(batch.perGraph(h, pooling)); // [B, out]
  }
}
