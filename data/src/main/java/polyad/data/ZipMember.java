package polyad.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Text files inside zip archives. */
public final class ZipMember {
  private ZipMember() {}

  /**
   * All lines of a member, without line ends.
   *
   * @param name the member's name, or the end of it behind a slash
   * @throws FormatException when the archive is damaged or has no such member
   */
  public static List<String> lines(Path archive, String name, Charset charset) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      ZipEntry entry =
          zip.stream()
              .filter(e -> e.getName().equals(name) || e.getName().endsWith("/" + name))
              .findFirst()
              .map(ZipEntry.class::cast)
              .orElseThrow(
                  () -> new FormatException(archive, "", "no such member", "a member " + name));
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(zip.getInputStream(entry), charset))) {
        return reader.lines().toList();
      }
    } catch (ZipException e) {
      var exception = new FormatException(archive, "", "a damaged archive", "a zip archive");
      exception.initCause(e);
      throw exception;
    }
  }
}
