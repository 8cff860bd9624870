package polyad.geometry.rotation;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.RotationMap;
import polyad.nn.Activation;
import polyad.nn.Layer;
import polyad.nn.Mlp;
import polyad.nn.Module;
import polyad.nn.PointwiseConv;
import polyad.nn.Sequential;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * The network of section 5.2: both clouds pass through one small PointNet, a linear map of every
 * point repeated and the maximum over points; a perceptron turns the two features into a rotation.
 * The state has the released code's names, {@code feature_extracter} (sic) and {@code mlp}.
 */
public final class PointNetRegressor extends Module {
  private final RotationMap map;
  private final boolean translates;
  private final Sequential features;
  private final Mlp mlp;

  /**
   * What moves the first cloud onto the second.
   *
   * @param rotation {@code [B, 3, 3]}
   * @param translation {@code [B, 3]}; zero when the network does not regress it
   */
  public record Motion(Tensor rotation, Tensor translation) {}

  /**
   * A network with PyTorch's default initial weights.
   *
   * @param convWidths widths of the point-wise layers; 64, 128, 1024 in the paper
   * @param hidden width of the perceptron's hidden layer; 512 in the paper
   * @param translates whether three more numbers regress a translation
   */
  public PointNetRegressor(
      RotationMap map, List<Integer> convWidths, int hidden, boolean translates, Generator rng) {
    this.map = map;
    this.translates = translates;
    List<Layer> layers = new ArrayList<>();
    int in = 3;
    for (int width : convWidths) {
      if (!layers.isEmpty()) {
        layers.add(Activation.leakyRelu(RotationAutoencoder.SLOPE));
      }
      layers.add(new PointwiseConv(in, width, rng));
      in = width;
    }
    features = addChild("feature_extracter", new Sequential(layers));
    long[] widths = {2L * in, hidden, map.dim() + (translates ? 3 : 0)};
    mlp =
        addChild(
            "mlp", new Mlp(widths, () -> Activation.leakyRelu(RotationAutoencoder.SLOPE), rng));
  }

  /**
   * The motion from one cloud to another.
   *
   * @param first {@code [B, P, 3]}
   * @param second {@code [B, P, 3]}
   * @throws IllegalArgumentException when the clouds differ in size or have fewer than 4 points
   */
  public Motion forward(Tensor first, Tensor second) {
    PointCloudChecks.requirePair(first, second);
    return motion(features(first), features(second));
  }

  /** One feature a cloud: {@code [B, P, 3]} to {@code [B, F]}. */
  Tensor features(Tensor cloud) {
    return features.forward(cloud).max(1, false).values();
  }

  /**
   * The motion between clouds by their features.
   *
   * @param first {@code [B, F]}, or {@code [1, F]} for one cloud moved many times
   * @param second {@code [B, F]}
   */
  Motion motion(Tensor first, Tensor second) {
    long batch = second.size(0);
    Tensor both = Tensor.cat(-1, first.expand(batch, first.size(1)), second);
    Tensor raw = mlp.forward(both);
    int shift = translates ? 3 : 0;
    Tensor translation = translates ? raw.narrow(-1, 0, 3) : Tensor.zeros(raw.dtype(), batch, 3);
    Tensor rotation = Decoding.decode(map, raw.narrow(-1, shift, map.dim()), isTraining());
    return new Motion(rotation, translation);
  }

  /** The loss of a batch: l2 on the rotation, plus l2 on the translation when regressed. */
  public Tensor loss(Motion predicted, Motion target) {
    Tensor loss = RotationLoss.L2.of(predicted.rotation(), target.rotation());
    if (!translates) {
      return loss;
    }
    return loss.add(predicted.translation().sub(target.translation()).square().mean());
  }
}
