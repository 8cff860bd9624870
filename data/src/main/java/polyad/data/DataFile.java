package polyad.data;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * One file of a data set.
 *
 * @param path where it lies in the set's folder, with forward slashes
 * @param bytes its size
 * @param sha256 its checksum, 64 hexadecimal digits
 * @param contentSha256 for a {@code .gz} file the checksum of what is packed in it, which does not
 *     depend on the packer
 * @param url where it can be downloaded as it is, or unpacked when it is a {@code .gz} and the
 *     address is not; empty when only the set's home page has it
 */
public record DataFile(
    String path, long bytes, String sha256, Optional<String> contentSha256, Optional<URI> url) {

  /** Whether this is a licence or a read-me, which no reader needs. */
  public boolean isDocumentation() {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return name.startsWith("license") || name.startsWith("readme");
  }

  /** The path without {@code .gz}. */
  String unpackedPath() {
    return path.endsWith(".gz") ? path.substring(0, path.length() - 3) : path;
  }
}
