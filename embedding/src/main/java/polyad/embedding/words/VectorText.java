package polyad.embedding.words;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import polyad.data.AtomicFile;
import polyad.data.FormatException;
import polyad.data.TextFiles;

/** Text formats: word2vec's and fastText's with a head, GloVe's without. */
final class VectorText {
  private static final Pattern BLANK = Pattern.compile("[ \t]+");
  private static final String LINE = "a word and %d numbers";

  private VectorText() {}

  static WordVectors read(Path file, boolean head) throws IOException {
    Parser parser = new Parser(file, head);
    try {
      TextFiles.forEach(file, parser::line);
    } catch (Wrong e) {
      throw e.format;
    }
    return parser.vectors();
  }

  /** Carries a checked exception out of the line consumer. */
  private static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final FormatException format;

    Wrong(FormatException format) {
      super(format);
      this.format = format;
    }
  }

  private static final class Parser {
    private final Path file;
    private final boolean head;
    private long expected = -1;
    private int number;
    private @Nullable VectorRows rows;
    private int words;
    private float[] buffer = new float[0];

    Parser(Path file, boolean head) {
      this.file = file;
      this.head = head;
    }

    void line(String line) {
      number++;
      String text = line.stripTrailing();
      if (text.isEmpty()) {
        return;
      }
      try {
        if (rows == null) {
          rows = first(text);
          buffer = new float[rows.dim()];
          if (head) {
            return;
          }
        }
        row(text, rows);
      } catch (FormatException e) {
        throw new Wrong(e);
      }
    }

    private VectorRows first(String text) throws FormatException {
      String[] fields = BLANK.split(text, -1);
      if (!head) {
        if (fields.length < 2) {
          throw wrong("one field", "a word and its numbers");
        }
        return new VectorRows(file, fields.length - 1, 1 << 12);
      }
      try {
        if (fields.length == 2) {
          expected = Long.parseLong(fields[0]);
          int dim = Integer.parseInt(fields[1]);
          if (expected >= 0 && dim >= 1) {
            return new VectorRows(file, dim, (int) Math.min(expected, 1 << 20));
          }
        }
      } catch (NumberFormatException e) {
        // told below
      }
      throw wrong(
          fields.length + " fields",
          "two numbers, of words and of numbers a word, as the first line");
    }

    private void row(String text, VectorRows known) throws FormatException {
      String[] fields = BLANK.split(text, -1);
      int dim = known.dim();
      if (fields.length < dim + 1) {
        throw wrong((fields.length - 1) + " numbers", LINE.formatted(dim));
      }
      int first = fields.length - dim; // a word may hold blanks
      for (int k = 0; k < dim; k++) {
        try {
          buffer[k] = Float.parseFloat(fields[first + k]);
        } catch (NumberFormatException e) {
          throw wrong("'" + fields[first + k] + "' as number " + (k + 1), LINE.formatted(dim));
        }
      }
      String word = String.join(" ", Arrays.asList(fields).subList(0, first));
      known.add(word, buffer, "line " + number);
      words++;
    }

    private FormatException wrong(String found, String wanted) {
      return new FormatException(file, "line " + number, found, wanted);
    }

    WordVectors vectors() throws FormatException {
      if (rows == null) {
        throw new FormatException(file, "", "an empty file", "words and their vectors");
      }
      if (expected >= 0 && words != expected) {
        throw new FormatException(file, "end", words + " words", expected + " as the head says");
      }
      return rows.vectors();
    }
  }

  static void write(WordVectors vectors, Path file, boolean head) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          if (head) {
            text.write(vectors.size() + " " + vectors.dim() + "\n");
          }
          for (int i = 0; i < vectors.size(); i++) {
            text.write(vectors.vocabulary().word(i));
            for (float value : vectors.vector(i)) {
              text.write(' ');
              text.write(Float.toString(value));
            }
            text.write('\n');
          }
          text.flush();
        });
  }
}
