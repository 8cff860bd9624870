package polyad.retrieval;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.IndexReader;
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
      double[] sums = Arrays.copyOf(dots, entering.size()); // zeros at the first stage
      double[] cosines = new double[entering.size()];
      addCoordinates(entering.docs(), seen, dims[stage], sums, cosines);
      int[] order = order(cosines);
      dots = IntStream.of(order).mapToDouble(i -> sums[i]).toArray();
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
    return best.drain().items();
  }

  /** Reads the vectors segment by segment in document order, as their iterators demand. */
  private void addCoordinates(int[] docs, int from, int to, double[] dots, double[] cosines)
      throws IOException {
    List<LeafReaderContext> leaves = reader.leaves();
    long[] byDoc = // document in the high half, place in the list in the low half
        IntStream.range(0, docs.length).mapToLong(i -> (long) docs[i] << 32 | i).sorted().toArray();
    int level = config.level(to);
    int at = 0;
    while (at < byDoc.length) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(docs[(int) byDoc[at]], leaves));
      int end = leaf.docBase + leaf.reader().maxDoc();
      VectorSlices vectors = VectorSlices.of(leaf.reader(), Fields.FULL);
      VectorSlices norms = VectorSlices.of(leaf.reader(), Fields.NORMS);
      for (; at < byDoc.length && docs[(int) byDoc[at]] < end; at++) {
        int place = (int) byDoc[at];
        vectors.advance(docs[place] - leaf.docBase);
        norms.advance(docs[place] - leaf.docBase);
        dots[place] += query.dot(vectors.read(from, to), from, to);
        double norm = norms.read(level, level + 1)[level];
        cosines[place] = dots[place] / (norm * query.norm(to));
      }
    }
  }
}
