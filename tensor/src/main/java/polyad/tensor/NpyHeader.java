package polyad.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The header of an npy file (NumPy enhancement proposal 1, versions 1.0 to 3.0): magic, version,
 * length, then a Python dictionary literal, read by its grammar and never evaluated.
 *
 * @param dtype the element type
 * @param bigEndian whether the elements are big-endian
 * @param fortran whether the first index varies fastest
 * @param shape the sizes
 * @param dataStart the file offset of the data
 */
@SuppressWarnings("ArrayRecordComponent")
record NpyHeader(DType dtype, boolean bigEndian, boolean fortran, long[] shape, long dataStart) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final int LONGEST_WORD = 32;
  private static final String TYPES =
      "f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1 c8 or c16 after '<', '>' or, for one byte, '|'";

  /**
   * Parses and validates the header of a whole file in memory; the data has the size it says.
   *
   * @throws NpyException if the file is malformed or of a type that DType does not have
   */
  static NpyHeader parse(MemorySegment file, String name) throws NpyException {
    return new Parser(file, name).header();
  }

  /**
   * The bytes before the data of a C-order, little-endian array, as NumPy writes them.
   *
   * @throws IllegalArgumentException if npy does not have the type
   */
  static byte[] of(DType dtype, long[] shape) {
    String sizes = LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
    String dictionary =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(descr(dtype), sizes, shape.length == 1 ? "," : "");
    int start = MAGIC.length + 4;
    int size = Math.ceilDiv(start + dictionary.length() + 1, ALIGNMENT) * ALIGNMENT;
    byte[] header = Arrays.copyOf(MAGIC, size);
    header[MAGIC.length] = 1;
    header[MAGIC.length + 2] = (byte) (size - start);
    header[MAGIC.length + 3] = (byte) ((size - start) >> 8);
    byte[] text = dictionary.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, header, start, text.length);
    Arrays.fill(header, start + text.length, size - 1, (byte) ' ');
    header[size - 1] = '\n';
    return header;
  }

  private static String descr(DType dtype) {
    return switch (dtype) {
      case F64, F32, F16 -> "<f" + dtype.bytes();
      case I64, I32, I16 -> "<i" + dtype.bytes();
      case U64, U32, U16 -> "<u" + dtype.bytes();
      case C64, C128 -> "<c" + dtype.bytes();
      case I8 -> "|i1";
      case U8 -> "|u1";
      case BOOL -> "|b1";
      case BF16, F8_E4M3, F8_E5M2 ->
          throw new IllegalArgumentException(
              "dtype is " + dtype + ", which npy does not have; convert it to f32 first");
    };
  }

  private static @Nullable DType dtype(String code) {
    return switch (code) {
      case "f2" -> DType.F16;
      case "f4" -> DType.F32;
      case "f8" -> DType.F64;
      case "i1" -> DType.I8;
      case "i2" -> DType.I16;
      case "i4" -> DType.I32;
      case "i8" -> DType.I64;
      case "u1" -> DType.U8;
      case "u2" -> DType.U16;
      case "u4" -> DType.U32;
      case "u8" -> DType.U64;
      case "b1" -> DType.BOOL;
      case "c8" -> DType.C64;
      case "c16" -> DType.C128;
      default -> null;
    };
  }

  private static final class Parser {
    private final MemorySegment file;
    private final String name;
    private final long dataStart;
    private final HeaderCursor<NpyException> in;
    private @Nullable DType dtype;
    private boolean bigEndian;
    private @Nullable Boolean fortran;
    private long @Nullable [] shape;
    private long shapeAt;

    Parser(MemorySegment file, String name) throws NpyException {
      this.file = file;
      this.name = name;
      checkMagic();
      int lengthBytes = lengthBytes();
      int start = MAGIC.length + 2 + lengthBytes;
      long length = headerLength(lengthBytes);
      if (length > file.byteSize() - start) {
        throw fault(
            MAGIC.length + 2,
            "header length " + length,
            "at most " + (file.byteSize() - start) + ", the bytes left in the file (truncated?)");
      }
      dataStart = start + length;
      in = new HeaderCursor<>(file, start, dataStart, this::fault);
    }

    private NpyException fault(long offset, String found, String expected) {
      return new NpyException(name, offset, found, expected);
    }

    private void checkMagic() throws NpyException {
      for (int i = 0; i < MAGIC.length; i++) {
        int b = byteAt(i);
        if (b != Byte.toUnsignedInt(MAGIC[i])) {
          throw fault(i, String.format("byte 0x%02x", b), "\\x93NUMPY at the start of the file");
        }
      }
    }

    private int lengthBytes() throws NpyException {
      int major = byteAt(MAGIC.length);
      int minor = byteAt(MAGIC.length + 1);
      if (major < 1 || major > 3 || minor != 0) {
        throw fault(MAGIC.length, "version " + major + "." + minor, "1.0, 2.0 or 3.0");
      }
      return major == 1 ? 2 : 4;
    }

    private long headerLength(int lengthBytes) throws NpyException {
      long length = 0;
      for (int i = lengthBytes - 1; i >= 0; i--) {
        length = (length << 8) | byteAt(MAGIC.length + 2 + i);
      }
      return length;
    }

    private int byteAt(long offset) throws NpyException {
      if (offset >= file.byteSize()) {
        throw fault(file.byteSize(), "the end of the file", "an npy header");
      }
      return Byte.toUnsignedInt(file.get(ValueLayout.JAVA_BYTE, offset));
    }

    NpyHeader header() throws NpyException {
      long at = in.position();
      in.expect('{', "'{' of a Python dictionary");
      while (!in.take('}')) {
        key();
        if (!in.take(',')) {
          in.expect('}', "',' or '}'");
          break;
        }
      }
      in.expectEnd("only space after the header's '}'");
      if (dtype == null || fortran == null || shape == null) {
        String missing = dtype == null ? "descr" : fortran == null ? "fortran_order" : "shape";
        throw fault(at, "a header without " + missing, missing);
      }
      checkSize(dtype, shape);
      return new NpyHeader(dtype, bigEndian, fortran, shape, dataStart);
    }

    private void key() throws NpyException {
      in.skipSpace();
      long at = in.position();
      String key = word("a key");
      in.expect(':', "':' after a key");
      switch (key) {
        case "descr" -> {
          checkNew(dtype == null, key, at);
          descr();
        }
        case "fortran_order" -> {
          checkNew(fortran == null, key, at);
          fortran = truth();
        }
        case "shape" -> {
          checkNew(shape == null, key, at);
          in.skipSpace();
          shapeAt = in.position();
          shape = tuple();
        }
        default ->
            throw fault(at, "key " + JsonString.shown(key), "'descr', 'fortran_order' or 'shape'");
      }
    }

    private void checkNew(boolean isNew, String key, long at) throws NpyException {
      if (!isNew) {
        throw fault(at, "key '" + key + "' a second time", "each key once");
      }
    }

    /** Reads a short string of plain ASCII in single or double quotes. */
    private String word(String what) throws NpyException {
      in.skipSpace();
      int quote = in.peek();
      if (quote != '\'' && quote != '"') {
        throw in.fail(what + " in quotes");
      }
      in.next();
      var text = new StringBuilder();
      for (int b = in.peek(); b != quote; b = in.peek()) {
        if (b < ' ' || b > '~' || b == '\\' || text.length() == LONGEST_WORD) {
          throw in.fail("the closing quote of " + what);
        }
        text.append((char) in.next());
      }
      in.next();
      return text.toString();
    }

    private void descr() throws NpyException {
      in.skipSpace();
      long at = in.position();
      if (in.peek() == '[') {
        throw fault(at, "a structured type", TYPES);
      }
      String text = word("a type");
      char order = text.isEmpty() ? ' ' : text.charAt(0);
      DType type = text.isEmpty() ? null : dtype(text.substring(1));
      boolean fits = order == '<' || order == '>' || order == '=' || order == '|';
      if (type == null || !fits || (order == '|' && type.bytes() > 1)) {
        throw fault(at, "type " + JsonString.shown(text), TYPES);
      }
      dtype = type;
      bigEndian = order == '>' || (order == '=' && ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
    }

    private boolean truth() throws NpyException {
      if (in.takeWord("True")) {
        return true;
      }
      if (in.takeWord("False")) {
        return false;
      }
      throw in.fail("True or False");
    }

    private long[] tuple() throws NpyException {
      in.expect('(', "'(' of shape");
      long[] sizes = in.sizes();
      int count = 0;
      while (!in.take(')')) {
        if (count == sizes.length) {
          throw in.fail("at most " + sizes.length + " numbers in shape");
        }
        sizes[count++] = in.natural("shape");
        // Python 2 wrote long integers with this suffix.
        in.takeWord("L");
        if (!in.take(',')) {
          in.expect(')', "',' or ')' in shape");
          checkTuple(count);
          break;
        }
      }
      return Arrays.copyOf(sizes, count);
    }

    private void checkTuple(int count) throws NpyException {
      if (count == 1) {
        throw fault(shapeAt, "a number in parentheses", "a tuple, such as (3,)");
      }
    }

    private void checkSize(DType type, long[] sizes) throws NpyException {
      String array = type + Arrays.toString(sizes);
      long bytes;
      try {
        bytes = ArrayLayout.bytes(type, sizes);
      } catch (ArithmeticException e) {
        throw fault(shapeAt, array, "fewer than 2^63 bytes");
      }
      long there = file.byteSize() - dataStart;
      if (there < bytes) {
        throw fault(file.byteSize(), "the end of the file", bytes + " bytes of data for " + array);
      }
      if (there > bytes) {
        throw fault(
            dataStart + bytes,
            (there - bytes) + " more bytes",
            "the end of the file after " + array);
      }
    }
  }
}
