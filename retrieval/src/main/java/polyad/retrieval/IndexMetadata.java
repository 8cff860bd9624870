package polyad.retrieval;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an index must know about itself before its vectors are read; {@code polyad.json} beside
 * Lucene's files.
 *
 * @param format version of this file
 * @param config the shape of the index
 * @param plan the plan of searches that give none
 */
record IndexMetadata(int format, IndexConfig config, @Nullable FunnelPlan plan) {
  static final String FILE = "polyad.json";
  private static final int FORMAT = 1;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  IndexMetadata(IndexConfig config, @Nullable FunnelPlan plan) {
    this(FORMAT, config, plan);
  }

  static IndexMetadata read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      throw new NoSuchFileException(
          file.toString(), null, "no nested vector index here; create one first");
    }
    IndexMetadata metadata;
    try {
      metadata = MAPPER.readValue(Files.readAllBytes(file), IndexMetadata.class);
    } catch (JacksonException e) {
      throw new IOException(file + ": not the metadata of an index: " + e.getOriginalMessage(), e);
    }
    if (metadata == null || metadata.format != FORMAT) {
      throw new IOException(
          file
              + ": format "
              + (metadata == null ? "none" : metadata.format)
              + ", expected "
              + FORMAT);
    }
    return metadata;
  }

  /** Writes to a temporary sibling, then renames: a crash leaves the old metadata or the new. */
  void write(Path folder) throws IOException {
    Path temporary = Files.createTempFile(folder, FILE, ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(MAPPER.writeValueAsBytes(this));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          temporary,
          folder.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
