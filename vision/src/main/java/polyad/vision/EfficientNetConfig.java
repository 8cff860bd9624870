package polyad.vision;

import java.util.Arrays;
import polyad.catalog.ConfigChecks;
import polyad.text.HiddenAct;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shape of an {@link EfficientNet}. The arrays have one number a stage, before scaling.
 *
 * @param widthCoefficient what channels are multiplied by, above 0
 * @param depthCoefficient what repeats are multiplied by, above 0
 * @param depthDivisor channels are rounded to multiples of this, at least 1
 * @param numChannels channels of the pictures, at least 1
 * @param inChannels channels entering a stage; the first is also the stem's width
 * @param outChannels channels leaving a stage
 * @param kernelSizes sides of the depthwise kernels
 * @param strides of the first block of a stage
 * @param expandRatios how much wider the depthwise convolution is than a block's input
 * @param numBlockRepeats blocks
 * @param squeezeExpansionRatio width of a gate over the block's input width, above 0
 * @param batchNormEps added to variances, at least 0
 * @param batchNormMomentum weight of the newest batch in the running statistics, 0 to 1
 * @param dropConnectRate probability of dropping the last block's branch, 0 to below 1
 * @param depthwisePadding numbers of blocks with symmetric padding at stride 2
 * @param hiddenAct the activation
 */
public record EfficientNetConfig(
    double widthCoefficient,
    double depthCoefficient,
    int depthDivisor,
    int numChannels,
    int[] inChannels,
    int[] outChannels,
    int[] kernelSizes,
    int[] strides,
    int[] expandRatios,
    int[] numBlockRepeats,
    double squeezeExpansionRatio,
    double batchNormEps,
    double batchNormMomentum,
    double dropConnectRate,
    int[] depthwisePadding,
    HiddenAct hiddenAct) {

  /** Checks and copies. */
  public EfficientNetConfig {
    ConfigChecks.positive("width_coefficient", widthCoefficient);
    ConfigChecks.positive("depth_coefficient", depthCoefficient);
    ConfigChecks.atLeast("depth_divisor", depthDivisor, 1);
    ConfigChecks.atLeast("num_channels", numChannels, 1);
    int stages = inChannels.length;
    inChannels = stage("in_channels", inChannels, stages);
    outChannels = stage("out_channels", outChannels, stages);
    kernelSizes = stage("kernel_sizes", kernelSizes, stages);
    strides = stage("strides", strides, stages);
    expandRatios = stage("expand_ratios", expandRatios, stages);
    numBlockRepeats = stage("num_block_repeats", numBlockRepeats, stages);
    ConfigChecks.positive("squeeze_expansion_ratio", squeezeExpansionRatio);
    ConfigChecks.atLeast("batch_norm_eps", batchNormEps, 0.0);
    ConfigChecks.between("batch_norm_momentum", batchNormMomentum, 0, 1);
    ConfigChecks.between("drop_connect_rate", dropConnectRate, 0, 1);
    depthwisePadding = depthwisePadding.clone();
  }

  private static int[] stage(String name, int[] values, int stages) {
    if (stages == 0 || values.length != stages) {
      throw new IllegalArgumentException(
          "%s has %d numbers, allowed: one for each of the %d stages, at least 1"
              .formatted(name, values.length, stages));
    }
    for (int value : values) {
      ConfigChecks.atLeast(name, value, 1);
    }
    return values.clone();
  }

  /** The seven stages of the paper, scaled: B0 is (1, 1), B7 (2, 3.1). */
  public static EfficientNetConfig scaled(double width, double depth) {
    return new EfficientNetConfig(
        width,
        depth,
        8,
        3,
        new int[] {32, 16, 24, 40, 80, 112, 192},
        new int[] {16, 24, 40, 80, 112, 192, 320},
        new int[] {3, 3, 5, 3, 5, 5, 3},
        new int[] {1, 2, 2, 2, 1, 2, 1},
        new int[] {1, 6, 6, 6, 6, 6, 6},
        new int[] {1, 2, 2, 3, 3, 4, 1},
        0.25,
        1e-3,
        0.01,
        0.2,
        new int[] {},
        HiddenAct.SILU);
  }

  /**
   * Reads the {@code vision_config} of Hugging Face's ALIGN; what it leaves out is B7's.
   *
   * @throws IllegalArgumentException when a value is not allowed
   */
  public static EfficientNetConfig of(JsonNode json) {
    EfficientNetConfig usual = scaled(2, 3.1);
    String pooling = json.path("pooling_type").asString("mean");
    if (!pooling.equals("mean")) {
      throw new IllegalArgumentException("pooling_type is '" + pooling + "', allowed: mean");
    }
    return new EfficientNetConfig(
        json.path("width_coefficient").asDouble(usual.widthCoefficient),
        json.path("depth_coefficient").asDouble(usual.depthCoefficient),
        json.path("depth_divisor").asInt(usual.depthDivisor),
        json.path("num_channels").asInt(usual.numChannels),
        numbers(json, "in_channels", usual.inChannels),
        numbers(json, "out_channels", usual.outChannels),
        numbers(json, "kernel_sizes", usual.kernelSizes),
        numbers(json, "strides", usual.strides),
        numbers(json, "expand_ratios", usual.expandRatios),
        numbers(json, "num_block_repeats", usual.numBlockRepeats),
        json.path("squeeze_expansion_ratio").asDouble(usual.squeezeExpansionRatio),
        json.path("batch_norm_eps").asDouble(usual.batchNormEps),
        json.path("batch_norm_momentum").asDouble(0.99),
        json.path("drop_connect_rate").asDouble(usual.dropConnectRate),
        numbers(json, "depthwise_padding", usual.depthwisePadding),
        HiddenAct.of(json.path("hidden_act").asString("swish")));
  }

  private static int[] numbers(JsonNode json, String name, int[] otherwise) {
    JsonNode values = json.path(name);
    if (values.isMissingNode() || values.isNull()) {
      return otherwise;
    }
    int[] numbers = new int[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!values.get(i).isIntegralNumber()) {
        throw new IllegalArgumentException(
            "found " + name + " " + values + ", expected whole numbers");
      }
      numbers[i] = values.get(i).asInt();
    }
    return numbers;
  }

  /** Puts the values under Hugging Face's names into a {@code vision_config}. */
  public void writeTo(ObjectNode json) {
    json.put("width_coefficient", widthCoefficient);
    json.put("depth_coefficient", depthCoefficient);
    json.put("depth_divisor", depthDivisor);
    json.put("num_channels", numChannels);
    write(json, "in_channels", inChannels);
    write(json, "out_channels", outChannels);
    write(json, "kernel_sizes", kernelSizes);
    write(json, "strides", strides);
    write(json, "expand_ratios", expandRatios);
    write(json, "num_block_repeats", numBlockRepeats);
    json.put("squeeze_expansion_ratio", squeezeExpansionRatio);
    json.put("batch_norm_eps", batchNormEps);
    json.put("batch_norm_momentum", batchNormMomentum);
    json.put("drop_connect_rate", dropConnectRate);
    write(json, "depthwise_padding", depthwisePadding);
    json.put("hidden_act", hiddenAct.label());
    json.put("hidden_dim", featureWidth());
    json.put("pooling_type", "mean");
  }

  private static void write(ObjectNode json, String name, int[] values) {
    ArrayNode array = json.putArray(name);
    Arrays.stream(values).forEach(array::add);
  }

  /** The same with another rate of dropping branches. */
  public EfficientNetConfig withDropConnectRate(double rate) {
    return new EfficientNetConfig(
        widthCoefficient,
        depthCoefficient,
        depthDivisor,
        numChannels,
        inChannels,
        outChannels,
        kernelSizes,
        strides,
        expandRatios,
        numBlockRepeats,
        squeezeExpansionRatio,
        batchNormEps,
        batchNormMomentum,
        rate,
        depthwisePadding,
        hiddenAct);
  }

  /** Scaled channels: the nearest multiple of the divisor that loses no more than a tenth. */
  public int width(int channels) {
    double wanted = channels * widthCoefficient;
    int half = (int) (wanted + depthDivisor / 2.0);
    int rounded = Math.max(depthDivisor, half / depthDivisor * depthDivisor);
    return rounded < 0.9 * wanted ? rounded + depthDivisor : rounded;
  }

  /** Scaled repeats, rounded up. */
  public int repeats(int blocks) {
    return (int) Math.ceil(depthCoefficient * blocks);
  }

  /** Channels of the map of features. */
  public int featureWidth() {
    return width(outChannels[outChannels.length - 1]);
  }

  @Override
  public int[] inChannels() {
    return inChannels.clone();
  }

  @Override
  public int[] outChannels() {
    return outChannels.clone();
  }

  @Override
  public int[] kernelSizes() {
    return kernelSizes.clone();
  }

  @Override
  public int[] strides() {
    return strides.clone();
  }

  @Override
  public int[] expandRatios() {
    return expandRatios.clone();
  }

  @Override
  public int[] numBlockRepeats() {
    return numBlockRepeats.clone();
  }

  @Override
  public int[] depthwisePadding() {
    return depthwisePadding.clone();
  }
}
