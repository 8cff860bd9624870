package polyad.tensor;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads a text header byte by byte and knows the offset of every complaint. It never allocates in
 * proportion to a number that the header claims.
 *
 * @param <X> the exception of the format
 */
final class HeaderCursor<X extends IOException> {
  /** Makes the format's exception. */
  interface Fault<X> {
    X at(long offset, String found, String expected);
  }

  private final MemorySegment bytes;
  private final long end;
  private final Fault<X> fault;
  private final long[] sizes = new long[ArrayLayout.MAX_RANK];
  private final StringBuilder text = new StringBuilder();
  private long position;

  HeaderCursor(MemorySegment bytes, long start, long end, Fault<X> fault) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
    this.fault = fault;
  }

  long position() {
    return position;
  }

  /** The byte ahead, 0 to 255, or -1 at the end. */
  int peek() {
    return position < end ? Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, position)) : -1;
  }

  /** Takes the byte ahead, or returns -1 at the end. */
  int next() {
    int b = peek();
    if (b >= 0) {
      position++;
    }
    return b;
  }

  void skipSpace() {
    for (int b = peek(); b == ' ' || b == '\n' || b == '\r' || b == '\t'; b = peek()) {
      position++;
    }
  }

  /** Takes {@code c} when it is ahead, after space. */
  boolean take(char c) {
    skipSpace();
    boolean ahead = peek() == c;
    if (ahead) {
      position++;
    }
    return ahead;
  }

  /** Takes an ASCII word when it is ahead, after space. */
  boolean takeWord(String word) {
    skipSpace();
    if (end - position < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes.get(ValueLayout.JAVA_BYTE, position + i) != word.charAt(i)) {
        return false;
      }
    }
    position += word.length();
    return true;
  }

  void expect(char c, String expected) throws X {
    if (!take(c)) {
      throw fail(expected);
    }
  }

  void expectEnd(String expected) throws X {
    skipSpace();
    if (position < end) {
      throw fail(expected);
    }
  }

  /** Takes a decimal integer from 0 to 2^63 - 1. */
  long natural(String what) throws X {
    skipSpace();
    long start = position;
    if (!isDigit(peek())) {
      throw fail("a non-negative integer in " + what);
    }
    long value = 0;
    for (; isDigit(peek()); position++) {
      int digit = peek() - '0';
      if (value > (Long.MAX_VALUE - digit) / 10) {
        throw failAt(start, "a larger number", "at most 2^63 - 1 in " + what);
      }
      value = 10 * value + digit;
    }
    if (position - start > 1 && bytes.get(ValueLayout.JAVA_BYTE, start) == '0') {
      throw failAt(start, "a leading zero", "a decimal integer in " + what);
    }
    return value;
  }

  /** The scratch array for the sizes of one shape, reused by the next. */
  long[] sizes() {
    return sizes;
  }

  /** The scratch text, emptied, for one string, reused by the next. */
  StringBuilder emptyText() {
    text.setLength(0);
    return text;
  }

  /** A complaint about the byte ahead. */
  X fail(String expected) {
    return failAt(position, ahead(), expected);
  }

  X failAt(long offset, String found, String expected) {
    return fault.at(offset, found, expected);
  }

  private String ahead() {
    int b = peek();
    if (b < 0) {
      return "the end of the header";
    }
    return b > ' ' && b < 0x7f ? "'" + (char) b + "'" : String.format("byte 0x%02x", b);
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }
}
