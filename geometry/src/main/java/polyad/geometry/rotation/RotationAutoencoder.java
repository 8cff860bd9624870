package polyad.geometry.rotation;

import polyad.algebra.RotationMap;
import polyad.nn.Activation;
import polyad.nn.Layer;
import polyad.nn.Mlp;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * The network of the paper's sanity test (section 5.1): the n² entries of a rotation through three
 * hidden layers with leaky ReLU to the numbers of a representation, and back to a rotation.
 */
public final class RotationAutoencoder extends Layer {
  static final double SLOPE = 0.01;

  private final RotationMap map;
  private final Mlp mlp;

  /**
   * An autoencoder with PyTorch's default initial weights under {@code mlp.0}, {@code mlp.2},
   * {@code mlp.4}, {@code mlp.6}.
   *
   * @param hidden width of the hidden layers; 128 in the paper
   */
  public RotationAutoencoder(RotationMap map, int hidden, Generator rng) {
    this.map = map;
    long entries = (long) map.n() * map.n();
    long[] widths = {entries, hidden, hidden, hidden, map.dim()};
    this.mlp = addChild("mlp", new Mlp(widths, () -> Activation.leakyRelu(SLOPE), rng));
  }

  /**
   * Rotations again.
   *
   * @param rotation {@code [B, n, n]}
   * @return {@code [B, n, n]}
   */
  @Override
  public Tensor forward(Tensor rotation) {
    return Decoding.decode(map, mlp.forward(rotation.flatten(-2, -1)), isTraining());
  }
}
