package polyad.embedding.words;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * Words of raw Chinese text, simplified characters, by Lucene's smartcn: a hidden Markov model over
 * a dictionary. An instance belongs to one thread.
 */
public final class SmartChinese implements AutoCloseable {
  private final HMMChineseTokenizer tokenizer = new HMMChineseTokenizer();

  /** With smartcn's own dictionary. */
  public SmartChinese() {}

  /** The words of a line as they stand there; blanks end a word and are left out. */
  public List<String> words(String line) {
    List<String> words = new ArrayList<>();
    try {
      tokenizer.setReader(new StringReader(line));
      OffsetAttribute offsets = tokenizer.getAttribute(OffsetAttribute.class);
      tokenizer.reset();
      int at = 0;
      while (tokenizer.incrementToken()) {
        addBetween(line, at, offsets.startOffset(), words);
        words.add(line.substring(offsets.startOffset(), offsets.endOffset()));
        at = offsets.endOffset();
      }
      addBetween(line, at, line.length(), words);
      tokenizer.end();
      tokenizer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string cannot fail
    }
    return words;
  }

  /** What smartcn passes over: all but blanks are words, a character each. */
  private static void addBetween(String line, int from, int to, List<String> words) {
    line.substring(from, Math.max(from, to))
        .codePoints()
        .filter(c -> !Character.isWhitespace(c) && c != '\u3000')
        .forEach(c -> words.add(Character.toString(c)));
  }

  @Override
  public void close() {
    try {
      tokenizer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
