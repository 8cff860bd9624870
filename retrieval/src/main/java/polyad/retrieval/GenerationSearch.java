package polyad.retrieval;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** One search over the documents of several generations. */
final class GenerationSearch {
  private static final int OVER_FETCH = 10;

  private final IndexSearcher searcher;
  private final GenerationLog log;
  private final int generation;
  private final float[][] query;
  private final @Nullable Query filter;
  private final boolean exact;

  /**
   * Cuts and normalises the query once.
   *
   * @param vector of that generation
   */
  GenerationSearch(
      IndexSearcher searcher,
      GenerationLog log,
      int generation,
      float[] vector,
      SearchOptions options) {
    this.searcher = searcher;
    this.log = log;
    this.generation = generation;
    this.query = GenerationVectors.spaces("query", vector, log.shape(generation));
    this.filter = FilterQueries.of(options.filter());
    this.exact = options.exact();
  }

  Candidates find(int k, Policy policy) throws IOException {
    return switch (policy) {
      case PREFIX -> nearest(0, k, filter);
      case BEST_COMMON -> merged(k);
      case SHORTLIST -> reordered(nearest(0, OVER_FETCH * k, filter)).first(k);
    };
  }

  /** The documents whose newest space in common with a query of the generation is that field's. */
  static Query group(GenerationLog log, int generation, int field) {
    int last = field == generation ? log.newest() : field;
    List<BytesRef> newest =
        IntStream.rangeClosed(field, last)
            .mapToObj(g -> new BytesRef(Integer.toString(g)))
            .toList();
    return new TermInSetQuery(Fields.NEWEST, newest);
  }

  private Query and(Query group) {
    return filter == null
        ? group
        : new BooleanQuery.Builder()
            .add(group, BooleanClause.Occur.FILTER)
            .add(filter, BooleanClause.Occur.FILTER)
            .build();
  }

  private record Scored(int doc, double cosine, double standard) {}

  private Candidates merged(int k) throws IOException {
    List<Scored> all = new ArrayList<>();
    Map<Integer, Query> groups = new HashMap<>();
    for (int field = 0; field <= generation; field++) {
      Query group = and(group(log, generation, field));
      if (searcher.count(group) > 0) {
        groups.put(field, group);
      }
    }
    for (Map.Entry<Integer, Query> one : groups.entrySet()) {
      int field = one.getKey();
      GenerationLog.Calibration spread =
          log.calibration(generation, field)
              .orElseGet(() -> uncalibrated(field, groups.size() == 1));
      Candidates found = nearest(field, k, one.getValue());
      for (int i = 0; i < found.size(); i++) {
        double cosine = found.cosines()[i];
        double standard = (cosine - spread.mean()) / spread.deviation();
        all.add(new Scored(found.docs()[i], cosine, standard));
      }
    }
    all.sort(Comparator.comparingDouble(Scored::standard).reversed());
    return new Candidates(
            all.stream().mapToInt(Scored::doc).toArray(),
            all.stream().mapToDouble(Scored::cosine).toArray())
        .first(k);
  }

  private GenerationLog.Calibration uncalibrated(int field, boolean alone) {
    if (!alone) {
      throw new IllegalStateException(
          "queries of generation %d are not calibrated against documents of generation %d: call calibrate first"
              .formatted(generation, field));
    }
    return new GenerationLog.Calibration(generation, field, 0, 1);
  }

  private Candidates nearest(int field, int k, @Nullable Query wanted) throws IOException {
    int documents = searcher.getIndexReader().maxDoc();
    if (documents == 0) {
      return new Candidates(new int[0], new double[0]);
    }
    int count = Math.min(k, documents);
    if (!exact) {
      return Shortlister.alongGraph(
          searcher, Fields.generation(field), query[field], count, count, wanted);
    }
    BestK best = new BestK(count);
    scan(searcher, wanted, field, (doc, vector) -> best.add(-dot(field, vector), doc));
    BestK.Ranked ranked = best.drain();
    return new Candidates(ranked.items(), Arrays.stream(ranked.keys()).map(key -> -key).toArray());
  }

  private double dot(int field, float[] vector) {
    return Kernel.best().dot(query[field], vector, 0, query[field].length);
  }

  /** Takes a document's number and its vector in the space of the field. */
  interface VectorVisitor {
    void visit(int doc, float[] vector) throws IOException;
  }

  /** Walks the live documents that a query wants, all of which have the field. */
  static void scan(IndexSearcher searcher, @Nullable Query wanted, int field, VectorVisitor visitor)
      throws IOException {
    Weight weight =
        wanted == null
            ? null
            : searcher.createWeight(searcher.rewrite(wanted), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      DocIdSetIterator docs = DocIdSetIterator.all(leaf.reader().maxDoc());
      if (weight != null) {
        Scorer scorer = weight.scorer(leaf);
        docs = scorer == null ? DocIdSetIterator.empty() : scorer.iterator();
      }
      Bits live = leaf.reader().getLiveDocs();
      VectorSlices vectors = null;
      for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
        if (live == null || live.get(doc)) {
          vectors =
              vectors == null ? VectorSlices.of(leaf.reader(), Fields.generation(field)) : vectors;
          vectors.advance(doc);
          visitor.visit(leaf.docBase + doc, vectors.whole());
        }
      }
    }
  }

  /** Each newer generation's documents sorted by their newest common space, in their places. */
  private Candidates reordered(Candidates shortlist) throws IOException {
    int n = shortlist.size();
    int[] docs = shortlist.docs().clone();
    double[] cosines = shortlist.cosines().clone();
    int[] spaces = new int[n];
    rescore(docs, cosines, spaces);
    int[] ordered = docs.clone();
    double[] scores = cosines.clone();
    for (int space = 1; space <= generation; space++) {
      int wanted = space;
      int[] places = IntStream.range(0, n).filter(i -> spaces[i] == wanted).toArray();
      int[] ranked =
          Arrays.stream(places)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -cosines[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int i = 0; i < places.length; i++) {
        ordered[places[i]] = docs[ranked[i]];
        scores[places[i]] = cosines[ranked[i]];
      }
    }
    return new Candidates(ordered, scores);
  }

  /** Computes cosines in newer spaces, in document order, as vectors are stored. */
  private void rescore(int[] docs, double[] cosines, int[] spaces) throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    Integer[] byDocument = IntStream.range(0, docs.length).boxed().toArray(Integer[]::new);
    Arrays.sort(byDocument, Comparator.comparingInt(i -> docs[i]));
    Map<List<Integer>, VectorSlices> open = new HashMap<>();
    Map<Integer, NumericDocValues> newest = new HashMap<>();
    for (int i : byDocument) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(docs[i], leaves));
      int local = docs[i] - leaf.docBase;
      NumericDocValues values = newest.get(leaf.ord);
      if (values == null) {
        values = DocValues.getNumeric(leaf.reader(), Fields.NEWEST);
        newest.put(leaf.ord, values);
      }
      if (!values.advanceExact(local)) {
        throw new IOException("document " + docs[i] + " of the index lacks its generation");
      }
      int space = (int) Math.min(values.longValue(), generation);
      spaces[i] = space;
      if (space > 0) {
        List<Integer> key = List.of(leaf.ord, space);
        VectorSlices vectors = open.get(key);
        if (vectors == null) {
          vectors = VectorSlices.of(leaf.reader(), Fields.generation(space));
          open.put(key, vectors);
        }
        vectors.advance(local);
        cosines[i] = dot(space, vectors.whole());
      }
    }
  }
}
