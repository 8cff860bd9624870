package polyad.retrieval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a hit's fields must satisfy. Text is never equal to a number; a vector that lacks a field
 * satisfies only negations of what asks for it.
 */
public sealed interface Filter {
  /** The field has one of the values. */
  record In(String field, List<FieldValue> values) implements Filter {
    /** Copies. */
    public In {
      values = List.copyOf(values);
    }
  }

  /**
   * The field lies between bounds of one kind, of which one may be missing.
   *
   * @param low least value, null for none
   * @param lowIncluded whether it passes itself
   * @param high greatest value, null for none
   * @param highIncluded whether it passes itself
   */
  record Range(
      String field,
      @Nullable FieldValue low,
      boolean lowIncluded,
      @Nullable FieldValue high,
      boolean highIncluded)
      implements Filter {
    /** Checks that the bounds can be compared. */
    public Range {
      if (low == null && high == null) {
        throw new IllegalArgumentException("range of '" + field + "' has no bound");
      }
      boolean texts = low instanceof FieldValue.Text || high instanceof FieldValue.Text;
      boolean numbers = low instanceof FieldValue.Numeric || high instanceof FieldValue.Numeric;
      if (texts && numbers) {
        throw new IllegalArgumentException("range of '" + field + "' mixes text and number");
      }
    }
  }

  /** The field is a text that has this part. */
  record Contains(String field, String part) implements Filter {}

  /** All of them. */
  record And(List<Filter> parts) implements Filter {
    /** Copies. */
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** One of them at least. */
  record Or(List<Filter> parts) implements Filter {
    /** Copies. */
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /** The opposite. */
  record Not(Filter part) implements Filter {}

  /** Lets everything pass. */
  static Filter all() {
    return new And(List.of());
  }

  /** The field has the value. */
  static Filter equal(String field, FieldValue value) {
    return new In(field, List.of(value));
  }

  /** The field is this text. */
  static Filter equal(String field, String value) {
    return equal(field, new FieldValue.Text(value));
  }

  /** Both. */
  default Filter and(Filter other) {
    return equals(all()) ? other : new And(List.of(this, other));
  }
}
