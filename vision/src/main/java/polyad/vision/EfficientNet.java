package polyad.vision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import polyad.nn.BatchNorm;
import polyad.nn.Conv;
import polyad.nn.Layer;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * EfficientNet (Tan and Le, 2019) without its top convolution, with the weight names of the vision
 * tower of Hugging Face's ALIGN.
 */
public final class EfficientNet extends Layer {
  private static final long[] STEM_PADDING = {0, 1, 0, 1}; // left, right, top, bottom

  private final EfficientNetConfig config;
  private final Conv stem;
  private final BatchNorm stemNorm;
  private final List<Layer> blocks = new ArrayList<>();

  /** With PyTorch's initial values of convolutions. */
  public EfficientNet(EfficientNetConfig config, Generator rng) {
    this.config = config;
    int width = config.width(config.inChannels()[0]);
    stem =
        addChild(
            "embeddings.convolution",
            new Conv(
                config.numChannels(),
                width,
                Conv.Options.kernel(3, 3).withStride(2).withoutBias(),
                rng));
    stemNorm =
        addChild(
            "embeddings.batchnorm",
            new BatchNorm(width, config.batchNormEps(), config.batchNormMomentum()));
    for (InvertedBottleneck.Shape shape : shapes(config)) {
      blocks.add(
          addChild("encoder.blocks." + blocks.size(), new InvertedBottleneck(shape, config, rng)));
    }
  }

  static List<InvertedBottleneck.Shape> shapes(EfficientNetConfig config) {
    int total = Arrays.stream(config.numBlockRepeats()).map(config::repeats).sum();
    List<InvertedBottleneck.Shape> shapes = new ArrayList<>();
    for (int s = 0; s < config.strides().length; s++) {
      int out = config.width(config.outChannels()[s]);
      int repeats = config.repeats(config.numBlockRepeats()[s]);
      for (int r = 0; r < repeats; r++) {
        int number = shapes.size();
        boolean first = r == 0;
        shapes.add(
            new InvertedBottleneck.Shape(
                first ? config.width(config.inChannels()[s]) : out,
                out,
                config.kernelSizes()[s],
                first ? config.strides()[s] : 1,
                config.expandRatios()[s],
                first,
                Arrays.stream(config.depthwisePadding()).anyMatch(n -> n == number),
                config.dropConnectRate() * number / total));
      }
    }
    return shapes;
  }

  /** The shape. */
  public EfficientNetConfig config() {
    return config;
  }

  /**
   * The map of features.
   *
   * @param pixels [B, channels, H, W]
   * @return [B, C, h, w]
   */
  @Override
  public Tensor forward(Tensor pixels) {
    Tensor x = stemNorm.forward(stem.forward(pixels.pad(STEM_PADDING, 0)));
    x = config.hiddenAct().apply(x); // [B, c, H/2, W/2]
    for (Layer block : blocks) {
      try (TensorScope scope = TensorScope.open()) { // frees what a block makes on its way
        x = scope.keep(block.forward(x));
      }
    }
    return x;
  }

  /** The mean over places of a map of features: [B, C, h, w] to [B, C]. */
  public static Tensor pool(Tensor features) {
    return features.mean(2, 3);
  }
}
