package polyad.embedding.words;

import java.io.IOException;
import java.nio.file.Path;

/** Files of word vectors that other programs read and write; {@code .gz} names are packed. */
public enum VectorFormat {
  /** word2vec's text, also fastText's {@code .vec}: a line with both sizes, then a word a line. */
  WORD2VEC_TEXT,
  /** word2vec's binary: the same head, then each word, a blank and little-endian float32. */
  WORD2VEC_BINARY,
  /** GloVe's text: as word2vec's without the head. */
  GLOVE,
  /**
   * NumPy's {@code .npy} with the words beside it in {@code .vocab}, a word and its count a line.
   */
  NPY;

  /** The format that a file's name says: .bin, .npy, .glove, else word2vec's text. */
  public static VectorFormat of(Path file) {
    String name = String.valueOf(file.getFileName());
    String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    if (plain.endsWith(".bin")) {
      return WORD2VEC_BINARY;
    }
    if (plain.endsWith(".npy")) {
      return NPY;
    }
    return plain.contains("glove") ? GLOVE : WORD2VEC_TEXT;
  }

  WordVectors read(Path file) throws IOException {
    return switch (this) {
      case WORD2VEC_TEXT -> VectorText.read(file, true);
      case GLOVE -> VectorText.read(file, false);
      case WORD2VEC_BINARY -> VectorBinary.read(file);
      case NPY -> VectorArray.read(file);
    };
  }

  void write(WordVectors vectors, Path file) throws IOException {
    switch (this) {
      case WORD2VEC_TEXT -> VectorText.write(vectors, file, true);
      case GLOVE -> VectorText.write(vectors, file, false);
      case WORD2VEC_BINARY -> VectorBinary.write(vectors, file);
      case NPY -> VectorArray.write(vectors, file);
    }
  }
}
