package polyad.series;

import java.util.List;
import polyad.nn.BatchNorm;
import polyad.nn.Layer;
import polyad.nn.LayerNorm;
import polyad.tensor.Tensor;

/** Layers {@code attn_layers.0}, {@code attn_layers.1}, ... and a last norm over the width. */
public final class TokenEncoder extends Layer {
  private final List<? extends Layer> layers;
  private final Layer norm;
  private final boolean widthSecond;

  private TokenEncoder(
      List<? extends Layer> layers, String normName, Layer norm, boolean widthSecond) {
    this.layers = List.copyOf(layers);
    for (int i = 0; i < layers.size(); i++) {
      addChild("attn_layers." + i, layers.get(i));
    }
    this.norm = addChild(normName, norm);
    this.widthSecond = widthSecond;
  }

  /** With layer norm, {@code norm}. */
  public static TokenEncoder layerNormed(List<? extends Layer> layers, int dim) {
    return new TokenEncoder(layers, "norm", new LayerNorm(dim), false);
  }

  /** With batch norm, {@code norm.1} as PatchTST's code counts it. */
  public static TokenEncoder batchNormed(List<? extends Layer> layers, int dim) {
    return new TokenEncoder(layers, "norm.1", new BatchNorm(dim), true);
  }

  /** [B, tokens, D] to the same shape. */
  @Override
  public Tensor forward(Tensor h) {
    Tensor x = h;
    for (Layer layer : layers) {
      x = layer.forward(x);
    }
    return widthSecond ? norm.forward(x.transpose(1, 2)).transpose(1, 2) : norm.forward(x);
  }
}
