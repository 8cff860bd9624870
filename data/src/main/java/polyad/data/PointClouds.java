package polyad.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Reads point clouds: {@code .xyz} and {@code .pts} hold points (three or more numbers a line, the
 * first three count; a first line with one number is the count of points); {@code .off} and {@code
 * .obj} hold surfaces to sample.
 */
public final class PointClouds {
  private static final List<String> POINTS = List.of(".xyz", ".pts");
  private static final List<String> SURFACES = List.of(".off", ".obj");

  private PointClouds() {}

  /**
   * Reads the points of a {@code .xyz} or {@code .pts} file, {@code [N][3]}.
   *
   * @throws FormatException naming the line that is wrong; also when there is no point
   */
  public static double[][] read(Path file) throws IOException {
    NumberLines lines = NumberLines.of(file);
    List<double[]> points = new ArrayList<>();
    double[] first = lines.next(1, "a point (x y z)");
    int declared = first.length == 1 ? lines.integer(first[0], "a point count", 1 << 30) : -1;
    if (declared < 0) {
      points.add(point(lines, first));
    }
    while (lines.hasNext()) {
      points.add(point(lines, lines.next(3, "a point (x y z)")));
    }
    if (declared >= 0 && declared != points.size()) {
      throw lines.error(points.size() + " points", declared + " as the first line says");
    }
    return points.toArray(double[][]::new);
  }

  private static double[] point(NumberLines lines, double[] numbers) throws FormatException {
    if (numbers.length < 3) {
      throw lines.error(numbers.length + " numbers", "a point (x y z)");
    }
    return new double[] {numbers[0], numbers[1], numbers[2]};
  }

  /**
   * Reads or samples a cloud of {@code count} points: evenly from a surface, without repetition
   * from points.
   *
   * @throws FormatException when a point file has fewer points
   */
  public static double[][] read(Path file, int count, long seed) throws IOException {
    var random = new SplittableRandom(seed);
    if (hasSuffix(file, SURFACES)) {
      return Meshes.read(file).sample(count, random);
    }
    double[][] points = read(file);
    if (points.length < count) {
      throw new FormatException(file, "", points.length + " points", "at least " + count);
    }
    int[] order = Splits.permutation(points.length, random);
    double[][] chosen = new double[count][];
    for (int i = 0; i < count; i++) {
      chosen[i] = points[order[i]];
    }
    return chosen;
  }

  /** The files of a folder that {@link #read(Path, int, long)} understands, in name order. */
  public static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> hasSuffix(f, POINTS) || hasSuffix(f, SURFACES)).sorted().toList();
    }
  }

  private static boolean hasSuffix(Path file, List<String> suffixes) {
    return suffixes.stream().anyMatch(FileInput.unpackedName(file)::endsWith);
  }
}
