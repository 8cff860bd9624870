package polyad.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a two-dimensional numpy array of floats out of bytes, such as an entry of a zip. */
final class NpyMatrix {
  private static final Pattern HEADER =
      Pattern.compile(
          "'descr':\\s*'(<f[48])'.*'fortran_order':\\s*False.*'shape':\\s*\\((\\d+),\\s*(\\d+)\\)");

  private NpyMatrix() {}

  /**
   * The rows of the array.
   *
   * @param where the entry, for messages
   */
  static double[][] read(Path file, String where, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 12 || bytes[0] != (byte) 0x93 || bytes[1] != 'N') {
      throw new FormatException(file, where, "no npy header", "a numpy array");
    }
    int lengthBytes = bytes[6] == 1 ? 2 : 4;
    int length = lengthBytes == 2 ? buffer.getShort(8) & 0xffff : buffer.getInt(8);
    int start = 8 + lengthBytes + length;
    if (length < 0 || start > bytes.length) {
      throw new FormatException(file, where, "a cut npy header", "a numpy array");
    }
    String header = new String(bytes, 8 + lengthBytes, length, StandardCharsets.US_ASCII);
    Matcher match = HEADER.matcher(header);
    if (!match.find()) {
      throw new FormatException(
          file, where, FormatException.quote(header), "<f4 or <f8, row by row, two dimensions");
    }
    int width = match.group(1).equals("<f4") ? 4 : 8;
    int rows = Integer.parseInt(match.group(2));
    int columns = Integer.parseInt(match.group(3));
    if ((long) rows * columns * width != bytes.length - start) {
      throw new FormatException(
          file,
          where,
          (bytes.length - start) + " bytes",
          "%d x %d values of %d bytes".formatted(rows, columns, width));
    }
    buffer.position(start);
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int j = 0; j < columns; j++) {
        row[j] = width == 4 ? buffer.getFloat() : buffer.getDouble();
      }
    }
    return values;
  }
}
