package polyad.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GenTen's text files: {@code sptensor} lists cells, {@code tensor} every value. */
final class GenTenFile {
  private final Path file;
  private final List<String> lines;
  private int line;

  private GenTenFile(Path file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  static SparseTensorFile.Parsed read(Path file, SparseTensorOptions options) throws IOException {
    return new GenTenFile(file, TextFiles.lines(file)).parse(options);
  }

  private SparseTensorFile.Parsed parse(SparseTensorOptions options) throws FormatException {
    String kind = next("sptensor or tensor");
    if (!kind.equals("sptensor") && !kind.equals("tensor")) {
      throw new FormatException(
          file, "line " + line, FormatException.quote(kind), "sptensor or tensor");
    }
    int order = number(next("the order"), "the order, 2 or more", 2);
    String[] words = next("the dims").split("\\s+", -1);
    int[] dims = new int[words.length];
    for (int k = 0; k < dims.length; k++) {
      dims[k] = number(words[k], "an extent, 1 or more", 1);
    }
    if (dims.length != order) {
      throw new FormatException(file, "line " + line, dims.length + " dims", order + " dims");
    }
    return kind.equals("tensor") ? dense(dims) : sparse(dims, Math.max(0, options.baseIndex()));
  }

  private SparseTensorFile.Parsed sparse(int[] dims, int base) throws FormatException {
    int count = number(next("the number of cells"), "the number of cells, 1 or more", 1);
    CellLines cells = new CellLines(file, base);
    while (line < lines.size()) {
      cells.accept(lines.get(line), ++line);
    }
    SparseTensor tensor;
    try {
      tensor = SparseTensor.of(dims, cells.indexes(), cells.values());
    } catch (IllegalArgumentException e) {
      throw new FormatException(
          file, "", String.valueOf(e.getMessage()), "cells inside " + Arrays.toString(dims));
    }
    requireCount(tensor.nnz(), count);
    return new SparseTensorFile.Parsed(SparseTensorFile.numbered(tensor, base), cells.lines());
  }

  private SparseTensorFile.Parsed dense(int[] dims) throws FormatException {
    int size = Arrays.stream(dims).reduce(1, Math::multiplyExact);
    double[] values = new double[size];
    int[] position = new int[dims.length];
    int count = 0;
    for (String text = take(); text != null; text = take()) {
      for (String word : text.split("\\s+", -1)) {
        if (count == size) {
          throw new FormatException(file, "line " + line, "more values", size + " values");
        }
        values[rowMajor(dims, position)] = value(word);
        count++;
        advance(dims, position);
      }
    }
    requireCount(count, size);
    SparseTensor tensor = SparseTensor.ofDense(dims, values);
    return new SparseTensorFile.Parsed(
        SparseTensorFile.numbered(tensor, 0), new int[tensor.nnz()]); // no position occurs twice
  }

  private double value(String word) throws FormatException {
    double value = CsvTable.parse(word);
    if (Double.isNaN(value) && !word.equalsIgnoreCase("nan")) {
      throw new FormatException(
          file, "line " + line, FormatException.quote(word), "a number, or nan where missing");
    }
    return value;
  }

  private static int rowMajor(int[] dims, int[] position) {
    int target = 0;
    for (int k = 0; k < dims.length; k++) {
      target = target * dims[k] + position[k];
    }
    return target;
  }

  private static void advance(int[] dims, int[] position) {
    for (int k = 0; k < dims.length && ++position[k] == dims[k]; k++) {
      position[k] = 0;
    }
  }

  private void requireCount(int found, int expected) throws FormatException {
    if (found != expected) {
      throw new FormatException(
          file, "the end", found + " values", expected + " as the header says");
    }
  }

  private int number(String word, String expected, int least) throws FormatException {
    int value = CellLines.wholeNumber(word);
    if (value < least) {
      throw new FormatException(file, "line " + line, FormatException.quote(word), expected);
    }
    return value;
  }

  private String next(String expected) throws FormatException {
    String text = take();
    if (text == null) {
      throw new FormatException(file, "line " + (line + 1), "the end of the file", expected);
    }
    return text;
  }

  private @Nullable String take() {
    while (line < lines.size()) {
      String text = lines.get(line++).strip();
      if (!text.isEmpty() && text.charAt(0) != '#') {
        return text;
      }
    }
    return null;
  }
}
