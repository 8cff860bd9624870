package polyad.tensor;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy's {@code .npz} files: zip archives, stored or deflated, of {@code .npy} entries. */
public final class NpzFile {
  private static final String SUFFIX = ".npy";
  private static final int CHUNK = 1 << 16;

  /** Deflate's best is a run of 258 bytes for two bits. */
  private static final long MAX_INFLATION = 1032;

  /** Zip's first day, so that equal arrays give equal files. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private NpzFile() {}

  /**
   * Reads all arrays by name, without {@code .npy}, in the archive's order.
   *
   * @throws NpyException if the archive or an array is malformed, an entry is not an array, or an
   *     array is of a type that {@link DType} does not have; offsets count within the entry
   * @throws IOException if the file cannot be read
   */
  public static Map<String, NpyArray> read(Path path) throws IOException {
    long size = Files.size(path);
    try (ZipFile zip = new ZipFile(path.toFile())) {
      Map<String, NpyArray> arrays = new LinkedHashMap<>();
      for (Enumeration<? extends ZipEntry> e = zip.entries(); e.hasMoreElements(); ) {
        ZipEntry entry = e.nextElement();
        String where = path + "!" + entry.getName();
        if (!entry.getName().endsWith(SUFFIX)) {
          throw new NpyException(where, 0, "another kind of entry", "only " + SUFFIX + " entries");
        }
        String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
        if (arrays.put(name, read(zip, entry, where, size)) != null) {
          throw new NpyException(where, 0, "a second entry of this name", "each name once");
        }
      }
      return Collections.unmodifiableMap(arrays);
    } catch (ZipException | EOFException e) {
      String found = "no readable zip archive: " + e.getMessage();
      throw new NpyException(path.toString(), 0, found, "one of npy entries");
    }
  }

  private static NpyArray read(ZipFile zip, ZipEntry entry, String where, long fileSize)
      throws IOException {
    long size = entry.getSize();
    if (size < 0 || size / MAX_INFLATION > Math.min(entry.getCompressedSize(), fileSize)) {
      throw new NpyException(
          where, 0, "an entry of " + size + " bytes", "what an archive of its size can hold");
    }
    try (Arena arena = Arena.ofConfined();
        InputStream in = zip.getInputStream(entry)) {
      MemorySegment bytes = arena.allocate(size, Long.BYTES);
      inflate(in, bytes, entry.getCrc(), where);
      return NpyFile.parse(bytes, where);
    }
  }

  private static void inflate(InputStream in, MemorySegment to, long checksum, String where)
      throws IOException {
    var crc = new CRC32();
    byte[] chunk = new byte[CHUNK];
    long done = 0;
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        if (n > to.byteSize() - done) {
          throw new NpyException(where, to.byteSize(), "more bytes", "the end of the entry");
        }
        MemorySegment.copy(MemorySegment.ofArray(chunk), 0, to, done, n);
        crc.update(chunk, 0, n);
        done += n;
      }
    } catch (ZipException | EOFException e) {
      throw new NpyException(where, done, "broken compression: " + e.getMessage(), "deflated data");
    }
    if (done < to.byteSize()) {
      throw new NpyException(where, done, "the end of the entry", to.byteSize() + " bytes");
    }
    if (crc.getValue() != checksum) {
      String found = String.format("checksum %08x of the entry", crc.getValue());
      throw new NpyException(where, done, found, String.format("%08x", checksum));
    }
  }

  /**
   * Writes arrays by name; replaces the file when it exists.
   *
   * @param compress whether to deflate
   * @throws IllegalArgumentException if npy does not have an array's type
   */
  public static void write(Path path, Map<String, NpyArray> arrays, boolean compress)
      throws IOException {
    try (AtomicFile file = AtomicFile.create(path)) {
      var out = new BufferedOutputStream(Channels.newOutputStream(file.channel()), CHUNK);
      var zip = new ZipOutputStream(out);
      for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
        write(zip, array.getKey() + SUFFIX, array.getValue(), compress);
      }
      zip.finish();
      out.flush();
      file.commit();
    }
  }

  private static void write(ZipOutputStream zip, String name, NpyArray array, boolean compress)
      throws IOException {
    MemorySegment header = MemorySegment.ofArray(NpyHeader.of(array.dtype(), array.shape()));
    var entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    if (!compress) {
      // Stored entries declare size and checksum before their bytes.
      var crc = new CRC32();
      Sink sum = crc::update;
      pass(header, sum);
      pass(array.data(), sum);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(header.byteSize() + array.data().byteSize());
      entry.setCrc(crc.getValue());
    }
    zip.putNextEntry(entry);
    pass(header, zip::write);
    pass(array.data(), zip::write);
    zip.closeEntry();
  }

  private interface Sink {
    void accept(byte[] bytes, int offset, int length) throws IOException;
  }

  private static void pass(MemorySegment data, Sink sink) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (long done = 0; done < data.byteSize(); done += CHUNK) {
      int length = (int) Math.min(CHUNK, data.byteSize() - done);
      MemorySegment.copy(data, done, MemorySegment.ofArray(chunk), 0, length);
      sink.accept(chunk, 0, length);
    }
  }
}
