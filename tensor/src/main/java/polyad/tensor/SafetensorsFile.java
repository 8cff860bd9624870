package polyad.tensor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file, mapped into memory for reading. Opening reads the header only; a tensor's
 * bytes are read by the operating system when they are touched. All methods may be called from any
 * thread. The file must not be changed while it is open (replacing it by renaming is safe).
 *
 * <p>The header is checked in full, as the reference implementation does and stricter: keys are
 * unique, a tensor has {@code dtype}, {@code shape} and {@code data_offsets} and nothing else, and
 * the tensors tile the data without overlap, hole or rest. {@code C128} is Polyad's extension.
 */
public final class SafetensorsFile implements AutoCloseable {
  private final String name;
  private final Arena arena;
  private final MemorySegment file;
  private final SafetensorsHeader header;
  private boolean closed;

  private SafetensorsFile(String name, Arena arena, MemorySegment file, SafetensorsHeader header) {
    this.name = name;
    this.arena = arena;
    this.file = file;
    this.header = header;
  }

  /**
   * Opens a file.
   *
   * @throws SafetensorsException if it is malformed: names the byte offset, found and expected
   * @throws IOException if it cannot be read
   */
  public static SafetensorsFile open(Path path) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment file = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      SafetensorsHeader header = SafetensorsHeader.parse(file, path.toString());
      return new SafetensorsFile(path.toString(), arena, file, header);
    } catch (Throwable e) {
      arena.close();
      throw e;
    }
  }

  /** The texts under {@code __metadata__}, in file order; empty when there are none. */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /** The tensors' names, in the order of the header. */
  public List<String> names() {
    return List.copyOf(header.entries().keySet());
  }

  /** Whether the file has a tensor of this name. */
  public boolean contains(String tensor) {
    return header.entries().containsKey(tensor);
  }

  /**
   * What the header says of a tensor.
   *
   * @throws IllegalArgumentException if the file has no tensor of this name
   */
  public TensorEntry entry(String tensor) {
    TensorEntry entry = header.entries().get(tensor);
    if (entry == null) {
      throw new IllegalArgumentException(name + " has no tensor " + JsonString.shown(tensor));
    }
    return entry;
  }

  /**
   * A tensor's bytes: a read-only view of the file, little-endian, in C order, valid until this is
   * closed. Files need not align their tensors, so read through unaligned layouts.
   *
   * @throws IllegalArgumentException if the file has no tensor of this name
   * @throws IllegalStateException if this is closed, also from the view itself
   */
  public synchronized MemorySegment bytes(String tensor) {
    if (closed) {
      throw new IllegalStateException(name + " is closed");
    }
    TensorEntry entry = entry(tensor);
    return file.asSlice(header.dataStart() + entry.begin(), entry.end() - entry.begin());
  }

  /**
   * Unmaps the file; closing again does nothing.
   *
   * @throws IllegalStateException if another thread is in the middle of a bulk access to the bytes
   */
  @Override
  public synchronized void close() {
    if (!closed) {
      arena.close();
      closed = true;
    }
  }
}
