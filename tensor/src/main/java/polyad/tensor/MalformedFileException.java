package polyad.tensor;

import java.io.IOException;

/** A malformed file: what was found at which byte of it, and what was expected there. */
abstract sealed class MalformedFileException extends IOException
    permits SafetensorsException, NpyException, PytorchException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final long byteOffset;
  private final String found;
  private final String expected;

  MalformedFileException(String file, long byteOffset, String found, String expected) {
    super(file + ": at byte " + byteOffset + ": found " + found + ", expected " + expected);
    this.file = file;
    this.byteOffset = byteOffset;
    this.found = found;
    this.expected = expected;
  }

  /** The file's name; for an archive's entry, {@code archive!entry}. */
  public final String file() {
    return file;
  }

  /** Where the problem was found, in bytes from the start of the file or entry. */
  public final long byteOffset() {
    return byteOffset;
  }

  /** What the file holds there. */
  public final String found() {
    return found;
  }

  /** What the format asks for there. */
  public final String expected() {
    return expected;
  }
}
