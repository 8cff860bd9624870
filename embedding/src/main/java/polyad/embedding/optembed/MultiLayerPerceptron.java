package polyad.embedding.optembed;

import java.util.ArrayList;
import java.util.List;
import polyad.nn.Activation;
import polyad.nn.BatchNorm;
import polyad.nn.Dropout;
import polyad.nn.Layer;
import polyad.nn.Linear;
import polyad.nn.Sequential;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Linear, batch norm, ReLU, dropout, again and again; then, if wanted, Linear to one number. */
final class MultiLayerPerceptron extends Layer {
  private final Sequential mlp;

  MultiLayerPerceptron(
      long in, List<Integer> widths, double dropout, boolean outputLayer, Generator rng) {
    List<Layer> layers = new ArrayList<>();
    long width = in;
    for (int next : widths) {
      layers.add(new Linear(width, next, rng));
      layers.add(new BatchNorm(next));
      layers.add(Activation.relu());
      layers.add(new Dropout(dropout, rng));
      width = next;
    }
    if (outputLayer) {
      layers.add(new Linear(width, 1, rng));
    }
    mlp = addChild("mlp", new Sequential(layers));
  }

  @Override
  public Tensor forward(Tensor x) {
    return mlp.forward(x);
  }
}
