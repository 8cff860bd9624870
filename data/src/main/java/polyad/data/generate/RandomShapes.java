package polyad.data.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Point clouds of asymmetric shapes. A shape is the union of 3 to 6 boxes, cylinders and ellipsoids
 * of distinct sizes and places after the plan of a plane: a fuselage along x, wings across it, a
 * tail fin at its end, and up to three more parts anywhere. Points lie evenly on the surface of the
 * union, are centred on their mean and scaled so that the farthest is at distance 1.
 *
 * @param shapes number of shapes, at least 1
 * @param points points a shape, at least 4
 */
public record RandomShapes(int shapes, int points) {

  /** 300 shapes of 1,000 points. */
  public static final RandomShapes DEFAULT = new RandomShapes(300, 1000);

  /** Checks the settings. */
  public RandomShapes {
    if (shapes < 1 || points < 4) {
      throw new IllegalArgumentException(
          "shapes, points: " + shapes + ", " + points + " are not >= 1 and >= 4");
    }
  }

  private record Part(Solid solid, double x, double y, double z) {
    boolean contains(double[] p) {
      return solid.contains(p[0] - x, p[1] - y, p[2] - z);
    }

    double[] surfacePoint(RandomGenerator random) {
      double[] p = solid.surfacePoint(random);
      return new double[] {p[0] + x, p[1] + y, p[2] + z};
    }
  }

  /** Draws the clouds, {@code [shapes][points][3]}. Shape i depends on the seed and i alone. */
  public double[][][] draw(long seed) {
    var seeds = new SplittableRandom(seed);
    double[][][] clouds = new double[shapes][][];
    for (int i = 0; i < shapes; i++) {
      RandomGenerator random = seeds.split();
      clouds[i] = normalise(surface(parts(random), random));
    }
    return clouds;
  }

  private static List<Part> parts(RandomGenerator random) {
    double length = random.nextDouble(0.8, 1.2);
    double radius = random.nextDouble(0.1, 0.2);
    Solid fuselage =
        random.nextBoolean()
            ? new Solid.Cylinder(radius, length)
            : new Solid.Ellipsoid(length, radius, radius * random.nextDouble(0.7, 1.3));
    Solid wings =
        new Solid.Box(
            random.nextDouble(0.12, 0.3),
            random.nextDouble(0.02, 0.05),
            random.nextDouble(0.6, 1.1));
    double finHeight = random.nextDouble(0.15, 0.35);
    Solid fin = new Solid.Box(random.nextDouble(0.08, 0.2), finHeight, 0.03);
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(fuselage, 0, 0, 0));
    parts.add(new Part(wings, random.nextDouble(-0.1, 0.4), random.nextDouble(-0.1, 0.1), 0));
    parts.add(new Part(fin, -0.8 * length, radius + finHeight, 0));
    int extra = random.nextInt(4);
    for (int i = 0; i < extra; i++) {
      parts.add(
          new Part(
              solid(random),
              random.nextDouble(-0.7, 0.7),
              random.nextDouble(-0.3, 0.3),
              random.nextDouble(0.1, 0.7)));
    }
    return parts;
  }

  private static Solid solid(RandomGenerator random) {
    double a = random.nextDouble(0.08, 0.3);
    double b = random.nextDouble(0.05, 0.2);
    double c = random.nextDouble(0.05, 0.2);
    return switch (random.nextInt(3)) {
      case 0 -> new Solid.Box(a, b, c);
      case 1 -> new Solid.Cylinder(b, a);
      default -> new Solid.Ellipsoid(a, b, c);
    };
  }

  private double[][] surface(List<Part> parts, RandomGenerator random) {
    double total = parts.stream().mapToDouble(part -> part.solid().area()).sum();
    double[][] cloud = new double[points][];
    for (int i = 0; i < points; ) {
      Part part = pick(parts, random.nextDouble() * total);
      double[] point = part.surfacePoint(random);
      if (parts.stream().noneMatch(other -> !other.equals(part) && other.contains(point))) {
        cloud[i++] = point;
      }
    }
    return cloud;
  }

  private static Part pick(List<Part> parts, double area) {
    double left = area;
    for (Part part : parts) {
      left -= part.solid().area();
      if (left < 0) {
        return part;
      }
    }
    return parts.getLast();
  }

  private static double[][] normalise(double[][] cloud) {
    double[] mean = new double[3];
    for (double[] p : cloud) {
      for (int k = 0; k < 3; k++) {
        mean[k] += p[k] / cloud.length;
      }
    }
    double radius = 0;
    for (double[] p : cloud) {
      for (int k = 0; k < 3; k++) {
        p[k] -= mean[k];
      }
      radius = Math.max(radius, Math.sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]));
    }
    for (double[] p : cloud) {
      for (int k = 0; k < 3; k++) {
        p[k] /= radius;
      }
    }
    return cloud;
  }
}
