package polyad.retrieval;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;

/**
 * Sends a shortlist through the stages of a funnel. A stage adds only the coordinates that the
 * stage before has not seen: dot(d_i) = dot(d_{i-1}) + q[d_{i-1}, d_i) x[d_{i-1}, d_i); the norms
 * are stored.
 */
final class Reranker {
  private final IndexReader reader;
  private final IndexConfig config;
  private final FunnelQuery query;
  private final FunnelPlan plan;

  Reranker(IndexReader reader, IndexConfig config, FunnelQuery query, FunnelPlan plan) {
    this.reader = reader;
    this.config = config;
    this.query = query;
    this.plan = plan;
  }

  Candidates rerank(Candidates shortlist) throws IOException {
    Candidates current = shortlist;
    double[] dots = new double[0];
    int seen = 0;
    int[] kept = plan.shortlist();
    int[] dims = plan.rerankDims();
    for (int stage = 0; stage < dims.length; stage++) {
      Candidates entering = current.first(kept[stage]);
      double[] more = new double[entering.size()];
      double[] cosines = new double[entering.size()];
      add(entering.docs(), seen, dims[stage], more, cosines);
      for (int i = 0; i < more.length; i++) {
        more[i] += stage == 0 ? 0 : dots[i];
        cosines[i] = more[i] * cosines[i]; // cosines holds 1 / (norm of query * norm of vector)
      }
      int[] order = order(cosines);
      dots = IntStream.of(order).mapToDouble(i -> more[i]).toArray();
      current =
          new Candidates(
              IntStream.of(order).map(i -> entering.docs()[i]).toArray(),
              IntStream.of(order).mapToDouble(i -> cosines[i]).toArray());
      seen = dims[stage];
    }
    return current;
  }

  /** Best first; of equal cosines the one that was before. */
  private static int[] order(double[] cosines) {
    BestK best = new BestK(cosines.length);
    for (int i = 0; i < cosines.length; i++) {
      best.add(-cosines[i], i);
    }
    return best.drain();
  }

  /** Reads the vectors segment by segment in document order, as their iterators demand. */
  private void add(int[] docs, int from, int to, double[] dots, double[] scales)
      throws IOException {
    List<LeafReaderContext> leaves = reader.leaves();
    int[] byDoc =
        IntStream.range(0, docs.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> docs[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int at = 0;
    while (at < byDoc.length) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(docs[byDoc[at]], leaves));
      int end = leaf.docBase + leaf.reader().maxDoc();
      FloatVectorValues vectors = values(leaf, Fields.FULL);
      FloatVectorValues norms = values(leaf, Fields.NORMS);
      DocIndexIterator ordinals = vectors.iterator();
      for (; at < byDoc.length && docs[byDoc[at]] < end; at++) {
        ordinals.advance(docs[byDoc[at]] - leaf.docBase);
        int ordinal = ordinals.index();
        dots[byDoc[at]] = query.dot(vectors.vectorValue(ordinal), from, to);
        double norm = norms.vectorValue(ordinal)[config.level(to)];
        scales[byDoc[at]] = 1 / (norm * query.norm(to));
      }
    }
  }

  private static FloatVectorValues values(LeafReaderContext leaf, String field) throws IOException {
    FloatVectorValues values = leaf.reader().getFloatVectorValues(field);
    if (values == null) {
      throw new IOException("segment " + leaf.ord + " of the index lacks the field " + field);
    }
    return values;
  }
}
