package polyad.embedding.bt2;

import polyad.nn.Layer;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** x + perceptron(x), x cut or filled with zeros to the width that is asked for. */
final class ResidualVectors extends Layer {
  private final int outputs;
  private final Layer change;

  ResidualVectors(int inputs, int hidden, int outputs, Generator rng) {
    this.outputs = outputs;
    change = addChild("change", Network.perceptron(inputs, hidden, outputs, rng));
  }

  @Override
  public Tensor forward(Tensor x) {
    long width = x.size(1);
    Tensor start =
        width >= outputs ? x.narrow(1, 0, outputs) : x.pad(new long[] {0, outputs - width}, 0);
    return start.add(change.forward(x)); // [B, out]
  }
}
