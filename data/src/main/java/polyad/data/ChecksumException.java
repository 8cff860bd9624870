package polyad.data;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is not the one the catalogue describes. */
public final class ChecksumException extends IOException {
  private static final long serialVersionUID = 1L;

  ChecksumException(Path file, String expected, String found) {
    super(file + ": SHA-256 is " + found + ", expected " + expected);
  }
}
