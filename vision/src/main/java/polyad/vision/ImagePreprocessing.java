package polyad.vision;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Json;
import polyad.catalog.UsageException;
import polyad.data.RgbImage;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a picture becomes the pixels of an image tower: scale, cut out the middle, then ((byte·factor
 * + offset) − mean) / deviation. Files are those of Hugging Face, {@code preprocessor_config.json}.
 *
 * @param sizing what {@code height} and {@code width} mean
 * @param height rows after scaling, at least 1
 * @param width columns after scaling, at least 1
 * @param filter of the scaling
 * @param cropHeight rows that are kept; 0 for all
 * @param cropWidth columns that are kept; 0 for all
 * @param factor what bytes are multiplied by
 * @param offset what is added then: 0, or −127.5·factor
 * @param mean of each of the three channels
 * @param deviation of each of the three channels, above 0
 */
public record ImagePreprocessing(
    Sizing sizing,
    int height,
    int width,
    RgbImage.Filter filter,
    int cropHeight,
    int cropWidth,
    double factor,
    double offset,
    double[] mean,
    double[] deviation) {
  /** The file's name in a model's folder. */
  public static final String FILE = "preprocessor_config.json";

  private static final String CLIP = "CLIPImageProcessor";
  private static final String EFFICIENT_NET = "EfficientNetImageProcessor";
  private static final double BYTE = 255;
  private static final double[] HALF = {0.5, 0.5, 0.5};
  private static final double[] CLIP_MEAN = {0.48145466, 0.4578275, 0.40821073};
  private static final double[] CLIP_DEVIATION = {0.26862954, 0.26130258, 0.27577711};

  /** How a picture is scaled. */
  public enum Sizing {
    /** To exactly that height and width. */
    EXACT,
    /** So that the shorter side is that long, keeping proportions. */
    SHORTEST,
    /** Not at all. */
    NONE
  }

  /** Checks and copies. */
  public ImagePreprocessing {
    ConfigChecks.atLeast("height", height, 1);
    ConfigChecks.atLeast("width", width, 1);
    ConfigChecks.atLeast("cropHeight", cropHeight, 0);
    ConfigChecks.atLeast("cropWidth", cropWidth, 0);
    if ((cropHeight == 0) != (cropWidth == 0) || (sizing != Sizing.EXACT && cropHeight == 0)) {
      throw new IllegalArgumentException(
          "crop is %d x %d, allowed: both sides, or none where pictures are scaled to one size"
              .formatted(cropHeight, cropWidth));
    }
    if (offset != 0 && Math.abs(offset + 127.5 * factor) > 1e-9) {
      throw new IllegalArgumentException(
          "offset is %s, allowed: 0 or %s".formatted(offset, -127.5 * factor));
    }
    mean = three("mean", mean);
    deviation = three("deviation", deviation);
    Arrays.stream(deviation).forEach(d -> ConfigChecks.positive("deviation", d));
  }

  private static double[] three(String name, double[] values) {
    if (values.length != 3) {
      throw new IllegalArgumentException(name + " has " + values.length + " numbers, allowed: 3");
    }
    return values.clone();
  }

  /** To a square whatever the proportions, values 0 to 1. */
  public static ImagePreprocessing square(int side) {
    return new ImagePreprocessing(
        Sizing.EXACT,
        side,
        side,
        RgbImage.Filter.BILINEAR,
        0,
        0,
        1 / BYTE,
        0,
        new double[3],
        new double[] {1, 1, 1});
  }

  /** ALIGN's: 346 x 346, the middle 289 x 289, values −1 to 1. */
  public static ImagePreprocessing align() {
    return new ImagePreprocessing(
        Sizing.EXACT,
        346,
        346,
        RgbImage.Filter.BILINEAR,
        289,
        289,
        2 / BYTE,
        -1,
        new double[3],
        new double[] {1, 1, 1});
  }

  /** CLIP's: the shorter side scaled to {@code side}, the middle, its mean and deviation. */
  public static ImagePreprocessing clip(int side) {
    return new ImagePreprocessing(
        Sizing.SHORTEST,
        side,
        side,
        RgbImage.Filter.BICUBIC,
        side,
        side,
        1 / BYTE,
        0,
        CLIP_MEAN,
        CLIP_DEVIATION);
  }

  /**
   * The same, scaled to so many pixels more on each side and cut back to the size of now: training
   * takes the cut anywhere, everything else in the middle.
   *
   * @throws IllegalArgumentException when pictures are not scaled to one size and kept whole
   */
  public ImagePreprocessing withMargin(int pixels) {
    if (ConfigChecks.atLeast("margin", pixels, 0) == 0) {
      return this;
    }
    if (sizing != Sizing.EXACT || cropHeight > 0) {
      throw new IllegalArgumentException(
          "margin is " + pixels + ", allowed: 0 where pictures are cut already");
    }
    return new ImagePreprocessing(
        sizing,
        height + pixels,
        width + pixels,
        filter,
        height,
        width,
        factor,
        offset,
        mean,
        deviation);
  }

  /**
   * The same without the last cut where every picture is scaled to one size, so that a cut can be
   * taken anywhere.
   */
  public ImagePreprocessing uncut() {
    return sizing == Sizing.EXACT && cropHeight <= height && cropWidth <= width
        ? new ImagePreprocessing(
            sizing, height, width, filter, 0, 0, factor, offset, mean, deviation)
        : this;
  }

  /** Rows of the pixels. */
  public int outputHeight() {
    return cropHeight > 0 ? cropHeight : height;
  }

  /** Columns of the pixels. */
  public int outputWidth() {
    return cropWidth > 0 ? cropWidth : width;
  }

  /** The number of bytes of {@link #bytes}. */
  public int size() {
    return Math.multiplyExact(3, Math.multiplyExact(outputHeight(), outputWidth()));
  }

  /** Scales and cuts: {@code [3, outputHeight, outputWidth]}. */
  public byte[] bytes(RgbImage picture) {
    RgbImage scaled =
        switch (sizing) {
          case NONE -> picture;
          case EXACT -> picture.resize(height, width, filter);
          case SHORTEST -> {
            long shorter = Math.min(picture.height(), picture.width());
            yield picture.resize(
                Math.toIntExact(height * (long) picture.height() / shorter),
                Math.toIntExact(height * (long) picture.width() / shorter),
                filter);
          }
        };
    return (cropHeight > 0 ? scaled.centreCrop(cropHeight, cropWidth) : scaled).pixels();
  }

  /**
   * Pixels of scaled and cut pictures.
   *
   * @param bytes U8 [B, 3, H, W]
   * @return F32 [B, 3, H, W]
   */
  public Tensor pixels(Tensor bytes) {
    Tensor values = bytes.to(DType.F32).mul(factor).add(offset);
    if (Arrays.equals(mean, new double[3]) && Arrays.equals(deviation, new double[] {1, 1, 1})) {
      return values;
    }
    Tensor shift = Tensor.of(mean, 1, 3, 1, 1).to(DType.F32);
    return values.sub(shift).div(Tensor.of(deviation, 1, 3, 1, 1).to(DType.F32));
  }

  /** Pixels of pictures, F32 [B, 3, H, W]. */
  public Tensor pixels(List<byte[]> pictures) {
    byte[] all = new byte[Math.multiplyExact(pictures.size(), size())];
    for (int i = 0; i < pictures.size(); i++) {
      System.arraycopy(pictures.get(i), 0, all, i * size(), size());
    }
    return pixels(Tensor.ofBytes(all, pictures.size(), 3, outputHeight(), outputWidth()));
  }

  /**
   * Reads a {@code preprocessor_config.json}. What the file leaves out is as in EfficientNet's
   * image processor, or CLIP's when the file names that.
   *
   * @throws UsageException naming the file and the value that is not allowed
   */
  public static ImagePreprocessing read(Path file) throws IOException {
    JsonNode json = Json.read(file);
    return UsageException.naming(file, () -> of(json));
  }

  private static ImagePreprocessing of(JsonNode json) {
    boolean clip =
        json.path("image_processor_type").asString("").startsWith("CLIP")
            || json.path("feature_extractor_type").asString("").startsWith("CLIP");
    JsonNode size = json.path("size");
    boolean shortest = size.has("shortest_edge") || (clip && !size.has("height"));
    int edge = whole(size, "shortest_edge", clip ? 224 : 346);
    JsonNode crop = json.path("crop_size");
    int side = clip ? 224 : 289;
    boolean crops = json.path("do_center_crop").asBoolean(clip);
    boolean resizes = json.path("do_resize").asBoolean(true);
    double factor =
        json.path("do_rescale").asBoolean(true)
            ? json.path("rescale_factor").asDouble(1 / BYTE)
            : 1;
    boolean centred = json.path("rescale_offset").asBoolean(false);
    return new ImagePreprocessing(
        !resizes ? Sizing.NONE : shortest ? Sizing.SHORTEST : Sizing.EXACT,
        shortest ? edge : whole(size, "height", edge),
        shortest ? edge : whole(size, "width", edge),
        filter(json.path("resample").asInt(clip ? 3 : 0)),
        crops ? whole(crop, "height", side) : 0,
        crops ? whole(crop, "width", side) : 0,
        factor,
        centred ? -127.5 * factor : 0,
        mean(json, clip),
        deviation(json, clip));
  }

  private static double[] mean(JsonNode json, boolean clip) {
    return json.path("do_normalize").asBoolean(true)
        ? numbers(json, "image_mean", clip ? CLIP_MEAN : HALF)
        : new double[3];
  }

  private static double[] deviation(JsonNode json, boolean clip) {
    double[] given = numbers(json, "image_std", clip ? CLIP_DEVIATION : HALF);
    double[] all = {1, 1, 1};
    for (int c = 0; c < 3; c++) {
      all[c] *= json.path("do_normalize").asBoolean(true) ? given[c] : 1;
      // EfficientNet's processor divides once more for the pictures of its classifier.
      all[c] *= !clip && json.path("include_top").asBoolean(true) ? given[c] : 1;
    }
    return all;
  }

  /** A side by its name, or one number for both. */
  private static int whole(JsonNode size, String name, int otherwise) {
    return size.isIntegralNumber() ? size.asInt() : size.path(name).asInt(otherwise);
  }

  private static double[] numbers(JsonNode json, String name, double[] otherwise) {
    JsonNode values = json.path(name);
    if (values.isMissingNode() || values.isNull()) {
      return otherwise.clone();
    }
    if (!values.isArray() || values.size() != 3) {
      throw new IllegalArgumentException(
          "found " + name + " " + values + ", expected three numbers");
    }
    return new double[] {
      values.get(0).asDouble(), values.get(1).asDouble(), values.get(2).asDouble()
    };
  }

  private static RgbImage.Filter filter(int number) {
    return switch (number) {
      case 0 -> RgbImage.Filter.NEAREST;
      case 2 -> RgbImage.Filter.BILINEAR;
      case 3 -> RgbImage.Filter.BICUBIC;
      default ->
          throw new IllegalArgumentException(
              "found resample " + number + ", expected 0 (nearest), 2 (bilinear) or 3 (bicubic)");
    };
  }

  private static int number(RgbImage.Filter filter) {
    return switch (filter) {
      case NEAREST -> 0;
      case BILINEAR -> 2;
      case BICUBIC -> 3;
    };
  }

  /** Writes a {@code preprocessor_config.json}. */
  public void write(Path file) throws IOException {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("image_processor_type", sizing == Sizing.SHORTEST ? CLIP : EFFICIENT_NET);
    json.put("do_resize", sizing != Sizing.NONE);
    ObjectNode size = json.putObject("size");
    if (sizing == Sizing.SHORTEST) {
      size.put("shortest_edge", height);
    } else {
      size.put("height", height);
      size.put("width", width);
    }
    json.put("resample", number(filter));
    json.put("do_center_crop", cropHeight > 0);
    if (cropHeight > 0) {
      json.putObject("crop_size").put("height", cropHeight).put("width", cropWidth);
    }
    json.put("do_rescale", true);
    json.put("rescale_factor", factor);
    json.put("rescale_offset", offset != 0);
    json.put("do_normalize", true);
    json.put("include_top", false);
    list(json.putArray("image_mean"), mean);
    list(json.putArray("image_std"), deviation);
    Files.write(file, Json.write(json).getBytes(UTF_8));
  }

  private static void list(ArrayNode array, double[] values) {
    Arrays.stream(values).forEach(array::add);
  }

  @Override
  public double[] mean() {
    return mean.clone();
  }

  @Override
  public double[] deviation() {
    return deviation.clone();
  }
}
