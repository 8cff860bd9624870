package polyad.geometry.rotation;

import polyad.algebra.RotationMap;
import polyad.nn.Activation;
import polyad.nn.Layer;
import polyad.nn.Mlp;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * The network of section 5.3: the positions of J joints through three hidden layers with leaky ReLU
 * ({@code mlp.0}, {@code mlp.2}, {@code mlp.4}, {@code mlp.6}) to a local rotation of each.
 */
public final class PoseNetwork extends Layer {
  private final RotationMap map;
  private final int joints;
  private final Mlp mlp;

  /**
   * A network with PyTorch's default initial weights.
   *
   * @param joints number of joints, J
   * @param hidden width of the hidden layers; 1024 in the paper
   */
  public PoseNetwork(RotationMap map, int joints, int hidden, Generator rng) {
    this.map = map;
    this.joints = joints;
    long[] widths = {3L * joints, hidden, hidden, hidden, (long) map.dim() * joints};
    this.mlp =
        addChild(
            "mlp", new Mlp(widths, () -> Activation.leakyRelu(RotationAutoencoder.SLOPE), rng));
  }

  /**
   * Local rotations of positions.
   *
   * @param positions {@code [B, J, 3]}
   * @return {@code [B, J, 3, 3]}
   */
  @Override
  public Tensor forward(Tensor positions) {
    Tensor raw = mlp.forward(positions.flatten(-2, -1)).unflatten(-1, joints, map.dim());
    return Decoding.decode(map, raw, isTraining());
  }
}
