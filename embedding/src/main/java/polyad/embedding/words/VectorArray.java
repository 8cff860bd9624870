package polyad.embedding.words;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import polyad.data.FormatException;
import polyad.data.TextFiles;
import polyad.tensor.NpyFile;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/** A NumPy matrix and a list of words beside it. */
final class VectorArray {
  private VectorArray() {}

  static WordVectors read(Path file) throws IOException {
    NpyFile.FloatMatrix matrix = NpyFile.readFloats(file);
    Path list = list(file);
    List<String> words = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    int number = 0;
    for (String line : TextFiles.lines(list)) {
      number++;
      int blank = line.lastIndexOf(' ');
      try {
        counts.add(Long.parseLong(line.substring(blank + 1)));
        words.add(line.substring(0, Math.max(0, blank)));
      } catch (NumberFormatException e) {
        throw new FormatException(list, "line " + number, "'" + line + "'", "a word and its count");
      }
    }
    if (words.size() != matrix.rows()) {
      throw new FormatException(
          list, "", words.size() + " words", matrix.rows() + ", the rows of " + file);
    }
    return WordVectors.of(
        new Vocabulary(words, counts.stream().mapToLong(Long::longValue).toArray()),
        matrix.data(),
        matrix.cols());
  }

  static void write(WordVectors vectors, Path file) throws IOException {
    try (var _ = TensorScope.open()) {
      Tensor matrix = vectors.matrix();
      TensorFiles.writeNpy(file, matrix);
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      lines.add(vectors.vocabulary().word(i) + " " + vectors.vocabulary().count(i));
    }
    TextFiles.write(list(file), lines);
  }

  private static Path list(Path file) {
    return file.resolveSibling(file.getFileName() + ".vocab");
  }
}
