package polyad.tensor;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a safetensors file tensor by tensor, without ever holding more than one.
 *
 * <pre>{@code
 * try (var writer = SafetensorsWriter.create(path, Map.of("format", "pt"), specs)) {
 *   for (var spec : specs) writer.write(spec.name(), bytesOf(spec));
 *   writer.commit();
 * }
 * }</pre>
 *
 * <p>The file appears under its name at {@link #commit}, whole and synchronised to disk; {@link
 * #close} without commit leaves nothing. The header lists the tensors as declared; the data holds
 * wide element types first, so that each tensor is aligned to its elements, as the reference
 * implementation does. Not for use by several threads at once.
 */
public final class SafetensorsWriter implements AutoCloseable {
  /**
   * A tensor to be written.
   *
   * @param name its name; any text but {@code __metadata__}
   * @param dtype its element type
   * @param shape its sizes, each at least 0; empty for a scalar
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Spec(String name, DType dtype, long... shape) {
    /** Copies the shape and checks it. */
    public Spec {
      shape = shape.clone();
      ArrayLayout.checkedBytes(dtype, shape);
      if (name.equals(SafetensorsHeader.METADATA)) {
        throw new IllegalArgumentException("name is " + name + ", which the format reserves");
      }
    }

    /** A copy of the sizes. */
    @Override
    public long[] shape() {
      return shape.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Spec that
          && name.equals(that.name)
          && dtype == that.dtype
          && Arrays.equals(shape, that.shape);
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + Arrays.hashCode(shape);
    }

    @Override
    public String toString() {
      return name + ": " + dtype + Arrays.toString(shape);
    }
  }

  private final AtomicFile file;
  private final long dataStart;
  private final Map<String, TensorEntry> waiting;
  private boolean closed;

  private SafetensorsWriter(AtomicFile file, long dataStart, Map<String, TensorEntry> waiting) {
    this.file = file;
    this.dataStart = dataStart;
    this.waiting = waiting;
  }

  /**
   * Starts a file with its header.
   *
   * @param path where the file will appear; replaced when it exists
   * @param metadata texts for {@code __metadata__}
   * @param specs all tensors
   * @throws IllegalArgumentException if a name occurs twice, a text holds half of a surrogate pair,
   *     or header or data pass the format's bounds
   */
  public static SafetensorsWriter create(Path path, Map<String, String> metadata, List<Spec> specs)
      throws IOException {
    Map<String, TensorEntry> entries = place(specs);
    byte[] header = header(metadata, entries.values());
    AtomicFile file = AtomicFile.create(path);
    try {
      MemorySegment length = MemorySegment.ofArray(new byte[Long.BYTES]);
      length.set(SafetensorsHeader.LENGTH, 0, header.length);
      file.write(length, 0);
      file.write(MemorySegment.ofArray(header), Long.BYTES);
    } catch (Throwable e) {
      file.close();
      throw e;
    }
    return new SafetensorsWriter(file, Long.BYTES + header.length, entries);
  }

  private static Map<String, TensorEntry> place(List<Spec> specs) {
    Map<String, TensorEntry> placed = new HashMap<>();
    long begin = 0;
    for (Spec spec : widestFirst(specs)) {
      long end = begin + ArrayLayout.bytes(spec.dtype(), spec.shape);
      if (end < 0) {
        throw new IllegalArgumentException("tensors have 2^63 bytes or more in all");
      }
      var entry = new TensorEntry(spec.name(), spec.dtype(), spec.shape, begin, end);
      if (placed.put(spec.name(), entry) != null) {
        throw new IllegalArgumentException(
            "name " + JsonString.shown(spec.name()) + " occurs twice, must be unique");
      }
      begin = end;
    }
    Map<String, TensorEntry> declared = new LinkedHashMap<>();
    specs.forEach(spec -> declared.put(spec.name(), placed.get(spec.name())));
    return declared;
  }

  private static List<Spec> widestFirst(List<Spec> specs) {
    Comparator<Spec> byWidth = Comparator.comparingInt(spec -> spec.dtype().bytes());
    return specs.stream().sorted(byWidth.reversed()).toList();
  }

  private static byte[] header(Map<String, String> metadata, Iterable<TensorEntry> entries) {
    var json = new StringBuilder("{");
    if (!metadata.isEmpty()) {
      JsonString.append(json, SafetensorsHeader.METADATA);
      json.append(":{");
      metadata.forEach(
          (key, text) -> {
            JsonString.append(json, key);
            json.append(':');
            JsonString.append(json, text);
            json.append(',');
          });
      endObject(json).append(',');
    }
    entries.forEach(entry -> appendEntry(json, entry));
    byte[] text = endObject(json).toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(text, Math.ceilDiv(text.length, Long.BYTES) * Long.BYTES);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    if (padded.length > SafetensorsHeader.MAX_BYTES) {
      throw new IllegalArgumentException(
          "header has " + padded.length + " bytes, allowed are " + SafetensorsHeader.MAX_BYTES);
    }
    return padded;
  }

  private static void appendEntry(StringBuilder json, TensorEntry entry) {
    JsonString.append(json, entry.name());
    json.append(":{\"dtype\":\"").append(entry.dtype().name());
    json.append("\",\"shape\":").append(Arrays.toString(entry.shape()).replace(" ", ""));
    json.append(",\"data_offsets\":[").append(entry.begin()).append(',').append(entry.end());
    json.append("]},");
  }

  /** Puts the closing brace in place of the last comma. */
  private static StringBuilder endObject(StringBuilder json) {
    int last = json.length() - 1;
    if (json.charAt(last) == ',') {
      json.setLength(last);
    }
    return json.append('}');
  }

  /**
   * Writes a tensor's bytes: little-endian, C order. The tensors may come in any order.
   *
   * @throws IllegalArgumentException if the name was not declared or is written already, or the
   *     data has another size than declared
   * @throws IllegalStateException after commit or close
   */
  public void write(String name, MemorySegment data) throws IOException {
    checkOpen();
    TensorEntry entry = waiting.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "name " + JsonString.shown(name) + " is not declared or written already");
    }
    if (data.byteSize() != entry.end() - entry.begin()) {
      throw new IllegalArgumentException(
          "data has " + data.byteSize() + " bytes, must be those of " + entry);
    }
    file.write(data, dataStart + entry.begin());
    waiting.remove(name);
  }

  /**
   * Makes the file appear under its name, whole.
   *
   * @throws IllegalStateException if a declared tensor is not written, or after commit or close
   */
  public void commit() throws IOException {
    checkOpen();
    if (!waiting.isEmpty()) {
      String first = JsonString.shown(waiting.keySet().iterator().next());
      throw new IllegalStateException(
          waiting.size() + " declared tensors are not written, the first is " + first);
    }
    file.commit();
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the writer is closed");
    }
  }

  /** Deletes what was written, unless it was committed; closing again does nothing. */
  @Override
  public void close() throws IOException {
    closed = true;
    file.close();
  }
}
