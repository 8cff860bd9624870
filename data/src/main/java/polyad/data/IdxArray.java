package polyad.data;

import java.nio.ByteBuffer;

/**
 * An n-dimensional array out of an idx file, still in the file's element type.
 *
 * @param type the idx type code: 0x08 unsigned byte, 0x09 signed byte, 0x0B short, 0x0C int, 0x0D
 *     float, 0x0E double
 * @param shape the dimensions, outermost first
 * @param data the elements, row-major, big-endian as in the file; not copied
 */
public record IdxArray(byte type, int[] shape, byte[] data) {

  /** Checks that the data fill the shape. */
  public IdxArray {
    long expected = bytesPerElement(type) * elements(shape);
    if (data.length != expected) {
      throw new IllegalArgumentException(
          "data: " + data.length + " bytes do not fill the shape, which needs " + expected);
    }
  }

  /** The number of elements. */
  public int size() {
    return data.length / bytesPerElement(type);
  }

  /**
   * The elements as raw bytes; not copied.
   *
   * @throws IllegalStateException when the elements are wider than a byte
   */
  public byte[] bytes() {
    if (bytesPerElement(type) != 1) {
      throw new IllegalStateException("idx type 0x%02x is not a byte type".formatted(type));
    }
    return data;
  }

  /** The elements as floats, unsigned bytes as 0..255, without any scaling. */
  public float[] floats() {
    ByteBuffer buffer = ByteBuffer.wrap(data);
    float[] values = new float[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case 0x08 -> buffer.get() & 0xff;
            case 0x09 -> buffer.get();
            case 0x0B -> buffer.getShort();
            case 0x0C -> buffer.getInt();
            case 0x0D -> buffer.getFloat();
            default -> (float) buffer.getDouble();
          };
    }
    return values;
  }

  static int bytesPerElement(byte type) {
    return switch (type) {
      case 0x08, 0x09 -> 1;
      case 0x0B -> 2;
      case 0x0C, 0x0D -> 4;
      case 0x0E -> 8;
      default ->
          throw new IllegalArgumentException(
              "type: 0x%02x is not one of 0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e".formatted(type));
    };
  }

  private static long elements(int[] shape) {
    long elements = 1;
    for (int size : shape) {
      elements = Math.multiplyExact(elements, size);
    }
    return elements;
  }
}
