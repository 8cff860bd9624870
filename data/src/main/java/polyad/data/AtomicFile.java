package polyad.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/** Writes a file whole or not at all: temporary sibling, fsync, atomic rename. */
public final class AtomicFile {
  private AtomicFile() {}

  /** What fills the file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; the stream is flushed and closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes the content to {@code target}, replacing what was there; a target that ends in {@code
   * .gz} is compressed.
   *
   * @throws IOException when writing fails; the old file, if any, is then untouched
   */
  public static void write(Path target, Content content) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(target + ": not a file name");
    }
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, "." + target.getFileName(), ".tmp");
    try {
      fill(temporary, content, FileInput.isGzip(target));
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void fill(Path file, Content content, boolean gzip) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      OutputStream raw = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      if (gzip) {
        GZIPOutputStream packed = new GZIPOutputStream(raw, 1 << 16);
        content.writeTo(packed);
        packed.finish();
      } else {
        content.writeTo(raw);
      }
      raw.flush();
      channel.force(true);
    }
  }
}
