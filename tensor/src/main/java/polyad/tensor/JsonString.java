package polyad.tensor;

import java.io.IOException;

/** JSON strings (RFC 8259, section 7) in strict UTF-8: reading and writing. */
final class JsonString {
  private static final int SHOWN = 60;

  private JsonString() {}

  /** Reads a string in quotes; {@code what} names it in complaints. */
  static <X extends IOException> String read(HeaderCursor<X> in, String what) throws X {
    if (!in.take('"')) {
      throw in.fail(what + " in double quotes");
    }
    StringBuilder text = in.emptyText();
    for (int b = in.peek(); b != '"'; b = in.peek()) {
      if (b < 0x20) {
        throw in.fail("more of " + what + " or its closing quote");
      }
      text.appendCodePoint(b == '\\' ? escape(in) : b < 0x80 ? in.next() : utf8(in));
    }
    in.next();
    return text.toString();
  }

  private static <X extends IOException> int utf8(HeaderCursor<X> in) throws X {
    long start = in.position();
    int lead = in.next();
    int more = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    int point = lead & (0x3f >> more);
    boolean valid = more > 0;
    for (int i = 0; i < more && valid; i++) {
      valid = (in.peek() & 0xc0) == 0x80;
      point = (point << 6) | (in.next() & 0x3f);
    }
    boolean overlong = (more == 2 && point < 0x800) || (more == 3 && point < 0x10000);
    if (!valid || overlong || point > Character.MAX_CODE_POINT || isSurrogate(point)) {
      throw in.failAt(start, String.format("byte 0x%02x", lead), "well-formed UTF-8");
    }
    return point;
  }

  private static <X extends IOException> int escape(HeaderCursor<X> in) throws X {
    in.next();
    int kind = in.peek();
    int point =
        switch (kind) {
          case '"', '\\', '/' -> kind;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> 'u';
          default -> throw in.fail("one of \" \\ / b f n r t u after a backslash");
        };
    in.next();
    return kind == 'u' ? unicodeEscape(in) : point;
  }

  private static <X extends IOException> int unicodeEscape(HeaderCursor<X> in) throws X {
    long start = in.position() - 2;
    int unit = hex4(in);
    if (!isSurrogate(unit)) {
      return unit;
    }
    if (Character.isHighSurrogate((char) unit) && in.peek() == '\\') {
      in.next();
      if (in.peek() == 'u') {
        in.next();
        int low = hex4(in);
        if (Character.isLowSurrogate((char) low)) {
          return Character.toCodePoint((char) unit, (char) low);
        }
      }
    }
    throw in.failAt(start, "half of a surrogate pair", "both halves");
  }

  private static <X extends IOException> int hex4(HeaderCursor<X> in) throws X {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int b = in.peek();
      int digit = b < 0x80 ? Character.digit(b, 16) : -1;
      if (digit < 0) {
        throw in.fail("four hexadecimal digits after \\u");
      }
      unit = (unit << 4) | digit;
      in.next();
    }
    return unit;
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  /**
   * Appends a string in quotes.
   *
   * @throws IllegalArgumentException if the text holds half of a surrogate pair
   */
  static void append(StringBuilder out, String text) {
    text.codePoints()
        .filter(JsonString::isSurrogate)
        .findAny()
        .ifPresent(
            point -> {
              throw new IllegalArgumentException(
                  "text holds half of a surrogate pair, U+" + Integer.toHexString(point));
            });
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      appendEscaped(out, text.charAt(i));
    }
    out.append('"');
  }

  private static void appendEscaped(StringBuilder out, char c) {
    if (c < 0x20) {
      out.append(String.format("\\u%04x", (int) c));
    } else {
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
  }

  /** A name from a file for a one-line message: in quotes, escaped, cut when long. */
  static String shown(String text) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < Math.min(text.length(), SHOWN); i++) {
      appendEscaped(out, text.charAt(i));
    }
    return out.append(text.length() > SHOWN ? "…\"" : "\"").toString();
  }
}
