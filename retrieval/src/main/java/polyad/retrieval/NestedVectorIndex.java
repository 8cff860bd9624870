package polyad.retrieval;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * Nested embeddings on disk, searched by funnel: an HNSW graph over a short prefix finds the
 * shortlist, the whole vectors reorder it.
 *
 * <p>Added and deleted vectors are seen by searches after {@link #refresh} or {@link #commit}; they
 * survive a crash after {@link #commit}. Safe for use by several threads. One process at a time may
 * have an index open.
 */
public final class NestedVectorIndex implements AutoCloseable {
  private static final int DEFAULT_SHORTLIST = 200;

  private final Path folder;
  private final IndexConfig config;
  private final IndexStore store;
  private final @Nullable String space;
  private volatile @Nullable FunnelPlan stored;

  private NestedVectorIndex(Path folder, IndexMetadata metadata) throws IOException {
    this.folder = folder;
    this.config = metadata.config();
    this.stored = metadata.plan();
    this.space = metadata.space();
    this.store =
        IndexStore.open(
            folder, new GraphOptions(config.maxConn(), config.beamWidth(), config.deterministic()));
  }

  /**
   * Creates an empty index.
   *
   * @throws FileAlreadyExistsException when the folder already holds an index
   */
  public static NestedVectorIndex create(Path folder, IndexConfig config) throws IOException {
    return create(folder, config, null);
  }

  /**
   * Creates an empty index of vectors whose numbers mean something only together with something
   * else, such as a set of anchors.
   *
   * @param space a name of that, such as a hash; null for none
   * @throws FileAlreadyExistsException when the folder already holds an index
   */
  public static NestedVectorIndex create(Path folder, IndexConfig config, @Nullable String space)
      throws IOException {
    IndexStore.createFolder(folder);
    IndexMetadata metadata = new IndexMetadata(config, null, space);
    metadata.write(folder);
    NestedVectorIndex index = new NestedVectorIndex(folder, metadata);
    index.store.commit();
    return index;
  }

  /**
   * Opens an index.
   *
   * @throws java.nio.file.NoSuchFileException when there is none
   * @throws IOException when its metadata are damaged or it is open elsewhere
   */
  public static NestedVectorIndex open(Path folder) throws IOException {
    return new NestedVectorIndex(folder, IndexMetadata.read(folder));
  }

  /**
   * Opens an index that must have been written with the given nesting.
   *
   * @throws IOException when it was written with another
   */
  public static NestedVectorIndex open(Path folder, int... nesting) throws IOException {
    IndexMetadata metadata = IndexMetadata.read(folder);
    if (!Arrays.equals(nesting, metadata.config().nesting())) {
      throw new IOException(
          "%s: the index was written with nesting %s, expected %s"
              .formatted(
                  folder, Arrays.toString(metadata.config().nesting()), Arrays.toString(nesting)));
    }
    return new NestedVectorIndex(folder, metadata);
  }

  /** What the vectors are coordinates of, as given when the index was created. */
  public Optional<String> space() {
    return Optional.ofNullable(space);
  }

  /** The shape of the index. */
  public IndexConfig config() {
    return config;
  }

  /**
   * Adds a vector, or replaces the one of the same id.
   *
   * @param id unique key
   * @param vector {@code [d]}, finite; no nested prefix may be all zero
   * @param fields values to store and to filter by
   * @throws IllegalArgumentException naming the id when the vector is not such
   */
  public void add(String id, float[] vector, Map<String, String> fields) throws IOException {
    add(new Entry(id, vector, Payload.texts(fields), null));
  }

  /**
   * Adds an entry, or replaces the one of the same id.
   *
   * @throws IllegalArgumentException naming the id when the vector is not as an entry's must be
   */
  public void add(Entry entry) throws IOException {
    store
        .writer()
        .updateDocument(IndexStore.key(entry.id()), NestedVectors.document(entry, config));
  }

  /** Deletes the vector of this id, if there is one. */
  public void delete(String id) throws IOException {
    store.writer().deleteDocuments(IndexStore.key(id));
  }

  /** Deletes what satisfies the filter. */
  public void delete(Filter filter) throws IOException {
    Query query = FilterQueries.of(filter);
    if (query == null) {
      store.writer().deleteAll();
    } else {
      store.writer().deleteDocuments(query);
    }
  }

  /** Lets searches see what was added and deleted. */
  public void refresh() throws IOException {
    store.refresh();
  }

  /** Makes what was added and deleted durable, and visible to searches. */
  public void commit() throws IOException {
    store.commit();
  }

  /** Merges everything into one segment, hence one graph, and commits. */
  public void optimize() throws IOException {
    store.optimize();
  }

  /** The number of vectors that searches see. */
  public int size() throws IOException {
    return store.size();
  }

  /** The number of segments that searches walk, each with a graph of its own. */
  public int segments() throws IOException {
    return store.search(searcher -> searcher.getIndexReader().leaves().size());
  }

  /** The plan that {@link #plan} stored. */
  public Optional<FunnelPlan> plan() {
    return Optional.ofNullable(stored);
  }

  /**
   * The k nearest by the stored plan; without one, by a shortlist of 200 at the shortest searchable
   * prefix, reordered at the whole length.
   */
  public List<Hit> search(float[] query, int k) throws IOException {
    return search(query, k, SearchOptions.DEFAULT);
  }

  /** The k nearest by the same plan, with options. */
  public List<Hit> search(float[] query, int k, SearchOptions options) throws IOException {
    FunnelPlan plan = stored;
    return search(query, k, plan != null && plan.results() >= k ? plan : defaultPlan(k), options);
  }

  private FunnelPlan defaultPlan(int k) {
    return direct(config.searchable()[0], Math.max(k, DEFAULT_SHORTLIST));
  }

  /** The k nearest by graph, without a filter; see the long form. */
  public List<Hit> search(float[] query, int k, FunnelPlan plan) throws IOException {
    return search(query, k, plan, SearchOptions.DEFAULT);
  }

  /**
   * The k nearest, best first; fewer when the index, or what passes the filter, has fewer. A
   * shortlist longer than the index takes all of it.
   *
   * @param query {@code [d]}
   * @param k at most the plan's last shortlist size
   * @throws IllegalArgumentException when the query is not finite, has a zero prefix or another
   *     dimension, or the plan uses prefixes that the index does not have
   */
  public List<Hit> search(float[] query, int k, FunnelPlan plan, SearchOptions options)
      throws IOException {
    plan.requireResults(k);
    config.requirePlan(plan, options.exact());
    FunnelQuery checked = new FunnelQuery(query, config);
    return store.search(
        searcher ->
            IndexStore.hits(
                searcher, funnel(searcher, checked, plan, options).first(k), options.vectors()));
  }

  private Candidates funnel(
      IndexSearcher searcher, FunnelQuery query, FunnelPlan plan, SearchOptions options)
      throws IOException {
    if (searcher.getIndexReader().numDocs() == 0) {
      return new Candidates(new int[0], new double[0]);
    }
    Shortlister shortlister = new Shortlister(searcher, config, options.filter());
    Candidates shortlist =
        options.exact() ? shortlister.byScan(query, plan) : shortlister.byGraph(query, plan);
    return new Reranker(searcher.getIndexReader(), config, query, plan).rerank(shortlist);
  }

  /** Chooses a plan for the 10 nearest; see {@link #plan(float[][], int)}. */
  public FunnelPlan plan(float[][] validationQueries) throws IOException {
    return plan(validationQueries, 10);
  }

  /**
   * Chooses a plan from validation queries and stores it in the index: the smallest searchable
   * prefix whose shortlist holds 99 % of the k nearest at the whole length. The shortlist starts at
   * 200 and doubles until some prefix reaches that. Stages in between, halving the list, are used
   * when they keep 99 % too.
   *
   * @param validationQueries {@code [Q][d]}, at least one
   */
  public FunnelPlan plan(float[][] validationQueries, int k) throws IOException {
    if (validationQueries.length == 0 || k < 1 || size() == 0) {
      throw new IllegalArgumentException(
          "plan: needs validation queries, k >= 1 and a filled index; got %d queries, k = %d, %d vectors"
              .formatted(validationQueries.length, k, size()));
    }
    FunnelPlan chosen = new FunnelPlanner(this, validationQueries, k).choose();
    new IndexMetadata(config, chosen, space).write(folder);
    stored = chosen;
    return chosen;
  }

  /** A shortlist reordered at the whole length; without stages when it is found at that length. */
  FunnelPlan direct(int retrievalDim, int shortlist) {
    return retrievalDim == config.dimension()
        ? FunnelPlan.single(retrievalDim, shortlist)
        : FunnelPlan.adaptive(retrievalDim, shortlist, config.dimension());
  }

  /** Commits and closes. */
  @Override
  public void close() throws IOException {
    store.close();
  }
}
