package polyad.data;

/** Rotation matrices {@code [3][3]} that act on columns, as far as motion files need them. */
final class Matrices {
  private Matrices() {}

  static double[][] identity() {
    return new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  }

  /** The turn by an angle in radians about axis 0, 1 or 2. */
  static double[][] about(int axis, double angle) {
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    return switch (axis) {
      case 0 -> new double[][] {{1, 0, 0}, {0, c, -s}, {0, s, c}};
      case 1 -> new double[][] {{c, 0, s}, {0, 1, 0}, {-s, 0, c}};
      default -> new double[][] {{c, -s, 0}, {s, c, 0}, {0, 0, 1}};
    };
  }

  static double[][] multiply(double[][] a, double[][] b) {
    double[][] product = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        product[i][j] = a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j];
      }
    }
    return product;
  }

  /** The angles (z, y, x) in degrees with R = Rz Ry Rx; in gimbal lock x is 0. */
  static double[] toZyxDegrees(double[][] r) {
    double cosine = Math.hypot(r[0][0], r[1][0]);
    double y = Math.atan2(-r[2][0], cosine);
    boolean locked = cosine < 1e-12;
    double z = locked ? Math.atan2(-r[0][1], r[1][1]) : Math.atan2(r[1][0], r[0][0]);
    double x = locked ? 0 : Math.atan2(r[2][1], r[2][2]);
    return new double[] {Math.toDegrees(z), Math.toDegrees(y), Math.toDegrees(x)};
  }
}
