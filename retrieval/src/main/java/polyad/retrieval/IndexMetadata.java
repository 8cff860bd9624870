package polyad.retrieval;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an index must know about itself before its vectors are read; {@code polyad.json} beside
 * Lucene's files.
 *
 * @param format version of this file
 * @param config the shape of the index
 * @param plan the plan of searches that give none
 * @param space what the vectors are coordinates of, where other vectors of the length would not fit
 */
record IndexMetadata(
    int format, IndexConfig config, @Nullable FunnelPlan plan, @Nullable String space) {
  static final String FILE = "polyad.json";
  private static final int FORMAT = 1;

  IndexMetadata(IndexConfig config, @Nullable FunnelPlan plan, @Nullable String space) {
    this(FORMAT, config, plan, space);
  }

  static IndexMetadata read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    IndexMetadata metadata =
        MetadataFile.read(
            file, IndexMetadata.class, "no nested vector index here; create one first");
    if (metadata.format != FORMAT) {
      throw new IOException(file + ": format " + metadata.format + ", expected " + FORMAT);
    }
    return metadata;
  }

  void write(Path folder) throws IOException {
    MetadataFile.write(folder.resolve(FILE), this);
  }
}
