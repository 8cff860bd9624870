package polyad.data;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file whose content is not what its format demands. The message names the file and the place.
 */
public final class FormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Longest piece of foreign content that a message quotes, in characters. */
  private static final int QUOTED = 60;

  /**
   * Makes the message {@code <file>, <where>: found <found>, expected <expected>}.
   *
   * @param where the line, column or byte offset, such as {@code line 12, column 'OT'}; may be
   *     empty
   * @param found what the file holds there
   * @param expected what the format demands there
   */
  public FormatException(Path file, String where, String found, String expected) {
    super(
        file
            + (where.isEmpty() ? "" : ", " + where)
            + ": found "
            + found
            + ", expected "
            + expected);
  }

  /** A piece of the file between quotes, shortened so that a message stays one readable line. */
  public static String quote(String content) {
    String line = content.replaceAll("\\s+", " ");
    return "'" + (line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "…") + "'";
  }
}
