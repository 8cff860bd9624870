package polyad.retrieval;

/**
 * How a search runs.
 *
 * @param filter what a hit must satisfy; obeyed while the graph is walked, not after
 * @param exact whether the shortlist comes from a scan of all vectors instead of the graph
 * @param vectors whether hits bring their vectors
 */
public record SearchOptions(Filter filter, boolean exact, boolean vectors) {

  /** By graph, no filter. */
  public static final SearchOptions DEFAULT = new SearchOptions(Filter.all(), false, false);

  /** By scan, no filter. */
  public static final SearchOptions EXACT = new SearchOptions(Filter.all(), true, false);

  /** The same with one more condition: the field is this text. */
  public SearchOptions where(String field, String value) {
    return where(Filter.equal(field, value));
  }

  /** The same with one more condition. */
  public SearchOptions where(Filter condition) {
    return new SearchOptions(filter.and(condition), exact, vectors);
  }

  /** The same with hits that bring their vectors. */
  public SearchOptions withVectors() {
    return new SearchOptions(filter, exact, true);
  }
}
