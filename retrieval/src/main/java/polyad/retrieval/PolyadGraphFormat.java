package polyad.retrieval;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/** Vectors with an HNSW graph, of up to {@link IndexConfig#MAX_DIMENSION} values. */
public final class PolyadGraphFormat extends KnnVectorsFormat {
  private final KnnVectorsFormat delegate;

  /** For reading, by Lucene's service loader. */
  public PolyadGraphFormat() {
    this(16, 100);
  }

  /** One merge worker: more of them link nodes in a random order. */
  PolyadGraphFormat(int maxConn, int beamWidth) {
    super("PolyadGraph");
    delegate = new Lucene99HnswVectorsFormat(maxConn, beamWidth, 1, null);
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return delegate.fieldsWriter(state);
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return delegate.fieldsReader(state);
  }

  @Override
  public int getMaxDimensions(String field) {
    return IndexConfig.MAX_DIMENSION;
  }
}
