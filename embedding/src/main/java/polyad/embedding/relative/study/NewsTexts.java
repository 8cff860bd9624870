package polyad.embedding.relative.study;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import polyad.data.FormatException;

/** The paragraphs of 20 Newsgroups, without headers: words in lower case and numbers. */
final class NewsTexts {
  private static final int BLOCK = 512; // bytes of a tar header, and what files are padded to
  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int TYPE_AT = 156;
  private static final int SHORTEST = 4; // words of a paragraph
  private static final Pattern PARAGRAPH = Pattern.compile("\n\\s*\n");
  private static final Pattern APART = Pattern.compile("[^a-z0-9]+");

  private NewsTexts() {}

  /**
   * Paragraphs of the archive's files in order, until there are as many words.
   *
   * @param archive {@code .tar.gz}
   * @throws IOException when it is not such
   */
  static List<String> read(Path archive, long words) throws IOException {
    List<String> paragraphs = new ArrayList<>();
    long left = words;
    try (InputStream in =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
      byte[] header = new byte[BLOCK];
      while (left > 0 && in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
        int size = size(archive, header);
        byte[] content = in.readNBytes(size);
        if (content.length < size) {
          throw new EOFException(archive + ": ends within a file");
        }
        in.skipNBytes(Math.floorMod(-size, BLOCK));
        if (header[TYPE_AT] == '0' || header[TYPE_AT] == 0) {
          left -= add(new String(content, StandardCharsets.ISO_8859_1), paragraphs);
        }
      }
    }
    return paragraphs;
  }

  private static int size(Path archive, byte[] header) throws FormatException {
    String octal =
        new String(header, SIZE_AT, SIZE_LENGTH, StandardCharsets.ISO_8859_1)
            .replace('\0', ' ')
            .strip();
    try {
      return Integer.parseInt(octal, 8);
    } catch (NumberFormatException e) {
      throw new FormatException(archive, "tar header", octal, "an octal size");
    }
  }

  /** The number of words added. */
  private static long add(String message, List<String> to) {
    int body = message.indexOf("\n\n");
    long words = 0;
    String text = message.substring(Math.max(0, body)).toLowerCase(Locale.ROOT);
    for (String paragraph : PARAGRAPH.split(text, -1)) {
      String plain = APART.matcher(paragraph).replaceAll(" ").strip();
      int count = plain.split(" ", -1).length;
      if (count >= SHORTEST) {
        to.add(plain);
        words += count;
      }
    }
    return words;
  }
}
