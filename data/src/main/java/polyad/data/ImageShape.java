package polyad.data;

/**
 * The shape of an image, {@code [C, H, W]}.
 *
 * @param channels 1 (grey) or 3 (RGB)
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record ImageShape(int channels, int height, int width) {

  /** Checks the sizes. */
  public ImageShape {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels: " + channels + " is not 1 or 3");
    }
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "height, width: " + height + ", " + width + " are not both at least 1");
    }
  }

  /** The number of values in one image. */
  public int size() {
    return Math.multiplyExact(Math.multiplyExact(channels, height), width);
  }
}
