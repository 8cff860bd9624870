package polyad.completion.influence;

import java.util.ArrayList;
import java.util.List;
import polyad.nn.Init;
import polyad.nn.Linear;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Factorisation beside a network: h = [p, q] with p the elementwise product of the K embeddings and
 * q the embeddings side by side through {@code mlp}, each layer linear with ReLU; the output is
 * {@code output_layer} of h.
 */
public final class NtmModel extends TensorModel {
  private final List<Linear> mlp = new ArrayList<>();
  private final Linear outputLayer;
  private final int hiddenSize;

  /**
   * With new weights.
   *
   * @param layers widths; the first is K embeddings' and divisible by K, the last is q's
   */
  public NtmModel(int[] dims, int[] layers, Generator rng) {
    super(dims, n -> Init.normal(rng, 1, n, MlpTensorModel.width(dims.length, layers)));
    for (int j = 0; j + 1 < layers.length; j++) {
      mlp.add(addChild("mlp." + j, new Linear(layers[j], layers[j + 1], rng)));
    }
    hiddenSize = layers[0] / dims.length + layers[layers.length - 1];
    outputLayer = addChild("output_layer", new Linear(hiddenSize, 1, rng));
  }

  @Override
  public int hiddenSize() {
    return hiddenSize;
  }

  @Override
  public Tensor hidden(Tensor index) {
    Tensor[] embedded = embed(index);
    Tensor p = embedded[0];
    for (int k = 1; k < embedded.length; k++) {
      p = p.mul(embedded[k]); // [B, e]
    }
    Tensor q = Tensor.cat(1, embedded); // [B, K·e]
    for (Linear layer : mlp) {
      q = layer.forward(q).relu();
    }
    return Tensor.cat(1, p, q); // [B, e + q]
  }

  @Override
  public Tensor output(Tensor hidden) {
    return outputLayer.forward(hidden).squeeze(1);
  }
}
