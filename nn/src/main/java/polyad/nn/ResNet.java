package polyad.nn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Residual networks for images with torchvision's names (He et al., 2016): [B, C, H, W] to [B,
 * classes].
 */
public final class ResNet extends Layer {
  private final Layer stem;
  private final boolean pool;
  private final Sequential[] stages = new Sequential[4];
  private final BatchNorm bn1;
  private final Linear fc;

  private ResNet(
      int channels,
      int classes,
      int[] blocks,
      boolean bottleneck,
      boolean smallImages,
      Generator rng) {
    stem =
        addChild(
            "conv1",
            new Conv(
                channels,
                64,
                smallImages
                    ? Conv.Options.kernel(3, 3).withPadding(1).withoutBias()
                    : Conv.Options.kernel(7, 7).withStride(2).withPadding(3).withoutBias(),
                rng));
    bn1 = addChild("bn1", new BatchNorm(64));
    pool = !smallImages;
    int in = 64;
    for (int stage = 0; stage < 4; stage++) {
      int width = 64 << stage;
      int out = bottleneck ? 4 * width : width;
      List<Layer> layers = new ArrayList<>();
      for (int b = 0; b < blocks[stage]; b++) {
        int stride = b == 0 && stage > 0 ? 2 : 1;
        layers.add(new Block(in, width, out, stride, bottleneck, rng));
        in = out;
      }
      stages[stage] = addChild("layer" + (stage + 1), new Sequential(layers));
    }
    fc = addChild("fc", new Linear(in, classes, rng));
  }

  /** 18 layers. */
  public static ResNet resnet18(int channels, int classes, Generator rng) {
    return new ResNet(channels, classes, new int[] {2, 2, 2, 2}, false, false, rng);
  }

  /** 50 layers. */
  public static ResNet resnet50(int channels, int classes, Generator rng) {
    return new ResNet(channels, classes, new int[] {3, 4, 6, 3}, true, false, rng);
  }

  /** 18 layers with a 3 × 3 stem without pooling, for images of about 32 × 32. */
  public static ResNet resnet18Small(int channels, int classes, Generator rng) {
    return new ResNet(channels, classes, new int[] {2, 2, 2, 2}, false, true, rng);
  }

  /** The vector before the last layer, [B, 512 or 2048]. */
  public Tensor features(Tensor x) {
    Tensor h = bn1.forward(stem.forward(x)).relu(); // [B, 64, H/2, W/2]
    if (pool) {
      h = Functional.maxPool(h, new long[] {3, 3}, new long[] {2, 2}, new long[] {1, 1});
    }
    for (Sequential stage : stages) {
      h = stage.forward(h);
    }
    return h.mean(2, 3);
  }

  @Override
  public Tensor forward(Tensor x) {
    return fc.forward(features(x));
  }

  /** A basic or bottleneck block. */
  private static final class Block extends Layer {
    private final List<Layer> convolutions = new ArrayList<>();
    private final List<Layer> norms = new ArrayList<>();
    private final @Nullable Sequential downsample;

    Block(int in, int width, int out, int stride, boolean bottleneck, Generator rng) {
      if (bottleneck) {
        add(in, width, 1, 1, rng);
        add(width, width, 3, stride, rng);
        add(width, out, 1, 1, rng);
      } else {
        add(in, width, 3, stride, rng);
        add(width, out, 3, 1, rng);
      }
      downsample =
          stride == 1 && in == out
              ? null
              : addChild(
                  "downsample", new Sequential(conv(in, out, 1, stride, rng), new BatchNorm(out)));
    }

    private void add(int in, int out, int kernel, int stride, Generator rng) {
      int number = convolutions.size() + 1;
      convolutions.add(addChild("conv" + number, conv(in, out, kernel, stride, rng)));
      norms.add(addChild("bn" + number, new BatchNorm(out)));
    }

    private static Conv conv(int in, int out, int kernel, int stride, Generator rng) {
      Conv.Options options =
          Conv.Options.kernel(kernel, kernel)
              .withStride(stride)
              .withPadding(kernel / 2)
              .withoutBias();
      return new Conv(
          options, new Parameter(Init.kaimingNormalFanOut(rng, out, in, kernel, kernel)), null);
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor h = x;
      for (int i = 0; i < convolutions.size(); i++) {
        h = norms.get(i).forward(convolutions.get(i).forward(h));
        if (i + 1 < convolutions.size()) {
          h = h.relu();
        }
      }
      return h.add(downsample == null ? x : downsample.forward(x)).relu();
    }
  }
}
