package polyad.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files, and of what is packed in them. */
final class Checksums {
  private Checksums() {}

  /**
   * Accepts the very file, or the same content packed otherwise or not at all.
   *
   * @throws ChecksumException when neither sum is right
   */
  static void verify(DataFile expected, Path file) throws IOException {
    boolean packed = FileInput.isGzip(file);
    String found;
    try (InputStream in = Files.newInputStream(file)) {
      found = sha256(in);
    }
    boolean unpackedByUser = expected.path().endsWith(".gz") && !packed;
    if (!unpackedByUser && found.equals(expected.sha256())) {
      return;
    }
    String content = expected.contentSha256().orElse("");
    if (content.isEmpty() || !content.equals(packed ? contentSum(file, found) : found)) {
      throw new ChecksumException(
          file, unpackedByUser && !content.isEmpty() ? content : expected.sha256(), found);
    }
  }

  private static String contentSum(Path file, String whenBroken) {
    try (InputStream in = FileInput.open(file)) {
      return sha256(in);
    } catch (IOException e) {
      return whenBroken; // a broken gzip stream is just another wrong file
    }
  }

  private static String sha256(InputStream in) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
