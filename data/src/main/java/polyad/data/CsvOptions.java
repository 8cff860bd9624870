package polyad.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How a table file is written down.
 *
 * @param delimiter what separates cells
 * @param header whether the first row names the columns; without it they are named 0, 1, ...
 * @param charset the text encoding
 */
public record CsvOptions(char delimiter, boolean header, Charset charset) {

  /** Commas, a header row, UTF-8. */
  public static final CsvOptions DEFAULT = new CsvOptions(',', true, StandardCharsets.UTF_8);

  /** Tabs, a header row, UTF-8. */
  public static final CsvOptions TAB = DEFAULT.withDelimiter('\t');

  /** Checks the delimiter. */
  public CsvOptions {
    if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw new IllegalArgumentException("delimiter: a quote or line end cannot separate cells");
    }
  }

  /** The same with another delimiter. */
  public CsvOptions withDelimiter(char other) {
    return new CsvOptions(other, header, charset);
  }

  /** The same without a header row. */
  public CsvOptions withoutHeader() {
    return new CsvOptions(delimiter, false, charset);
  }

  /** The same with another encoding. */
  public CsvOptions withCharset(Charset other) {
    return new CsvOptions(delimiter, header, other);
  }
}
