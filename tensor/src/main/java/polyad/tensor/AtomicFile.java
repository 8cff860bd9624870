package polyad.tensor;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that appears whole or not at all: written under a temporary sibling's name, synchronised
 * to disk and renamed by {@link #commit}; closing without commit deletes it.
 */
final class AtomicFile implements AutoCloseable {
  private static final int CHUNK = 1 << 20;

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
  private boolean done;

  private AtomicFile(Path target, Path temporary, FileChannel channel) {
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
  }

  static AtomicFile create(Path path) throws IOException {
    Path target = path.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new FileSystemException(path.toString(), null, "is a folder, expected a file to write");
    }
    if (!Files.isDirectory(folder)) {
      throw new FileSystemException(path.toString(), null, "its folder does not exist");
    }
    String name = "." + target.getFileName() + "." + UUID.randomUUID() + ".tmp";
    Path temporary = folder.resolve(name);
    FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new AtomicFile(target, temporary, channel);
  }

  FileChannel channel() {
    return channel;
  }

  /** Writes any kind of segment: heap arrays of numbers have no byte-buffer view, so it copies. */
  void write(MemorySegment data, long position) throws IOException {
    for (long at = 0; at < data.byteSize(); at += CHUNK) {
      int length = (int) Math.min(CHUNK, data.byteSize() - at);
      buffer.clear().limit(length);
      MemorySegment.copy(data, at, MemorySegment.ofBuffer(buffer), 0, length);
      while (buffer.hasRemaining()) {
        channel.write(buffer, position + at + buffer.position());
      }
    }
  }

  void commit() throws IOException {
    channel.force(true);
    channel.close();
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    done = true;
    syncFolder();
  }

  /** Makes the rename itself durable, where the system lets a folder be opened. */
  private void syncFolder() {
    try (FileChannel folder = FileChannel.open(target.resolveSibling("."))) {
      folder.force(true);
    } catch (IOException e) {
      // Windows cannot open a folder; the file is whole either way.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    if (!done) {
      done = true;
      try (channel) {
        Files.deleteIfExists(temporary);
      }
    }
  }
}
