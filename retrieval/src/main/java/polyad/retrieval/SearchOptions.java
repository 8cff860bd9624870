package polyad.retrieval;

import java.util.HashMap;
import java.util.Map;

/**
 * How a search runs.
 *
 * @param filter fields and the values that a hit must have; obeyed while the graph is walked, not
 *     after
 * @param exact whether the shortlist comes from a scan of all vectors instead of the graph
 */
public record SearchOptions(Map<String, String> filter, boolean exact) {

  /** By graph, no filter. */
  public static final SearchOptions DEFAULT = new SearchOptions(Map.of(), false);

  /** By scan, no filter. */
  public static final SearchOptions EXACT = new SearchOptions(Map.of(), true);

  /** Copies the filter. */
  public SearchOptions {
    filter = Map.copyOf(filter);
  }

  /** The same with one more condition. */
  public SearchOptions where(String field, String value) {
    Map<String, String> more = new HashMap<>(filter);
    more.put(field, value);
    return new SearchOptions(more, exact);
  }
}
