package polyad.bench;

import java.io.IOException;

/** The other side is not installed, so that there is nothing to compare with. */
final class MissingPeerException extends IOException {
  private static final long serialVersionUID = 1L;

  MissingPeerException(String message) {
    super(message);
  }
}
