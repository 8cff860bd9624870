package polyad.data.generate;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import polyad.data.ImageClassificationSet;
import polyad.data.ImageShape;

/**
 * Small grey images of invented characters. A class is a fixed set of 2 to 4 curved strokes; an
 * image draws them with its own tilt, scale, shift, wobble and pen width. No font is needed.
 *
 * @param classes number of characters, at least 1
 * @param perClass images of each, at least 1
 * @param side height and width in pixels, at least 8
 * @param wobble how much a control point moves from image to image, as a share of the side, at
 *     least 0
 */
public record StrokeGlyphs(int classes, int perClass, int side, double wobble) {

  /** 20 characters, 50 images of each, 28 x 28 pixels. */
  public static final StrokeGlyphs DEFAULT = new StrokeGlyphs(20, 50, 28, 0.03);

  private static final int SEGMENTS = 8;

  /** Checks the settings. */
  public StrokeGlyphs {
    if (classes < 1 || perClass < 1 || side < 8 || !(wobble >= 0)) {
      throw new IllegalArgumentException(
          "classes, perClass, side, wobble: "
              + (classes + ", " + perClass + ", " + side + ", " + wobble)
              + " are not >= 1, >= 1, >= 8, >= 0");
    }
  }

  /** Draws all images, class after class. */
  public ImageClassificationSet draw(long seed) {
    var random = new SplittableRandom(seed);
    int area = side * side;
    byte[] pixels = new byte[classes * perClass * area];
    int[] labels = new int[classes * perClass];
    for (int c = 0; c < classes; c++) {
      double[][] strokes = strokes(random); // [S][6]: three control points in the unit square
      for (int i = 0; i < perClass; i++) {
        int index = c * perClass + i;
        labels[index] = c;
        paint(hand(strokes, random), random.nextDouble(0.03, 0.06), pixels, index * area);
      }
    }
    List<String> names = IntStream.range(0, classes).mapToObj(c -> "glyph" + c).toList();
    return new ImageClassificationSet(pixels, labels, new ImageShape(1, side, side), names);
  }

  private static double[][] strokes(RandomGenerator random) {
    double[][] strokes = new double[random.nextInt(2, 5)][6];
    for (double[] stroke : strokes) {
      do {
        for (int k = 0; k < 6; k++) {
          stroke[k] = random.nextDouble(0.15, 0.85);
        }
      } while (Math.hypot(stroke[4] - stroke[0], stroke[5] - stroke[1]) < 0.3);
    }
    return strokes;
  }

  /** The strokes as one hand writes them: an affine map near the identity, then wobble. */
  private double[][] hand(double[][] strokes, RandomGenerator random) {
    double angle = 0.12 * random.nextGaussian();
    double scale = random.nextDouble(0.85, 1.1);
    double shear = 0.1 * random.nextGaussian();
    double dx = 0.03 * random.nextGaussian();
    double dy = 0.03 * random.nextGaussian();
    double[][] drawn = new double[strokes.length][6];
    for (int s = 0; s < strokes.length; s++) {
      for (int k = 0; k < 6; k += 2) {
        double x = strokes[s][k] - 0.5;
        double y = strokes[s][k + 1] - 0.5;
        double sheared = x + shear * y;
        double u = scale * (Math.cos(angle) * sheared - Math.sin(angle) * y) + dx;
        double v = scale * (Math.sin(angle) * sheared + Math.cos(angle) * y) + dy;
        drawn[s][k] = 0.5 + u + wobble * random.nextGaussian();
        drawn[s][k + 1] = 0.5 + v + wobble * random.nextGaussian();
      }
    }
    return drawn;
  }

  private void paint(double[][] strokes, double pen, byte[] pixels, int offset) {
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double distance = distance(strokes, (x + 0.5) / side, (y + 0.5) / side);
        // Full ink inside the pen, fading over one pixel at its edge.
        double ink = Math.clamp((pen - distance) * side + 0.5, 0, 1);
        pixels[offset + y * side + x] = (byte) Math.round(255 * ink);
      }
    }
  }

  private static double distance(double[][] strokes, double x, double y) {
    double nearest = Double.POSITIVE_INFINITY;
    for (double[] s : strokes) {
      double px = s[0];
      double py = s[1];
      for (int i = 1; i <= SEGMENTS; i++) {
        double t = (double) i / SEGMENTS;
        double qx = (1 - t) * (1 - t) * s[0] + 2 * t * (1 - t) * s[2] + t * t * s[4];
        double qy = (1 - t) * (1 - t) * s[1] + 2 * t * (1 - t) * s[3] + t * t * s[5];
        nearest = Math.min(nearest, toSegment(x, y, px, py, qx, qy));
        px = qx;
        py = qy;
      }
    }
    return nearest;
  }

  private static double toSegment(double x, double y, double px, double py, double qx, double qy) {
    double dx = qx - px;
    double dy = qy - py;
    double length = dx * dx + dy * dy;
    double along = length == 0 ? 0 : Math.clamp(((x - px) * dx + (y - py) * dy) / length, 0, 1);
    return Math.hypot(x - px - along * dx, y - py - along * dy);
  }
}
