package polyad.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import polyad.catalog.UsageException;

/** Cuts a text into the tokens of a vocabulary. Safe for use by several threads. */
public sealed interface Tokenizer extends AutoCloseable permits WordPiece, TokenizerJson {
  /**
   * The tokens of one text.
   *
   * @param ids with the special tokens that the model wants around them
   * @param truncated whether tokens were left out
   */
  record Tokens(int[] ids, boolean truncated) {}

  /**
   * Encodes.
   *
   * @param maxLength the most tokens to return, special ones included; 2 or more
   */
  Tokens encode(String text, int maxLength);

  /**
   * Writes the files from which this tokenizer is read again, {@code tokenizer.json} among them.
   */
  void save(Path folder) throws IOException;

  @Override
  void close();

  /**
   * Reads a model's tokenizer: {@code vocab.txt} as {@link WordPiece}, else {@code tokenizer.json}.
   *
   * @throws UsageException when the folder has neither
   */
  static Tokenizer load(Path folder) throws IOException {
    if (Files.isRegularFile(folder.resolve(WordPiece.VOCABULARY))) {
      return WordPiece.load(folder);
    }
    Path json = folder.resolve(TokenizerJson.FILE);
    if (Files.isRegularFile(json)) {
      return TokenizerJson.load(json);
    }
    throw new UsageException(
        "%s has no tokenizer: found neither %s nor %s"
            .formatted(folder, WordPiece.VOCABULARY, TokenizerJson.FILE));
  }
}
