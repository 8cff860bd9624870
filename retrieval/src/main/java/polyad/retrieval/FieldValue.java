package polyad.retrieval;

import java.math.BigDecimal;
import org.apache.lucene.util.UnicodeUtil;

/** A value that is stored with a vector and that a {@link Filter} compares. */
public sealed interface FieldValue {
  /** The value as text. */
  String asText();

  /**
   * Text, compared letter by letter.
   *
   * @param value at most {@value #LONGEST} bytes of UTF-8
   */
  record Text(String value) implements FieldValue {
    /** What Lucene takes as one term. */
    public static final int LONGEST = 32_766;

    /** Checks the length. */
    public Text {
      int bytes = UnicodeUtil.calcUTF16toUTF8Length(value, 0, value.length());
      if (bytes > LONGEST) {
        throw new IllegalArgumentException(
            "a field's text has %d bytes, allowed: %d; keep longer text as the content"
                .formatted(bytes, LONGEST));
      }
    }

    @Override
    public String asText() {
      return value;
    }
  }

  /** A number, compared by its size with numbers of either kind. */
  sealed interface Numeric extends FieldValue {
    /**
     * The number.
     *
     * @throws IllegalArgumentException when it is not finite
     */
    BigDecimal exact();
  }

  /** A whole number. */
  record Whole(long value) implements Numeric {
    @Override
    public String asText() {
      return Long.toString(value);
    }

    @Override
    public BigDecimal exact() {
      return BigDecimal.valueOf(value);
    }
  }

  /** A number with a fraction. */
  record Real(double value) implements Numeric {
    @Override
    public String asText() {
      return Double.toString(value);
    }

    @Override
    public BigDecimal exact() {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a filter compares with " + value);
      }
      return new BigDecimal(value);
    }
  }
}
