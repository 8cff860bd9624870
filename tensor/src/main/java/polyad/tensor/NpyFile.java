package polyad.tensor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * NumPy's {@code .npy} files ({@link NpzFile} has the archives). Reads format versions 1.0 to 3.0,
 * both byte orders and both index orders; writes what NumPy writes: version 1.0, little-endian, C
 * order. Python objects are never unpickled. Files appear whole or not at all.
 */
public final class NpyFile {
  private NpyFile() {}

  /**
   * Floats in rows.
   *
   * @param data row after row
   * @param rows the first size; 1 for a scalar
   * @param cols the product of the other sizes; 1 for a scalar or vector
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record FloatMatrix(float[] data, int rows, int cols) {}

  /**
   * Doubles in rows.
   *
   * @param data row after row
   * @param rows the first size; 1 for a scalar
   * @param cols the product of the other sizes; 1 for a scalar or vector
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record DoubleMatrix(double[] data, int rows, int cols) {}

  /**
   * Longs in rows.
   *
   * @param data row after row
   * @param rows the first size; 1 for a scalar
   * @param cols the product of the other sizes; 1 for a scalar or vector
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record LongMatrix(long[] data, int rows, int cols) {}

  /**
   * Reads an npy file into memory that the collector frees.
   *
   * @throws NpyException if it is malformed or of a type that {@link DType} does not have
   * @throws IOException if it cannot be read
   */
  public static NpyArray read(Path path) throws IOException {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment file = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      return parse(file, path.toString());
    }
  }

  /** Parses a whole file in memory; the array is a copy. */
  static NpyArray parse(MemorySegment file, String name) throws NpyException {
    NpyHeader header = NpyHeader.parse(file, name);
    DType dtype = header.dtype();
    MemorySegment stored = file.asSlice(header.dataStart());
    MemorySegment data = allocate(stored.byteSize());
    ValueLayout part = layout(dtype.real().bytes());
    long parts = stored.byteSize() / part.byteSize();
    MemorySegment.copy(
        stored, header.bigEndian() ? bigEndian(part) : part, 0, data, part, 0, parts);
    if (header.fortran() && header.shape().length > 1) {
      data = fromFortran(data, dtype.bytes(), header.shape());
    }
    return new NpyArray(dtype, header.shape(), data);
  }

  private static MemorySegment allocate(long bytes) {
    return Arena.ofAuto().allocate(bytes, 64);
  }

  private static ValueLayout layout(int bytes) {
    ValueLayout layout =
        switch (bytes) {
          case 1 -> ValueLayout.JAVA_BYTE;
          case 2 -> ValueLayout.JAVA_SHORT_UNALIGNED;
          case 4 -> ValueLayout.JAVA_INT_UNALIGNED;
          default -> ValueLayout.JAVA_LONG_UNALIGNED;
        };
    return layout.withOrder(ByteOrder.LITTLE_ENDIAN);
  }

  private static ValueLayout bigEndian(ValueLayout layout) {
    return layout.withOrder(ByteOrder.BIG_ENDIAN);
  }

  /** Reorders elements whose first index varies fastest to C order. */
  private static MemorySegment fromFortran(MemorySegment from, int width, long[] shape) {
    MemorySegment to = allocate(from.byteSize());
    int rank = shape.length;
    long[] index = new long[rank];
    long[] stride = new long[rank];
    stride[0] = width;
    for (int d = 1; d < rank; d++) {
      stride[d] = stride[d - 1] * shape[d - 1];
    }
    long source = 0;
    for (long target = 0; target < to.byteSize(); target += width) {
      MemorySegment.copy(from, source, to, target, width);
      for (int d = rank - 1; d >= 0; d--) {
        source += stride[d];
        if (++index[d] < shape[d]) {
          break;
        }
        source -= stride[d] * shape[d];
        index[d] = 0;
      }
    }
    return to;
  }

  /**
   * Reads an npy file as floats; integers and doubles are rounded.
   *
   * @throws NpyException if it is malformed, complex, or larger than a Java array
   */
  public static FloatMatrix readFloats(Path path) throws IOException {
    NpyArray array = readReal(path);
    return new FloatMatrix(array.toFloats(), (int) rows(array), (int) cols(array));
  }

  /**
   * Reads an npy file as doubles.
   *
   * @throws NpyException if it is malformed, complex, or larger than a Java array
   */
  public static DoubleMatrix readDoubles(Path path) throws IOException {
    NpyArray array = readReal(path);
    return new DoubleMatrix(array.toDoubles(), (int) rows(array), (int) cols(array));
  }

  /**
   * Reads an npy file of integers or booleans.
   *
   * @throws NpyException if it is malformed, not of integers below 2^63, or larger than a Java
   *     array
   */
  public static LongMatrix readLongs(Path path) throws IOException {
    NpyArray array = readReal(path);
    try {
      return new LongMatrix(array.toLongs(), (int) rows(array), (int) cols(array));
    } catch (IllegalArgumentException e) {
      throw new NpyException(path.toString(), 0, "an array whose " + e.getMessage(), "integers");
    }
  }

  private static NpyArray readReal(Path path) throws IOException {
    NpyArray array = read(path);
    boolean fits =
        Math.max(array.elements(), Math.max(rows(array), cols(array))) <= NpyArray.MAX_JAVA_ARRAY;
    if (array.dtype().isComplex() || !fits) {
      throw new NpyException(
          path.toString(), 0, array.toString(), "real numbers that fit a Java array");
    }
    return array;
  }

  private static long rows(NpyArray array) {
    return array.shape().length == 0 ? 1 : array.shape()[0];
  }

  private static long cols(NpyArray array) {
    long[] shape = array.shape();
    try {
      return ArrayLayout.elements(
          Arrays.copyOfRange(shape, Math.min(1, shape.length), shape.length));
    } catch (ArithmeticException e) {
      // Only an array without rows has so many columns.
      return Long.MAX_VALUE;
    }
  }

  /**
   * Writes an npy file; replaces it when it exists.
   *
   * @throws IllegalArgumentException if npy does not have the array's type
   */
  public static void write(Path path, NpyArray array) throws IOException {
    byte[] header = NpyHeader.of(array.dtype(), array.shape());
    try (AtomicFile file = AtomicFile.create(path)) {
      file.write(MemorySegment.ofArray(header), 0);
      file.write(array.data(), header.length);
      file.commit();
    }
  }
}
