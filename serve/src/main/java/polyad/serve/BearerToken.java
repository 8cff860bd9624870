package polyad.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The token that requests must bear. Digests are compared, in a time that says nothing of the
 * token.
 */
final class BearerToken {
  private static final String SCHEME = "Bearer ";
  private final byte @Nullable [] digest;

  BearerToken(@Nullable String token) {
    digest = token == null ? null : sha256(token);
  }

  /**
   * Checks the header {@code Authorization}.
   *
   * @throws ApiException with 401 when the token is missing or wrong
   */
  void check(String header) {
    if (digest == null) {
      return;
    }
    boolean scheme = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    String token = scheme ? header.substring(SCHEME.length()).strip() : "";
    if (!MessageDigest.isEqual(digest, sha256(token))) {
      throw ApiException.unauthorized();
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
