package polyad.vision.clip;

import polyad.catalog.ConfigChecks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shape of CLIP's image tower.
 *
 * @param shape of its layers
 * @param imageSize side S of the pictures, a multiple of the patches'
 * @param patchSize side P of the patches
 * @param numChannels of the pictures
 */
public record ClipVisionConfig(ClipShape shape, int imageSize, int patchSize, int numChannels) {
  /** Checks every value. */
  public ClipVisionConfig {
    ConfigChecks.atLeast("patch_size", patchSize, 1);
    ConfigChecks.atLeast("num_channels", numChannels, 1);
    if (imageSize < patchSize || imageSize % patchSize != 0) {
      throw new IllegalArgumentException(
          "image_size is %d, allowed: multiples of patch_size %d".formatted(imageSize, patchSize));
    }
  }

  /** A picture's patches and the class vector. */
  public int positions() {
    int side = imageSize / patchSize;
    return side * side + 1;
  }

  /**
   * Reads a {@code vision_config}; what it leaves out is as in ViT-B/32.
   *
   * @throws IllegalArgumentException when a value is not allowed
   */
  public static ClipVisionConfig of(JsonNode json) {
    return new ClipVisionConfig(
        ClipShape.read(json, ClipShape.of(768, 12, 12)),
        json.path("image_size").asInt(224),
        json.path("patch_size").asInt(32),
        json.path("num_channels").asInt(3));
  }

  /** Puts the values under Hugging Face's names into a {@code vision_config}. */
  public void writeTo(ObjectNode json) {
    shape.writeTo(json);
    json.put("image_size", imageSize);
    json.put("patch_size", patchSize);
    json.put("num_channels", numChannels);
  }
}
