package polyad.retrieval;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * Vectors of several model generations in one index, so that a new encoder is put to work without
 * embedding the old documents again. The first D_s coordinates of a newer vector live in the space
 * of generation s.
 *
 * <p>A document embedded by generation s has the fields {@code g0 .. gs}: its normalised prefixes
 * of length D_0 .. D_s, each with a graph. So {@code g0} spans old and new documents. {@link
 * #upgrade} writes a line of metadata and touches no document; {@link #backfill} embeds old
 * documents again at leisure, while searches go on.
 *
 * <p>Changes are seen by searches after {@link #refresh} or {@link #commit} and survive a crash
 * after {@link #commit}. Safe for use by several threads. One process at a time may have an index
 * open.
 */
public final class CompatibleVectorIndex implements AutoCloseable {
  private static final int BACKFILL_BATCH = 256;
  private static final int CALIBRATION_DOCUMENTS = 5000;
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path folder;
  private final IndexStore store;

  /** Backfilling reads a document and replaces it; nobody may change it in between. */
  private final ReadWriteLock changes = new ReentrantReadWriteLock();

  private volatile GenerationLog log;

  private CompatibleVectorIndex(Path folder, GenerationLog log) throws IOException {
    this.folder = folder;
    this.log = log;
    this.store = IndexStore.open(folder, log.graph());
  }

  /** Creates an empty index of one generation with the usual graphs. */
  public static CompatibleVectorIndex create(Path folder, Generation first) throws IOException {
    return create(folder, first, GraphOptions.DEFAULT);
  }

  /**
   * Creates an empty index of one generation.
   *
   * @throws FileAlreadyExistsException when the folder already holds an index
   */
  public static CompatibleVectorIndex create(Path folder, Generation first, GraphOptions graph)
      throws IOException {
    GenerationLog log = GenerationLog.of(first, graph);
    IndexStore.createFolder(folder);
    log.write(folder);
    CompatibleVectorIndex index = new CompatibleVectorIndex(folder, log);
    index.store.commit();
    return index;
  }

  /**
   * Opens an index.
   *
   * @throws java.nio.file.NoSuchFileException when there is none
   * @throws IOException when its metadata are damaged, its generations are out of order, or it is
   *     open elsewhere
   */
  public static CompatibleVectorIndex open(Path folder) throws IOException {
    return new CompatibleVectorIndex(folder, GenerationLog.read(folder));
  }

  /** The generations, oldest first; their numbers are their places. */
  public List<Generation> generations() {
    return log.generations();
  }

  /** The number of the newest generation. */
  public int newest() {
    return log.newest();
  }

  /**
   * Adds a generation. Only metadata are written: no file of a segment is touched.
   *
   * @param next a child of the newest generation, with more coordinates
   * @return its number
   * @throws IllegalArgumentException when it is not such
   */
  public synchronized int upgrade(Generation next) throws IOException {
    GenerationLog upgraded = log.with(next);
    upgraded.write(folder);
    log = upgraded;
    return upgraded.newest();
  }

  /**
   * Adds a vector, or replaces the one of the same id.
   *
   * @param id unique key
   * @param generation who embedded it
   * @param vector {@code [D_generation]}, finite; no generation's prefix may be all zero
   * @param fields values to store and to filter by
   * @throws IllegalArgumentException when the generation is unknown or the vector is not such
   */
  public void add(String id, int generation, float[] vector, Map<String, String> fields)
      throws IOException {
    var document = GenerationVectors.document(id, generation, vector, fields, log);
    changes.readLock().lock();
    try {
      store.writer().updateDocument(IndexStore.key(id), document);
    } finally {
      changes.readLock().unlock();
    }
  }

  /** Deletes the document of this id, if there is one. */
  public void delete(String id) throws IOException {
    changes.readLock().lock();
    try {
      store.writer().deleteDocuments(IndexStore.key(id));
    } finally {
      changes.readLock().unlock();
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

  /** Merges everything into one segment, hence one graph a generation, and commits. */
  public void optimize() throws IOException {
    store.optimize();
  }

  /** The number of documents that searches see. */
  public int size() throws IOException {
    return store.size();
  }

  /** The number of visible documents that an older generation than the newest embedded. */
  public int pending() throws IOException {
    int target = newest();
    return target == 0 ? 0 : store.search(searcher -> searcher.count(olderThan(target)));
  }

  /** The generation that embedded a visible document; empty when there is no such document. */
  public OptionalInt generationOf(String id) throws IOException {
    return store.search(
        searcher -> {
          ScoreDoc[] found = searcher.search(new TermQuery(new Term(Fields.ID, id)), 1).scoreDocs;
          return found.length == 0
              ? OptionalInt.empty()
              : OptionalInt.of(generation(searcher, found[0].doc));
        });
  }

  /** The k nearest by graph, without a filter; see the long form. */
  public List<Hit> search(int generation, float[] query, int k, Policy policy) throws IOException {
    return search(generation, query, k, policy, SearchOptions.DEFAULT);
  }

  /**
   * The k nearest, best first; fewer when the index, or what passes the filter, has fewer. A hit's
   * score is the cosine in the space that it was ranked in, so with several generations only {@link
   * Policy#PREFIX} gives scores that fall from hit to hit.
   *
   * @param generation who embedded the query
   * @param query {@code [D_generation]}
   * @param k at least 1
   * @throws IllegalArgumentException when the generation is unknown, or the query is not finite,
   *     has another width or an all-zero prefix
   * @throws IllegalStateException when {@link Policy#BEST_COMMON} meets documents of several
   *     generations and was not calibrated
   */
  public List<Hit> search(
      int generation, float[] query, int k, Policy policy, SearchOptions options)
      throws IOException {
    if (k < 1) {
      throw new IllegalArgumentException("k: " + k + " is below 1");
    }
    GenerationLog now = log;
    return store.search(
        searcher ->
            IndexStore.hits(
                searcher,
                new GenerationSearch(searcher, now, generation, query, options).find(k, policy),
                false));
  }

  /**
   * Measures how cosines spread in every space that queries of a generation share with documents,
   * and keeps it in the index for {@link Policy#BEST_COMMON}.
   *
   * @param generation who embedded the queries
   * @param validationQueries {@code [Q][D_generation]}, at least one
   */
  public synchronized void calibrate(int generation, float[][] validationQueries)
      throws IOException {
    GenerationLog now = log;
    IndexConfig shape = now.shape(generation);
    if (validationQueries.length == 0) {
      throw new IllegalArgumentException("calibrate: needs at least one validation query");
    }
    List<float[][]> queries = new ArrayList<>();
    for (int q = 0; q < validationQueries.length; q++) {
      queries.add(GenerationVectors.spaces("validation query " + q, validationQueries[q], shape));
    }
    List<GenerationLog.Calibration> measured = new ArrayList<>();
    store.search(
        searcher -> {
          for (int field = 0; field <= generation; field++) {
            Query group = GenerationSearch.group(now, generation, field);
            int count = searcher.count(group);
            if (count > 0) {
              measured.add(spread(searcher, generation, field, group, count, queries));
            }
          }
          return measured;
        });
    GenerationLog calibrated = now.with(generation, measured);
    calibrated.write(folder);
    log = calibrated;
  }

  private static GenerationLog.Calibration spread(
      IndexSearcher searcher,
      int generation,
      int field,
      Query group,
      int count,
      List<float[][]> queries)
      throws IOException {
    int stride = (count + CALIBRATION_DOCUMENTS - 1) / CALIBRATION_DOCUMENTS;
    double[] sums = new double[3]; // count, sum, sum of squares
    int[] seen = {0};
    GenerationSearch.scan(
        searcher,
        group,
        field,
        (doc, vector) -> {
          if (seen[0]++ % stride == 0) {
            for (float[][] query : queries) {
              double cosine = Kernel.best().dot(query[field], vector, 0, query[field].length);
              sums[0]++;
              sums[1] += cosine;
              sums[2] += cosine * cosine;
            }
          }
        });
    double mean = sums[1] / sums[0];
    double variance = Math.max(0, sums[2] / sums[0] - mean * mean);
    double deviation = variance > 0 ? Math.sqrt(variance) : 1;
    return new GenerationLog.Calibration(generation, field, mean, deviation);
  }

  /** Embeds all older documents again; see {@link #backfill(Reembedder, double, long)}. */
  public long backfill(Reembedder source, double budgetPerSecond) throws IOException {
    return backfill(source, budgetPerSecond, Long.MAX_VALUE);
  }

  /**
   * Embeds documents of older generations again with the newest, batch by batch, each committed:
   * what was done stays done, and a later call goes on with what is left. Searches, additions and
   * deletions go on meanwhile; a document that is deleted or renewed in the meantime is left alone.
   * Interrupting the thread stops it after the running batch.
   *
   * @param source gives vectors of the newest generation
   * @param budgetPerSecond documents a second at most, above 0; may be infinite
   * @param limit documents to embed at most in this call, at least 0
   * @return the number of documents embedded again
   * @throws IllegalArgumentException naming a document whose vector is not one of the newest
   *     generation
   */
  public long backfill(Reembedder source, double budgetPerSecond, long limit) throws IOException {
    if (!(budgetPerSecond > 0) || limit < 0) {
      throw new IllegalArgumentException(
          "budgetPerSecond, limit: %s, %d are not above 0 and at least 0"
              .formatted(budgetPerSecond, limit));
    }
    int target = newest();
    double wanted = Math.clamp(budgetPerSecond, 1, BACKFILL_BATCH);
    long start = System.nanoTime();
    long done = 0;
    boolean interrupted = false;
    while (done < limit && !interrupted) {
      refresh();
      List<String> ids = older(target, (int) Math.min(wanted, limit - done));
      if (ids.isEmpty()) {
        break;
      }
      done += replace(ids, source.embed(ids), target);
      commit();
      interrupted = pause(start + (long) (NANOS * done / budgetPerSecond));
    }
    return done;
  }

  private static Query olderThan(int target) {
    return new TermInSetQuery(
        Fields.NEWEST,
        IntStream.range(0, target).mapToObj(g -> new BytesRef(Integer.toString(g))).toList());
  }

  private List<String> older(int target, int count) throws IOException {
    if (target == 0) {
      return List.of();
    }
    return store.search(
        searcher -> {
          List<String> ids = new ArrayList<>();
          for (ScoreDoc found :
              searcher.search(olderThan(target), count, Sort.INDEXORDER).scoreDocs) {
            ids.add(IndexStore.payload(searcher, found.doc).id());
          }
          return ids;
        });
  }

  /** Replaces those documents that are still there and still older. */
  private int replace(List<String> ids, float[][] vectors, int target) throws IOException {
    if (vectors.length != ids.size()) {
      throw new IllegalArgumentException(
          "backfill: " + vectors.length + " vectors for " + ids.size() + " documents");
    }
    GenerationLog now = log;
    changes.writeLock().lock();
    try {
      refresh();
      return store.search(
          searcher -> {
            Map<String, Map<String, String>> fields = olderFields(searcher, ids, target);
            int replaced = 0;
            for (int i = 0; i < vectors.length; i++) {
              String id = ids.get(i);
              Map<String, String> own = fields.get(id);
              if (own != null) {
                store
                    .writer()
                    .updateDocument(
                        IndexStore.key(id),
                        GenerationVectors.document(id, target, vectors[i], own, now));
                replaced++;
              }
            }
            return replaced;
          });
    } finally {
      changes.writeLock().unlock();
    }
  }

  private static Map<String, Map<String, String>> olderFields(
      IndexSearcher searcher, List<String> ids, int target) throws IOException {
    Query query = new TermInSetQuery(Fields.ID, ids.stream().map(BytesRef::new).toList());
    Map<String, Map<String, String>> fields = new HashMap<>();
    for (ScoreDoc found : searcher.search(query, ids.size()).scoreDocs) {
      if (generation(searcher, found.doc) < target) {
        Payload payload = IndexStore.payload(searcher, found.doc);
        fields.put(payload.id(), payload.fields());
      }
    }
    return fields;
  }

  /** Waits until a moment; true when interrupted. */
  private static boolean pause(long until) {
    try {
      long left = until - System.nanoTime();
      if (left > 0) {
        TimeUnit.NANOSECONDS.sleep(left);
      }
      return Thread.currentThread().isInterrupted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static int generation(IndexSearcher searcher, int doc) throws IOException {
    LeafReaderContext leaf = IndexStore.leaf(searcher, doc);
    NumericDocValues values = DocValues.getNumeric(leaf.reader(), Fields.NEWEST);
    if (!values.advanceExact(doc - leaf.docBase)) {
      throw new IOException("document " + doc + " of the index lacks its generation");
    }
    return Math.toIntExact(values.longValue());
  }

  /** Commits and closes. */
  @Override
  public void close() throws IOException {
    store.close();
  }
}
