package polyad.tensor;

/** A malformed npy or npz file: the message names file, byte offset, found and expected. */
public final class NpyException extends MalformedFileException {
  private static final long serialVersionUID = 1;

  NpyException(String file, long byteOffset, String found, String expected) {
    super(file, byteOffset, found, expected);
  }
}
