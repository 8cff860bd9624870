package polyad.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header of a safetensors file: eight bytes of little-endian length, then a JSON object of
 * tensors by name. The grammar has a fixed depth, so reading it never recurses on the input.
 *
 * @param metadata the texts under {@code __metadata__}, in file order
 * @param entries the tensors by name, in file order
 * @param dataStart the file offset of the data
 */
record SafetensorsHeader(
    Map<String, String> metadata, Map<String, TensorEntry> entries, long dataStart) {
  /** The format's bound on the JSON, in bytes. */
  static final long MAX_BYTES = 100_000_000;

  private static final List<DType> DTYPES = List.of(DType.values());
  static final String METADATA = "__metadata__";
  static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /**
   * Parses and validates the header of a whole file in memory.
   *
   * @throws SafetensorsException if the file breaks any rule of the format
   */
  static SafetensorsHeader parse(MemorySegment file, String name) throws SafetensorsException {
    return new Parser(file, name).file();
  }

  /** A tensor and the header offset of its {@code data_offsets}, for complaints. */
  private record Placed(TensorEntry entry, long at) {}

  private interface Member {
    void read(String key, long at) throws SafetensorsException;
  }

  /** What one tensor's object has said so far. */
  private static final class Fields {
    @Nullable DType dtype;
    long @Nullable [] shape;
    long @Nullable [] offsets;
    long offsetsAt;
  }

  private static final class Parser {
    private final String name;
    private final long dataStart;
    private final long dataBytes;
    private final HeaderCursor<SafetensorsException> in;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, TensorEntry> entries = new LinkedHashMap<>();
    private final List<Placed> placed = new ArrayList<>();
    private boolean metadataSeen;

    Parser(MemorySegment file, String name) throws SafetensorsException {
      this.name = name;
      dataStart = Long.BYTES + headerBytes(file);
      dataBytes = file.byteSize() - dataStart;
      in = new HeaderCursor<>(file, Long.BYTES, dataStart, this::fault);
    }

    private long headerBytes(MemorySegment file) throws SafetensorsException {
      long size = file.byteSize();
      if (size < Long.BYTES) {
        throw fault(size, "the end of the file", "8 bytes of header length");
      }
      long length = file.get(LENGTH, 0);
      String found = "header length " + Long.toUnsignedString(length);
      if (length < 0 || length > MAX_BYTES) {
        throw fault(0, found, "at most " + MAX_BYTES);
      }
      if (length > size - Long.BYTES) {
        String left = (size - Long.BYTES) + ", the bytes left in the file (truncated?)";
        throw fault(0, found, "at most " + left);
      }
      return length;
    }

    private SafetensorsException fault(long offset, String found, String expected) {
      return new SafetensorsException(name, offset, found, expected);
    }

    SafetensorsHeader file() throws SafetensorsException {
      if (in.peek() != '{') {
        throw in.fail("'{' at the start of the header");
      }
      object(this::tensorOrMetadata);
      in.expectEnd("only space after the header's '}'");
      checkPlaces();
      return new SafetensorsHeader(
          Collections.unmodifiableMap(metadata), Collections.unmodifiableMap(entries), dataStart);
    }

    private void object(Member member) throws SafetensorsException {
      in.expect('{', "'{'");
      if (in.take('}')) {
        return;
      }
      do {
        in.skipSpace();
        long at = in.position();
        String key = JsonString.read(in, "a key");
        in.expect(':', "':' after a key");
        member.read(key, at);
      } while (in.take(','));
      in.expect('}', "',' or '}'");
    }

    private void tensorOrMetadata(String key, long at) throws SafetensorsException {
      if (key.equals(METADATA)) {
        checkNew(!metadataSeen, key, at);
        metadataSeen = true;
        object(this::text);
      } else {
        checkNew(!entries.containsKey(key), key, at);
        entries.put(key, tensor(key, at));
      }
    }

    private void text(String key, long at) throws SafetensorsException {
      checkNew(!metadata.containsKey(key), key, at);
      metadata.put(key, JsonString.read(in, "a text"));
    }

    private void checkNew(boolean isNew, String key, long at) throws SafetensorsException {
      if (!isNew) {
        throw fault(at, "key " + JsonString.shown(key) + " a second time", "each key once");
      }
    }

    private TensorEntry tensor(String key, long at) throws SafetensorsException {
      var fields = new Fields();
      object((field, fieldAt) -> field(fields, field, fieldAt));
      DType dtype = fields.dtype;
      long[] shape = fields.shape;
      long[] offsets = fields.offsets;
      if (dtype == null || shape == null || offsets == null) {
        String missing = dtype == null ? "dtype" : shape == null ? "shape" : "data_offsets";
        throw fault(at, "tensor " + JsonString.shown(key) + " without " + missing, missing);
      }
      checkRange(key, dtype, shape, offsets, fields.offsetsAt);
      var entry = new TensorEntry(key, dtype, shape, offsets[0], offsets[1]);
      placed.add(new Placed(entry, fields.offsetsAt));
      return entry;
    }

    private void field(Fields fields, String key, long at) throws SafetensorsException {
      switch (key) {
        case "dtype" -> {
          checkNew(fields.dtype == null, key, at);
          fields.dtype = dtype();
        }
        case "shape" -> {
          checkNew(fields.shape == null, key, at);
          fields.shape = naturals("shape");
        }
        case "data_offsets" -> {
          checkNew(fields.offsets == null, key, at);
          in.skipSpace();
          fields.offsetsAt = in.position();
          fields.offsets = naturals("data_offsets");
        }
        default -> throw fault(at, "key " + JsonString.shown(key), "dtype, shape or data_offsets");
      }
    }

    private DType dtype() throws SafetensorsException {
      in.skipSpace();
      long at = in.position();
      String found = JsonString.read(in, "a dtype");
      for (DType dtype : DTYPES) {
        if (dtype.name().equals(found)) {
          return dtype;
        }
      }
      String known = DTYPES.toString().toUpperCase(Locale.ROOT);
      throw fault(at, "dtype " + JsonString.shown(found), "one of " + known);
    }

    private long[] naturals(String what) throws SafetensorsException {
      if (!in.take('[')) {
        throw in.fail("'[' of " + what);
      }
      if (in.take(']')) {
        return new long[0];
      }
      long[] sizes = in.sizes();
      int count = 0;
      do {
        if (count == sizes.length) {
          throw in.fail("at most " + sizes.length + " numbers in " + what);
        }
        sizes[count++] = in.natural(what);
      } while (in.take(','));
      in.expect(']', "',' or ']'");
      return Arrays.copyOf(sizes, count);
    }

    private void checkRange(String key, DType dtype, long[] shape, long[] offsets, long at)
        throws SafetensorsException {
      if (offsets.length != 2) {
        throw fault(at, offsets.length + " data_offsets", "2, begin and end");
      }
      if (offsets[0] > offsets[1]) {
        throw fault(at, shown(key, offsets), "begin not above end");
      }
      long bytes;
      try {
        bytes = ArrayLayout.bytes(dtype, shape);
      } catch (ArithmeticException e) {
        throw fault(at, shown(dtype, shape), "fewer than 2^63 bytes");
      }
      if (bytes != offsets[1] - offsets[0]) {
        throw fault(at, shown(key, offsets), bytes + " bytes for " + shown(dtype, shape));
      }
      if (offsets[1] > dataBytes) {
        String expected = "an end of at most " + dataBytes + ", the file's data (truncated?)";
        throw fault(at, shown(key, offsets), expected);
      }
    }

    private static String shown(String key, long[] offsets) {
      return "data_offsets " + Arrays.toString(offsets) + " of tensor " + JsonString.shown(key);
    }

    private static String shown(DType dtype, long[] shape) {
      return dtype.name() + " of shape " + Arrays.toString(shape);
    }

    /** The reference asks that tensors tile the data: no overlap, no hole, no byte left over. */
    private void checkPlaces() throws SafetensorsException {
      placed.sort(
          Comparator.comparingLong((Placed p) -> p.entry.begin())
              .thenComparingLong(p -> p.entry.end()));
      long covered = 0;
      for (Placed p : placed) {
        if (p.entry.begin() != covered) {
          String problem = p.entry.begin() < covered ? "an overlap: " : "a hole: ";
          String tensor = "tensor " + JsonString.shown(p.entry.name());
          String found = problem + tensor + " begins at " + p.entry.begin();
          throw fault(p.at, found, "a begin of " + covered + ", the end of the one before");
        }
        covered = p.entry.end();
      }
      if (covered != dataBytes) {
        throw fault(
            dataStart + covered,
            (dataBytes - covered) + " bytes that belong to no tensor",
            "the end of the file");
      }
    }
  }
}
