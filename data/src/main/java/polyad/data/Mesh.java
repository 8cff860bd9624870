package polyad.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A triangle mesh.
 *
 * @param vertices {@code [V][3]}
 * @param triangles {@code [T][3]}, indices into the vertices from 0
 */
public record Mesh(double[][] vertices, int[][] triangles) {

  /** Checks that every index is a vertex. */
  public Mesh {
    for (int i = 0; i < triangles.length; i++) {
      for (int vertex : triangles[i]) {
        if (vertex < 0 || vertex >= vertices.length) {
          throw new IllegalArgumentException(
              "triangles["
                  + i
                  + "]: vertex "
                  + vertex
                  + " is outside [0, "
                  + vertices.length
                  + ")");
        }
      }
    }
  }

  /** The area of the whole surface. */
  public double area() {
    double area = 0;
    for (int i = 0; i < triangles.length; i++) {
      area += area(i);
    }
    return area;
  }

  /** The area of one triangle. */
  public double area(int triangle) {
    double[] a = vertices[triangles[triangle][0]];
    double[] b = vertices[triangles[triangle][1]];
    double[] c = vertices[triangles[triangle][2]];
    double ux = b[0] - a[0];
    double uy = b[1] - a[1];
    double uz = b[2] - a[2];
    double vx = c[0] - a[0];
    double vy = c[1] - a[1];
    double vz = c[2] - a[2];
    double x = uy * vz - uz * vy;
    double y = uz * vx - ux * vz;
    double z = ux * vy - uy * vx;
    return 0.5 * Math.sqrt(x * x + y * y + z * z);
  }

  /**
   * Points spread evenly over the surface, {@code [count][3]}: a triangle drawn by its area, a
   * point drawn evenly in it.
   *
   * @throws IllegalArgumentException when the surface has no area
   */
  public double[][] sample(int count, RandomGenerator random) {
    double[] cumulative = new double[triangles.length];
    double sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += area(i);
      cumulative[i] = sum;
    }
    if (!(sum > 0) || !Double.isFinite(sum)) {
      throw new IllegalArgumentException("mesh: a surface of area " + sum + " cannot be sampled");
    }
    double[][] points = new double[count][];
    for (int i = 0; i < count; i++) {
      int found = Arrays.binarySearch(cumulative, random.nextDouble() * sum);
      points[i] =
          point(triangles[Math.min(triangles.length - 1, found < 0 ? ~found : found + 1)], random);
    }
    return points;
  }

  private double[] point(int[] triangle, RandomGenerator random) {
    double root = Math.sqrt(random.nextDouble());
    double second = random.nextDouble();
    double wa = 1 - root;
    double wb = root * (1 - second);
    double wc = root * second;
    double[] point = new double[3];
    Arrays.setAll(
        point,
        k ->
            wa * vertices[triangle[0]][k]
                + wb * vertices[triangle[1]][k]
                + wc * vertices[triangle[2]][k]);
    return point;
  }
}
