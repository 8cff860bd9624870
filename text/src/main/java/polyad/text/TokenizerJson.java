package polyad.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import polyad.catalog.UsageException;

/**
 * A tokenizer of any kind from a {@code tokenizer.json}, by the library {@code tokenizers} of
 * Hugging Face. Its native part is unpacked from the jar on first use; nothing is downloaded.
 */
public final class TokenizerJson implements Tokenizer {
  /** The file's name in a model's folder. */
  public static final String FILE = "tokenizer.json";

  /** Which build of the native part DJL loads; the one for processors is in the jar. */
  private static final String BUILD = "RUST_FLAVOR";

  static {
    if (System.getenv(BUILD) == null && System.getProperty(BUILD) == null) {
      System.setProperty(BUILD, "cpu"); // else a machine with CUDA would download another
    }
  }

  private final byte[] source;
  private final HuggingFaceTokenizer tokenizer;

  private TokenizerJson(byte[] source, HuggingFaceTokenizer tokenizer) {
    this.source = source;
    this.tokenizer = tokenizer;
  }

  /**
   * Reads the file.
   *
   * @throws UsageException when it is not the description of a tokenizer
   */
  public static TokenizerJson load(Path file) throws IOException {
    byte[] source = Files.readAllBytes(file);
    try {
      return new TokenizerJson(
          source,
          HuggingFaceTokenizer.builder()
              .optTokenizerPath(file)
              .optTruncation(false)
              .optPadding(false)
              .build());
    } catch (RuntimeException e) { // the native part reports a malformed file so
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new UsageException(
          file + " is not a tokenizer: " + reason.lines().findFirst().orElse(""), e);
    }
  }

  @Override
  public Tokens encode(String text, int maxLength) {
    Encoding encoding = tokenizer.encode(text, true, false);
    long[] ids = encoding.getIds();
    if (ids.length <= maxLength) {
      return new Tokens(ints(ids, ids.length, 0), false);
    }
    int closing = closing(encoding.getSpecialTokenMask());
    return new Tokens(ints(ids, maxLength - closing, closing), true);
  }

  /** The number of special tokens at the end, which a cut keeps. */
  private static int closing(long[] special) {
    int closing = 0;
    while (closing < special.length && special[special.length - 1 - closing] == 1) {
      closing++;
    }
    return closing;
  }

  private static int[] ints(long[] ids, int first, int last) {
    int[] kept = new int[first + last];
    for (int i = 0; i < first; i++) {
      kept[i] = Math.toIntExact(ids[i]);
    }
    for (int i = 0; i < last; i++) {
      kept[first + i] = Math.toIntExact(ids[ids.length - last + i]);
    }
    return kept;
  }

  @Override
  public void save(Path folder) throws IOException {
    Files.write(folder.resolve(FILE), source);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
