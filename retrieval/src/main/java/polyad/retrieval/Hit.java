package polyad.retrieval;

import java.util.Map;

/**
 * A found vector.
 *
 * @param id its key
 * @param score the cosine with the query at the last stage's prefix, in [-1, 1]
 * @param fields what was stored with it
 */
public record Hit(String id, double score, Map<String, String> fields) {

  /** Copies the fields. */
  public Hit {
    fields = Map.copyOf(fields);
  }
}
