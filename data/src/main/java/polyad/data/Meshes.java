package polyad.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads triangle meshes: OFF and Wavefront OBJ. Polygons are cut into fans of triangles. */
public final class Meshes {
  private Meshes() {}

  /**
   * Reads {@code .off} or {@code .obj}, by the file's name, {@code .gz} or not.
   *
   * @throws FormatException naming the line that is wrong
   */
  public static Mesh read(Path file) throws IOException {
    String name = FileInput.unpackedName(file);
    if (name.endsWith(".off")) {
      return readOff(file);
    }
    if (name.endsWith(".obj")) {
      return readObj(file);
    }
    throw new FormatException(file, "", "a file of another kind", "a name in .off or .obj");
  }

  private static Mesh readOff(Path file) throws IOException {
    NumberLines lines = NumberLines.of(file);
    lines.skipWord("OFF"); // ModelNet glues the counts to the word: "OFF3514 3546 0"
    double[] counts = lines.next(3, "vertex, face and edge counts");
    int vertexCount = lines.integer(counts[0], "a vertex count >= 0", Integer.MAX_VALUE);
    int faceCount = lines.integer(counts[1], "a face count >= 0", Integer.MAX_VALUE);
    List<double[]> vertices = new ArrayList<>();
    for (int i = 0; i < vertexCount; i++) {
      double[] row = lines.next(3, "vertex " + i + " of " + vertexCount + " (x y z)");
      vertices.add(new double[] {row[0], row[1], row[2]});
    }
    List<int[]> triangles = new ArrayList<>();
    for (int i = 0; i < faceCount; i++) {
      double[] row = lines.next(4, "face " + i + " of " + faceCount + " (n v0 v1 ...)");
      int corners = lines.integer(row[0], "a corner count", row.length);
      if (corners < 3 || row.length < corners + 1) {
        throw lines.error(corners + " corners", "at least 3, each on the line");
      }
      int[] polygon = new int[corners];
      for (int k = 0; k < corners; k++) {
        polygon[k] = lines.integer(row[k + 1], "a vertex below " + vertexCount, vertexCount);
      }
      fan(polygon, triangles);
    }
    return new Mesh(vertices.toArray(double[][]::new), triangles.toArray(int[][]::new));
  }

  private static Mesh readObj(Path file) throws IOException {
    List<double[]> vertices = new ArrayList<>();
    List<int[]> triangles = new ArrayList<>();
    List<String> lines = TextFiles.lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).strip().split("\\s+", 0);
      switch (words[0]) {
        case "v" -> vertices.add(objVertex(file, i + 1, words));
        case "f" -> fan(objFace(file, i + 1, words, vertices.size()), triangles);
        default -> {
          continue; // normals, texture coordinates, groups and materials do not shape the surface
        }
      }
    }
    if (vertices.isEmpty()) {
      throw new FormatException(file, "", "no vertex", "lines 'v x y z'");
    }
    return new Mesh(vertices.toArray(double[][]::new), triangles.toArray(int[][]::new));
  }

  private static double[] objVertex(Path file, int line, String[] words) throws FormatException {
    double[] vertex = new double[3];
    for (int k = 0; k < 3; k++) {
      vertex[k] = words.length < 4 ? Double.NaN : CsvTable.parse(words[k + 1]);
      if (Double.isNaN(vertex[k])) {
        throw new FormatException(
            file,
            "line " + line,
            FormatException.quote(String.join(" ", words)),
            "three numbers after v");
      }
    }
    return vertex;
  }

  private static int[] objFace(Path file, int line, String[] words, int vertices)
      throws FormatException {
    int[] polygon = new int[words.length - 1];
    boolean valid = polygon.length >= 3;
    for (int k = 0; k < polygon.length && valid; k++) {
      double number = CsvTable.parse(words[k + 1].split("/", -1)[0]);
      double index = number < 0 ? vertices + number : number - 1; // negative counts from the end
      valid = index >= 0 && index < vertices && index == Math.rint(index);
      polygon[k] = (int) index;
    }
    if (!valid) {
      throw new FormatException(
          file,
          "line " + line,
          FormatException.quote(String.join(" ", words)),
          "at least three of the " + vertices + " vertices so far after f");
    }
    return polygon;
  }

  private static void fan(int[] polygon, List<int[]> triangles) {
    for (int k = 1; k + 1 < polygon.length; k++) {
      triangles.add(new int[] {polygon[0], polygon[k], polygon[k + 1]});
    }
  }
}
