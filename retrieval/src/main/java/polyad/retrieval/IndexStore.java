package polyad.retrieval;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/** Lucene's side of an index: its folder, one writer, and searchers that follow the writer. */
final class IndexStore implements AutoCloseable {
  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;

  /** What is done with a searcher. */
  @FunctionalInterface
  interface Task<T> {
    T apply(IndexSearcher searcher) throws IOException;
  }

  private IndexStore(Directory directory, IndexWriter writer) throws IOException {
    this.directory = directory;
    this.writer = writer;
    this.searchers = new SearcherManager(writer, new SearcherFactory());
  }

  /**
   * Makes the folder of a new index.
   *
   * @throws FileAlreadyExistsException when it already holds an index of either kind
   */
  static void createFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (Files.exists(folder.resolve(IndexMetadata.FILE))
        || Files.exists(folder.resolve(GenerationLog.FILE))) {
      throw new FileAlreadyExistsException(
          folder.toString(), null, "there is an index here; open it or choose another folder");
    }
  }

  /**
   * Opens the segments of a folder; there may be none yet.
   *
   * @throws IOException when the index is open elsewhere
   */
  static IndexStore open(Path folder, GraphOptions graph) throws IOException {
    Directory directory = FSDirectory.open(folder);
    try {
      return new IndexStore(directory, new IndexWriter(directory, writerConfig(graph)));
    } catch (LockObtainFailedException e) {
      directory.close();
      throw new IOException(folder + ": the index is open in another place", e);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static IndexWriterConfig writerConfig(GraphOptions graph) {
    return new IndexWriterConfig()
        .setCodec(new PolyadCodec(graph.maxConn(), graph.beamWidth()))
        .setMergeScheduler(
            graph.deterministic() ? new SerialMergeScheduler() : new ConcurrentMergeScheduler());
  }

  /** The key of a document. */
  static Term key(String id) {
    return new Term(Fields.ID, id);
  }

  /** Adds, replaces and deletes documents. */
  IndexWriter writer() {
    return writer;
  }

  /** Does something with what searches see now. */
  <T> T search(Task<T> task) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return task.apply(searcher);
    } finally {
      searchers.release(searcher);
    }
  }

  /** The number of documents that searches see. */
  int size() throws IOException {
    return search(searcher -> searcher.getIndexReader().numDocs());
  }

  /** Lets searches see what was added and deleted. */
  void refresh() throws IOException {
    searchers.maybeRefreshBlocking();
  }

  /** Makes what was added and deleted durable, and visible to searches. */
  void commit() throws IOException {
    writer.commit();
    refresh();
  }

  /** Merges everything into one segment and commits. */
  void optimize() throws IOException {
    writer.forceMerge(1);
    commit();
  }

  /** What a hit reports of a document. */
  static Payload payload(IndexSearcher searcher, int doc) throws IOException {
    LeafReaderContext leaf = leaf(searcher, doc);
    BinaryDocValues payloads = DocValues.getBinary(leaf.reader(), Fields.PAYLOAD);
    if (!payloads.advanceExact(doc - leaf.docBase)) {
      throw new IOException("document " + doc + " of the index lacks its key");
    }
    return Payload.decode(payloads.binaryValue());
  }

  /** The segment that holds a document. */
  static LeafReaderContext leaf(IndexSearcher searcher, int doc) {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    return leaves.get(ReaderUtil.subIndex(doc, leaves));
  }

  /** Hits of documents, best first. */
  static List<Hit> hits(IndexSearcher searcher, Candidates found, boolean vectors)
      throws IOException {
    List<Hit> hits = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      int doc = found.docs()[i];
      Payload payload = payload(searcher, doc);
      double score = Math.clamp(found.cosines()[i], -1.0, 1.0);
      float[] vector = vectors ? vector(leaf(searcher, doc), doc) : null;
      hits.add(new Hit(payload.id(), score, payload.values(), payload.content(), vector));
    }
    return hits;
  }

  private static float[] vector(LeafReaderContext leaf, int doc) throws IOException {
    VectorSlices slices = VectorSlices.of(leaf.reader(), Fields.FULL);
    slices.advance(doc - leaf.docBase);
    return slices.whole().clone();
  }

  /** Commits and closes. */
  @Override
  public void close() throws IOException {
    try (directory;
        writer;
        searchers) {
      if (writer.isOpen()) {
        writer.commit();
      }
    }
  }
}
