package polyad.retrieval;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** Finds the candidates that enter a funnel, by graph or by scan. */
final class Shortlister {
  /** Fewer candidates than this make a walk of the graph unreliable. */
  private static final int MIN_COLLECTED = 200;

  private final IndexSearcher searcher;
  private final IndexConfig config;
  private final @Nullable Query filter;

  Shortlister(IndexSearcher searcher, IndexConfig config, Filter filter) {
    this.searcher = searcher;
    this.config = config;
    this.filter = FilterQueries.of(filter);
  }

  /** The nearest at the plan's retrieval dimension along the graph. */
  Candidates byGraph(FunnelQuery query, FunnelPlan plan) throws IOException {
    int documents = Math.max(1, searcher.getIndexReader().maxDoc());
    int wanted = Math.min(plan.candidates(), documents);
    int k = (int) Math.min(Math.ceil(wanted * plan.overFetch()), documents);
    int length = plan.retrievalDim();
    return alongGraph(searcher, Fields.prefix(length), query.prefix(length), wanted, k, filter);
  }

  /**
   * The nearest along a field's graph.
   *
   * @param wanted how many
   * @param collected how many the walk keeps, at least as many
   */
  static Candidates alongGraph(
      IndexSearcher searcher,
      String field,
      float[] unit,
      int wanted,
      int collected,
      @Nullable Query filter)
      throws IOException {
    int documents = Math.max(1, searcher.getIndexReader().maxDoc());
    int k = Math.min(Math.max(MIN_COLLECTED, collected), documents);
    ScoreDoc[] found =
        searcher.search(new KnnFloatVectorQuery(field, unit, k, filter), k).scoreDocs;
    int[] docs = Arrays.stream(found).mapToInt(hit -> hit.doc).toArray();
    double[] cosines = Arrays.stream(found).mapToDouble(hit -> cosine(hit.score)).toArray();
    return new Candidates(docs, cosines).first(wanted);
  }

  /** The nearest at the plan's retrieval dimension among all. */
  Candidates byScan(FunnelQuery query, FunnelPlan plan) throws IOException {
    int documents = searcher.getIndexReader().maxDoc();
    BestK best = new BestK(Math.min(plan.candidates(), documents));
    Weight weight =
        filter == null
            ? null
            : searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      DocIdSetIterator wanted = DocIdSetIterator.all(leaf.reader().maxDoc());
      if (weight != null) {
        Scorer scorer = weight.scorer(leaf);
        wanted = scorer == null ? DocIdSetIterator.empty() : scorer.iterator();
      }
      scan(leaf, wanted, query, plan.retrievalDim(), best);
    }
    BestK.Ranked ranked = best.drain();
    return new Candidates(ranked.items(), Arrays.stream(ranked.keys()).map(key -> -key).toArray());
  }

  private void scan(
      LeafReaderContext leaf, DocIdSetIterator wanted, FunnelQuery query, int length, BestK best)
      throws IOException {
    boolean stored = config.isSearchable(length);
    VectorSlices vectors =
        VectorSlices.of(leaf.reader(), stored ? Fields.prefix(length) : Fields.FULL);
    VectorSlices norms = VectorSlices.of(leaf.reader(), Fields.NORMS);
    int level = config.level(length);
    Bits live = leaf.reader().getLiveDocs();
    float[] prefix = query.prefix(length);
    for (int doc = wanted.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = wanted.nextDoc()) {
      if (live == null || live.get(doc)) {
        vectors.advance(doc);
        float cosine = query.kernel().dot(prefix, vectors.read(0, length), 0, length);
        if (!stored) {
          norms.advance(doc);
          cosine /= norms.read(level, level + 1)[level];
        }
        best.add(-cosine, leaf.docBase + doc);
      }
    }
  }

  /** Lucene's score of a dot product, (1 + dot) / 2, back to the dot product. */
  private static double cosine(float score) {
    return 2.0 * score - 1;
  }
}
