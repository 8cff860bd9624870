package polyad.retrieval;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A vector and what is kept with it.
 *
 * @param id unique key
 * @param vector {@code [d]}, finite; no nested prefix may be all zero
 * @param values to report and to filter by
 * @param content text of any length that is only reported, such as what was embedded; null for none
 */
public record Entry(
    String id, float[] vector, Map<String, FieldValue> values, @Nullable String content) {
  /** Copies. */
  public Entry {
    vector = vector.clone();
    values = Map.copyOf(values);
  }

  @Override
  public float[] vector() {
    return vector.clone();
  }
}
