package polyad.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens files: unpacks {@code .gz}, speaks clearly of failures. */
public final class FileInput {
  private static final int BUFFER = 1 << 16;

  private FileInput() {}

  static boolean isGzip(Path file) {
    return name(file).endsWith(".gz");
  }

  /** The file's name in lower case. */
  static String name(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  /** The file's name in lower case without {@code .gz}. */
  static String unpackedName(Path file) {
    String name = name(file);
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }

  /**
   * The unpacked content.
   *
   * @throws FormatException when the path is a folder or the head of a {@code .gz} file is damaged
   */
  public static InputStream open(Path file) throws IOException {
    requireFile(file);
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    if (!isGzip(file)) {
      return raw;
    }
    try {
      return new GZIPInputStream(raw, BUFFER);
    } catch (ZipException | EOFException e) {
      raw.close();
      throw broken(file, e);
    }
  }

  static BufferedReader reader(Path file, Charset charset) throws IOException {
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    return new BufferedReader(new InputStreamReader(open(file), decoder), BUFFER);
  }

  static byte[] bytes(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return in.readAllBytes();
    } catch (ZipException | EOFException e) {
      throw broken(file, e);
    }
  }

  /** Turns what the streams throw on damaged content into an exception that names the file. */
  static IOException named(Path file, Charset charset, IOException e) {
    return switch (e) {
      case CharacterCodingException c ->
          new FormatException(
              file, malformedAt(file, charset), "bytes that are not " + charset, charset + " text");
      case ZipException z -> broken(file, z);
      case EOFException z -> broken(file, z);
      default -> e;
    };
  }

  /** Where the first bytes are that do not decode, counted in the unpacked content. */
  private static String malformedAt(Path file, Charset charset) {
    CharsetDecoder decoder = charset.newDecoder();
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    CharBuffer characters = CharBuffer.allocate(BUFFER);
    long before = 0;
    try (InputStream in = open(file)) {
      while (true) {
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        bytes.position(bytes.position() + Math.max(read, 0)).flip();
        CoderResult result = decoder.decode(bytes, characters.clear(), read < 0);
        if (result.isError() || read < 0) {
          return "byte " + (before + bytes.position());
        }
        before += bytes.position();
        bytes.compact();
      }
    } catch (IOException e) {
      return "";
    }
  }

  private static FormatException broken(Path file, IOException cause) {
    var exception =
        new FormatException(file, "", "a damaged or truncated gzip stream", "a complete gzip file");
    exception.initCause(cause);
    return exception;
  }

  private static void requireFile(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "no such file");
    }
    if (Files.isDirectory(file)) {
      throw new FormatException(file, "", "a folder", "a file");
    }
  }
}
