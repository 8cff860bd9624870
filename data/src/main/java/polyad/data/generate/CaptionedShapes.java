package polyad.data.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Small colour pictures of one shape each, with captions. Eight shapes, eight colours, three sizes
 * and four quarters of the picture make 768 combinations. Place, radius, brightness and background
 * vary; captions follow six patterns, some of which leave out size or place, with synonyms.
 */
public final class CaptionedShapes {
  /** Height and width in pixels. */
  public static final int SIDE = 32;

  /** Values of one picture, channels first. */
  public static final int VALUES = 3 * SIDE * SIDE;

  /** How many combinations there are. */
  public static final int COMBINATIONS = 8 * 8 * 3 * 4;

  private static final String[][] SHAPES = {
    {"circle", "disc"}, {"square", "box"}, {"triangle", "wedge"}, {"cross", "plus"},
    {"ring", "hoop"}, {"diamond", "rhombus"}, {"bar", "stripe"}, {"star", "asterisk"}
  };
  private static final String[][] COLOURS = {
    {"red", "crimson"}, {"green", "emerald"}, {"blue", "azure"}, {"yellow", "golden"},
    {"magenta", "pink"}, {"cyan", "turquoise"}, {"orange", "tangerine"}, {"white", "snowy"}
  };
  private static final double[][] RGB = {
    {1, 0.1, 0.1}, {0.1, 0.85, 0.1}, {0.15, 0.25, 1}, {1, 0.95, 0.1},
    {0.95, 0.15, 0.9}, {0.1, 0.9, 0.95}, {1, 0.55, 0.05}, {1, 1, 1}
  };
  private static final String[][] SIZES = {
    {"small", "tiny"}, {"medium", "middling"}, {"large", "big"}
  };
  private static final double[] RADII = {3.2, 4.9, 6.8};
  private static final String[] PLACES = {"top left", "top right", "bottom left", "bottom right"};
  private static final double[] CENTRES = {SIDE * 0.3, SIDE * 0.7};
  private static final int SAMPLES = 3; // a pixel's side is sampled so often

  private CaptionedShapes() {}

  /**
   * What a picture shows.
   *
   * @param shape 0 to 7
   * @param colour 0 to 7
   * @param size 0 to 2
   * @param place 0 to 3
   */
  public record Combination(int shape, int colour, int size, int place) {
    /** The combination of this number, 0 to 767. */
    public static Combination of(int number) {
      return new Combination(number / 96, number / 12 % 8, number / 4 % 3, number % 4);
    }

    /** Its number. */
    public int number() {
      return ((shape * 8 + colour) * 3 + size) * 4 + place;
    }
  }

  /**
   * Pictures and captions.
   *
   * @param pixels {@code [N * VALUES]}, channels first, about 0 to 1
   * @param captions one each
   * @param combinations what each picture shows
   * @param wrong whether a caption is of another combination
   */
  public record Sample(
      float[] pixels, List<String> captions, int[] combinations, boolean[] wrong) {}

  /** The words for a shape, the usual one first. */
  public static List<String> shapeWords(int shape) {
    return List.of(SHAPES[shape]);
  }

  /** The words for a colour, the usual one first. */
  public static List<String> colourWords(int colour) {
    return List.of(COLOURS[colour]);
  }

  /**
   * Draws pairs.
   *
   * @param pairs how many, at least 1
   * @param noise share of captions taken from another of the combinations, 0 to 1
   * @param combinations the numbers that may occur, at least 2
   */
  public static Sample draw(int pairs, double noise, int[] combinations, long seed) {
    if (pairs < 1 || !(noise >= 0 && noise <= 1) || combinations.length < 2) {
      throw new IllegalArgumentException(
          "pairs, noise, combinations: %d, %s, %d are not >= 1, 0 to 1, >= 2"
              .formatted(pairs, noise, combinations.length));
    }
    var random = new SplittableRandom(seed);
    float[] pixels = new float[pairs * VALUES];
    List<String> captions = new ArrayList<>(pairs);
    int[] shown = new int[pairs];
    boolean[] wrong = new boolean[pairs];
    for (int i = 0; i < pairs; i++) {
      shown[i] = combinations[random.nextInt(combinations.length)];
      wrong[i] = random.nextDouble() < noise;
      int told = shown[i];
      while (wrong[i] && told == shown[i]) {
        told = combinations[random.nextInt(combinations.length)];
      }
      captions.add(caption(Combination.of(told), random.nextInt(6), random));
      paint(Combination.of(shown[i]), pixels, i * VALUES, random);
    }
    return new Sample(pixels, captions, shown, wrong);
  }

  /** One picture and one caption with all four facts for each combination, in this order. */
  public static Sample each(int[] combinations, long seed) {
    var random = new SplittableRandom(seed);
    float[] pixels = new float[combinations.length * VALUES];
    List<String> captions = new ArrayList<>();
    for (int i = 0; i < combinations.length; i++) {
      captions.add(caption(Combination.of(combinations[i]), random.nextInt(3), random));
      paint(Combination.of(combinations[i]), pixels, i * VALUES, random);
    }
    return new Sample(pixels, captions, combinations.clone(), new boolean[combinations.length]);
  }

  private static String caption(Combination c, int pattern, RandomGenerator random) {
    String shape = word(SHAPES[c.shape()], random);
    String colour = word(COLOURS[c.colour()], random);
    String size = word(SIZES[c.size()], random);
    String place = PLACES[c.place()];
    return switch (pattern) {
      case 0 -> "a " + size + " " + colour + " " + shape + " in the " + place;
      case 1 -> "photo of a " + size + " " + colour + " " + shape + " at the " + place;
      case 2 -> "the " + place + " has a " + size + " " + colour + " " + shape;
      case 3 -> colour + " " + shape;
      case 4 -> size + " " + colour + " " + shape;
      default -> shape + " " + colour + " " + place + " jpg";
    };
  }

  /** The usual word in seven cases of ten. */
  private static String word(String[] words, RandomGenerator random) {
    return words[random.nextDouble() < 0.7 ? 0 : 1];
  }

  private static void paint(Combination c, float[] pixels, int offset, RandomGenerator random) {
    double x = CENTRES[c.place() % 2] + random.nextGaussian();
    double y = CENTRES[c.place() / 2] + random.nextGaussian();
    double radius = RADII[c.size()] + 0.3 * random.nextGaussian();
    double light = random.nextDouble(0.8, 1);
    double[] ground = {random.nextDouble(0.3), random.nextDouble(0.3), random.nextDouble(0.3)};
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        double cover = cover(c.shape(), j - x, i - y, radius);
        for (int k = 0; k < 3; k++) {
          double value = cover * light * RGB[c.colour()][k] + (1 - cover) * ground[k];
          pixels[offset + (k * SIDE + i) * SIDE + j] =
              (float) (value + 0.05 * random.nextGaussian());
        }
      }
    }
  }

  /** The share of a pixel, whose corner is at (x, y) from the centre, that a shape covers. */
  private static double cover(int shape, double x, double y, double radius) {
    if (Math.abs(x) > radius + 1 || Math.abs(y) > radius + 1) {
      return 0;
    }
    int inside = 0;
    for (int a = 0; a < SAMPLES; a++) {
      for (int b = 0; b < SAMPLES; b++) {
        double u = (x + (a + 0.5) / SAMPLES) / radius;
        double v = (y + (b + 0.5) / SAMPLES) / radius;
        inside += isInside(shape, u, v) ? 1 : 0;
      }
    }
    return inside / (double) (SAMPLES * SAMPLES);
  }

  private static boolean isInside(int shape, double u, double v) {
    double far = Math.max(Math.abs(u), Math.abs(v));
    double near = Math.min(Math.abs(u), Math.abs(v));
    double r = Math.hypot(u, v);
    return switch (shape) {
      case 0 -> r < 1;
      case 1 -> far < 0.88;
      case 2 -> v > -1 && v < 0.8 && Math.abs(u) < (v + 1) * 0.55;
      case 3 -> far < 1 && near < 0.28;
      case 4 -> r < 1 && r > 0.55;
      case 5 -> Math.abs(u) + Math.abs(v) < 1;
      case 6 -> Math.abs(u) < 1 && Math.abs(v) < 0.33;
      default -> {
        double ray = Math.cos(2.5 * (Math.atan2(v, u) + Math.PI / 2));
        yield r < 0.35 + 0.65 * ray * ray;
      }
    };
  }
}
