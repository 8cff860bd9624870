package polyad.data;

import java.awt.image.BufferedImage;

/**
 * Separable bilinear resampling with a triangle filter as wide as the reduction, so that shrinking
 * averages instead of skipping pixels.
 */
final class Resize {
  private Resize() {}

  /** Scales the planes of an image to the shape and rounds to bytes, {@code [C * H * W]}. */
  static byte[] toBytes(float[][] planes, BufferedImage image, ImageShape shape) {
    byte[] result = new byte[shape.size()];
    int area = shape.height() * shape.width();
    for (int c = 0; c < planes.length; c++) {
      float[] scaled = plane(planes[c], image.getHeight(), image.getWidth(), shape);
      for (int i = 0; i < area; i++) {
        result[c * area + i] = (byte) Math.clamp(Math.round(scaled[i]), 0, 255);
      }
    }
    return result;
  }

  private static float[] plane(float[] plane, int height, int width, ImageShape shape) {
    float[] wide = new float[height * shape.width()]; // [height, W]
    for (int x = 0; x < shape.width(); x++) {
      Taps taps = Taps.at(x, width, shape.width());
      for (int y = 0; y < height; y++) {
        wide[y * shape.width() + x] = taps.apply(plane, y * width, 1);
      }
    }
    float[] result = new float[shape.height() * shape.width()]; // [H, W]
    for (int y = 0; y < shape.height(); y++) {
      Taps taps = Taps.at(y, height, shape.height());
      for (int x = 0; x < shape.width(); x++) {
        result[y * shape.width() + x] = taps.apply(wide, x, shape.width());
      }
    }
    return result;
  }

  /** The source positions that one target position reads, and their weights, which sum to 1. */
  private record Taps(int first, float[] weights) {

    static Taps at(int target, int from, int to) {
      double scale = (double) from / to;
      double support = Math.max(1, scale);
      double centre = (target + 0.5) * scale;
      int first = Math.max(0, (int) Math.ceil(centre - support - 0.5));
      int last = Math.min(from - 1, (int) Math.floor(centre + support - 0.5));
      float[] weights = new float[last - first + 1];
      double sum = 0;
      for (int i = first; i <= last; i++) {
        double weight = Math.max(0, 1 - Math.abs(i + 0.5 - centre) / support);
        weights[i - first] = (float) weight;
        sum += weight;
      }
      for (int i = 0; i < weights.length; i++) {
        weights[i] /= (float) sum;
      }
      return new Taps(first, weights);
    }

    float apply(float[] values, int offset, int stride) {
      float sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * values[offset + (first + i) * stride];
      }
      return sum;
    }
  }
}
