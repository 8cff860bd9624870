package polyad.data.generate;

import java.util.random.RandomGenerator;

/** A solid whose surface can be sampled evenly and whose inside can be told from its outside. */
sealed interface Solid {

  /** Surface area. */
  double area();

  /** A point spread evenly over the surface, relative to the centre. */
  double[] surfacePoint(RandomGenerator random);

  /** Whether a point relative to the centre lies strictly inside. */
  boolean contains(double x, double y, double z);

  /** An axis-parallel box, by its half sides. */
  record Box(double a, double b, double c) implements Solid {
    @Override
    public double area() {
      return 8 * (a * b + b * c + c * a);
    }

    @Override
    public double[] surfacePoint(RandomGenerator random) {
      double side = random.nextDouble() * area() / 8;
      double sign = random.nextBoolean() ? 1 : -1;
      double u = random.nextDouble(-1, 1);
      double v = random.nextDouble(-1, 1);
      if (side < a * b) {
        return new double[] {a * u, b * v, c * sign};
      }
      return side < a * b + b * c
          ? new double[] {a * sign, b * u, c * v}
          : new double[] {a * u, b * sign, c * v};
    }

    @Override
    public boolean contains(double x, double y, double z) {
      return Math.abs(x) < a && Math.abs(y) < b && Math.abs(z) < c;
    }
  }

  /** A cylinder along x. */
  record Cylinder(double radius, double halfLength) implements Solid {
    @Override
    public double area() {
      return 2 * Math.PI * radius * (2 * halfLength + radius);
    }

    @Override
    public double[] surfacePoint(RandomGenerator random) {
      double angle = random.nextDouble(2 * Math.PI);
      boolean mantle = random.nextDouble() * (2 * halfLength + radius) < 2 * halfLength;
      double r = mantle ? radius : radius * Math.sqrt(random.nextDouble());
      double x =
          mantle
              ? random.nextDouble(-halfLength, halfLength)
              : random.nextBoolean() ? halfLength : -halfLength;
      return new double[] {x, r * Math.cos(angle), r * Math.sin(angle)};
    }

    @Override
    public boolean contains(double x, double y, double z) {
      return Math.abs(x) < halfLength && y * y + z * z < radius * radius;
    }
  }

  /** An ellipsoid, by its half axes. */
  record Ellipsoid(double a, double b, double c) implements Solid {
    @Override
    public double area() {
      double p = 1.6075; // Knud Thomsen's formula, within 1.1 %
      double mean = (Math.pow(a * b, p) + Math.pow(b * c, p) + Math.pow(c * a, p)) / 3;
      return 4 * Math.PI * Math.pow(mean, 1 / p);
    }

    @Override
    public double[] surfacePoint(RandomGenerator random) {
      double most = Math.max(a * b, Math.max(b * c, c * a));
      while (true) {
        double[] n = Draws.direction(random);
        // How much a patch of the sphere grows when it is stretched to the ellipsoid.
        double x = n[0] * b * c;
        double y = n[1] * c * a;
        double z = n[2] * a * b;
        if (random.nextDouble() * most <= Math.sqrt(x * x + y * y + z * z)) {
          return new double[] {a * n[0], b * n[1], c * n[2]};
        }
      }
    }

    @Override
    public boolean contains(double x, double y, double z) {
      return (x * x) / (a * a) + (y * y) / (b * b) + (z * z) / (c * c) < 1;
    }
  }
}
