package polyad.tensor;

/** A malformed PyTorch checkpoint: the message names file, byte offset, found and expected. */
public final class PytorchException extends MalformedFileException {
  private static final long serialVersionUID = 1;

  PytorchException(String file, long byteOffset, String found, String expected) {
    super(file, byteOffset, found, expected);
  }
}
