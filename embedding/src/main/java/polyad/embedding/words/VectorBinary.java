package polyad.embedding.words;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import polyad.data.AtomicFile;
import polyad.data.FileInput;
import polyad.data.FormatException;

/** word2vec's binary format. */
final class VectorBinary {
  private static final int LONGEST_WORD = 1 << 16;
  private static final int LARGEST_DIM = 1 << 16;

  private VectorBinary() {}

  static WordVectors read(Path file) throws IOException {
    try (InputStream in = FileInput.open(file)) {
      return new Reader(file, in).read();
    }
  }

  private static final class Reader {
    private final Path file;
    private final InputStream in;
    private long offset;

    Reader(Path file, InputStream in) {
      this.file = file;
      this.in = in;
    }

    WordVectors read() throws IOException {
      String head = token('\n', "a first line with the numbers of words and dimensions");
      long words;
      int dim;
      try {
        String[] sizes = head.strip().split(" ", -1);
        words = Long.parseLong(sizes[0]);
        dim = Integer.parseInt(sizes[1]);
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw wrong(0, "'" + head + "'", "the numbers of words and dimensions");
      }
      if (words < 1 || dim < 1 || dim > LARGEST_DIM) {
        throw wrong(0, "'" + head + "'", "a word or more, 1 to " + LARGEST_DIM + " dimensions");
      }
      VectorRows rows = new VectorRows(file, dim, (int) Math.min(words, 1 << 20));
      float[] vector = new float[dim];
      for (long w = 0; w < words; w++) {
        String wanted = "word %d of %d".formatted(w + 1, words);
        String word = token(' ', wanted).strip(); // a line end may stand before a word
        long at = offset;
        byte[] bytes = in.readNBytes(Float.BYTES * dim);
        offset += bytes.length;
        if (bytes.length < Float.BYTES * dim) {
          throw wrong(at, bytes.length + " bytes", 4 * dim + " of the vector of '" + word + "'");
        }
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        rows.add(word, vector, "byte " + at);
      }
      return rows.vectors();
    }

    private String token(char end, String wanted) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      long start = offset;
      for (int b = in.read(); b != end; b = in.read()) {
        if (b < 0) {
          throw wrong(start, "the end of the file", wanted);
        }
        if (bytes.size() == LONGEST_WORD) {
          throw wrong(start, "no end in " + LONGEST_WORD + " bytes", wanted);
        }
        bytes.write(b);
        offset++;
      }
      offset++;
      return bytes.toString(StandardCharsets.UTF_8);
    }

    private FormatException wrong(long at, String found, String wanted) {
      return new FormatException(file, "byte " + at, found, wanted);
    }
  }

  static void write(WordVectors vectors, Path file) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          out.write(utf8(vectors.size() + " " + vectors.dim() + "\n"));
          ByteBuffer bytes =
              ByteBuffer.allocate(Float.BYTES * vectors.dim()).order(ByteOrder.LITTLE_ENDIAN);
          for (int i = 0; i < vectors.size(); i++) {
            out.write(utf8(vectors.vocabulary().word(i) + " "));
            bytes.asFloatBuffer().put(vectors.vector(i));
            out.write(bytes.array());
            out.write('\n');
          }
        });
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
