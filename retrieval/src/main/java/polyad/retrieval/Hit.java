package polyad.retrieval;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A found vector.
 *
 * @param id its key
 * @param score the cosine with the query at the last stage's prefix, in [-1, 1]
 * @param values what was stored with it to filter by
 * @param content the text that was stored with it; null when there is none
 * @param vector itself, when {@link SearchOptions#vectors} asks for it, else null
 */
public record Hit(
    String id,
    double score,
    Map<String, FieldValue> values,
    @Nullable String content,
    float @Nullable [] vector) {

  /** Copies the values. */
  public Hit {
    values = Map.copyOf(values);
  }

  /** The stored values as text. */
  public Map<String, String> fields() {
    return values.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> e.getValue().asText()));
  }
}
