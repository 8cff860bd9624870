package polyad.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads one table file and checks its shape; the cells stay text. */
final class CsvReader {
  private final Path file;
  private final CsvOptions options;
  private final List<String> header = new ArrayList<>();
  private final List<String[]> rows = new ArrayList<>();
  private final IntStream.Builder lines = IntStream.builder();

  private CsvReader(Path file, CsvOptions options) {
    this.file = file;
    this.options = options;
  }

  static CsvTable read(Path file, CsvOptions options) throws IOException {
    var reader = new CsvReader(file, options);
    reader.readAll();
    return new CsvTable(file, reader.header, reader.rows, reader.lines.build().toArray());
  }

  private void readAll() throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(options.delimiter())
            .setIgnoreEmptyLines(true)
            .get();
    long line = 0;
    try (BufferedReader text = FileInput.reader(file, options.charset());
        CSVParser parser = CSVParser.builder().setReader(text).setFormat(format).get()) {
      Iterator<CSVRecord> records = parser.iterator();
      while (records.hasNext()) {
        String[] cells = records.next().values();
        line = parser.getCurrentLineNumber();
        accept(cells, firstLine(cells, line));
      }
    } catch (CSVException | UncheckedIOException e) {
      throw failure(e, line);
    } catch (IOException e) {
      throw FileInput.named(file, options.charset(), e);
    }
    if (header.isEmpty()) {
      throw new FormatException(file, "line 1", "an empty file", "a table");
    }
  }

  private void accept(String[] cells, long line) throws FormatException {
    if (header.isEmpty()) {
      cells[0] = cells[0].startsWith("\uFEFF") ? cells[0].substring(1) : cells[0];
      takeHeader(cells, line);
      if (options.header()) {
        return;
      }
    }
    if (cells.length != header.size()) {
      throw new FormatException(
          file, "line " + line, cells.length + " cells", header.size() + " as in the first row");
    }
    rows.add(cells);
    lines.add((int) line);
  }

  private void takeHeader(String[] cells, long line) throws FormatException {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < cells.length; i++) {
      String name = options.header() ? cells[i].strip() : Integer.toString(i);
      if (!seen.add(name)) {
        throw new FormatException(
            file, "line " + line, "column name '" + name + "' twice", "different column names");
      }
      header.add(name);
    }
  }

  private IOException failure(Exception e, long line) {
    Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
    if (cause instanceof IOException io && !(cause instanceof CSVException)) {
      return FileInput.named(file, options.charset(), io);
    }
    var exception =
        new FormatException(
            file, "line " + (line + 1), "broken quoting", "cells quoted as in RFC 4180");
    exception.initCause(e);
    return exception;
  }

  private static long firstLine(String[] cells, long lastLine) {
    long breaks = 0;
    for (String cell : cells) {
      breaks += cell.chars().filter(c -> c == '\n').count();
    }
    return lastLine - breaks;
  }
}
