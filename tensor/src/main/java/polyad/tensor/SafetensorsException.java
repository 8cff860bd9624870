package polyad.tensor;

/** A malformed safetensors file: the message names file, byte offset, found and expected. */
public final class SafetensorsException extends MalformedFileException {
  private static final long serialVersionUID = 1;

  SafetensorsException(String file, long byteOffset, String found, String expected) {
    super(file, byteOffset, found, expected);
  }
}
