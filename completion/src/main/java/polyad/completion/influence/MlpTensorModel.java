package polyad.completion.influence;

import java.util.ArrayList;
import java.util.List;
import polyad.nn.Init;
import polyad.nn.Linear;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * The official base model: the K embeddings side by side through {@code fc_layers}, each linear
 * with ReLU, then {@code output_layer}. Weights start as PyTorch's.
 */
public final class MlpTensorModel extends TensorModel {
  private final List<Linear> fcLayers = new ArrayList<>();
  private final Linear outputLayer;
  private final int hiddenSize;

  /**
   * With new weights.
   *
   * @param layers widths; the first is K embeddings' and divisible by K, the last is h
   */
  public MlpTensorModel(int[] dims, int[] layers, Generator rng) {
    super(dims, n -> Init.normal(rng, 1, n, width(dims.length, layers)));
    for (int j = 0; j + 1 < layers.length; j++) {
      fcLayers.add(addChild("fc_layers." + j, new Linear(layers[j], layers[j + 1], rng)));
    }
    hiddenSize = layers[layers.length - 1];
    outputLayer = addChild("output_layer", new Linear(hiddenSize, 1, rng));
  }

  /** The width of one embedding. */
  static int width(int order, int[] layers) {
    if (layers.length == 0 || layers[0] < 1 || layers[0] % order != 0) {
      throw new IllegalArgumentException(
          "layers: the first is %s, expected a multiple of the %d modes"
              .formatted(layers.length == 0 ? "missing" : layers[0], order));
    }
    return layers[0] / order;
  }

  @Override
  public int hiddenSize() {
    return hiddenSize;
  }

  @Override
  public Tensor hidden(Tensor index) {
    Tensor h = Tensor.cat(1, embed(index)); // [B, K·e]
    for (Linear layer : fcLayers) {
      h = layer.forward(h).relu();
    }
    return h; // [B, h]
  }

  @Override
  public Tensor output(Tensor hidden) {
    return outputLayer.forward(hidden).squeeze(1);
  }
}
