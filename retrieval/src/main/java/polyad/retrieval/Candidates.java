package polyad.retrieval;

import java.util.Arrays;

/**
 * The shortlist of one query while it goes through the funnel: documents, best first, and the
 * cosine that put each in its place.
 *
 * @param docs Lucene's document numbers
 * @param cosines as many
 */
record Candidates(int[] docs, double[] cosines) {

  int size() {
    return docs.length;
  }

  /** The best of them. */
  Candidates first(int k) {
    return k >= docs.length
        ? this
        : new Candidates(Arrays.copyOf(docs, k), Arrays.copyOf(cosines, k));
  }
}
