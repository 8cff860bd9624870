package polyad.retrieval;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A small JSON file beside Lucene's. */
final class MetadataFile {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private MetadataFile() {}

  /**
   * Reads a file.
   *
   * @param absent what to say when there is none
   * @throws IOException naming the file and what is wrong with it
   */
  static <T> T read(Path file, Class<T> type, String absent) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, absent);
    }
    T value;
    try {
      value = MAPPER.readValue(Files.readAllBytes(file), type);
    } catch (JacksonException e) {
      throw new IOException(file + ": not the metadata of an index: " + e.getOriginalMessage(), e);
    }
    if (value == null) {
      throw new IOException(file + ": format none, expected the metadata of an index");
    }
    return value;
  }

  /** Writes to a temporary sibling, then renames: a crash leaves the old file or the new. */
  static void write(Path file, Object value) throws IOException {
    Path name = file.getFileName();
    Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), name + "", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(MAPPER.writeValueAsBytes(value));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
