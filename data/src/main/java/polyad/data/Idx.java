package polyad.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The idx format of MNIST: two zero bytes, a type byte, the number of dimensions, each dimension as
 * a big-endian int, then the elements.
 */
public final class Idx {
  private Idx() {}

  /**
   * Reads an idx file, {@code .gz} or not.
   *
   * @throws FormatException when the magic number, the type or the length is wrong
   */
  public static IdxArray read(Path file) throws IOException {
    try (InputStream in = FileInput.open(file)) {
      byte[] magic = in.readNBytes(4);
      if (magic.length < 4 || magic[0] != 0 || magic[1] != 0) {
        throw new FormatException(
            file, "byte 0", hex(magic), "an idx magic number (00 00 <type> <dimensions>)");
      }
      byte type = type(file, magic[2]);
      int[] shape = shape(file, in.readNBytes(4 * (magic[3] & 0xff)), magic[3] & 0xff);
      return new IdxArray(type, shape, data(file, in, type, shape));
    } catch (IOException e) {
      throw FileInput.named(file, StandardCharsets.US_ASCII, e);
    }
  }

  private static byte type(Path file, byte type) throws FormatException {
    try {
      IdxArray.bytesPerElement(type);
      return type;
    } catch (IllegalArgumentException e) {
      throw new FormatException(
          file, "byte 2", hex(new byte[] {type}), "an idx type: 08, 09, 0b, 0c, 0d or 0e");
    }
  }

  private static int[] shape(Path file, byte[] header, int dimensions) throws FormatException {
    if (dimensions == 0 || header.length < 4 * dimensions) {
      throw new FormatException(
          file, "byte 3", dimensions + " dimensions", "at least one, each as four bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(header);
    int[] shape = new int[dimensions];
    for (int i = 0; i < dimensions; i++) {
      shape[i] = buffer.getInt();
      if (shape[i] < 0) {
        throw new FormatException(
            file, "byte " + (4 + 4 * i), "size " + shape[i], "a size of at least 0");
      }
    }
    return shape;
  }

  private static byte[] data(Path file, InputStream in, byte type, int[] shape) throws IOException {
    long expected = IdxArray.bytesPerElement(type);
    for (int size : shape) {
      expected = Math.min(expected * size, 1L << 40); // a hostile header must not overflow
    }
    if (expected > Integer.MAX_VALUE - 8) {
      throw new FormatException(file, "byte 4", "an array over 2 GiB", "less than 2 GiB");
    }
    // Grows with what is there, so a hostile header cannot demand memory the file does not have.
    byte[] data = in.readNBytes((int) expected);
    if (data.length < expected || in.read() >= 0) {
      throw new FormatException(
          file,
          "byte " + (4 + 4 * shape.length),
          data.length < expected ? data.length + " bytes" : "more than " + expected + " bytes",
          expected + " bytes of elements");
    }
    return data;
  }

  private static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length == 0 ? "nothing" : "");
    for (byte b : bytes) {
      text.append(text.isEmpty() ? "" : " ").append("%02x".formatted(b));
    }
    return text.toString();
  }
}
