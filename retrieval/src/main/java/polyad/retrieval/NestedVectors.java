package polyad.retrieval;

import java.util.Arrays;
import java.util.Map;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.VectorSimilarityFunction;

/** Checks vectors and turns them into Lucene documents. */
final class NestedVectors {
  private NestedVectors() {}

  /**
   * The document of one vector: key, normalised prefixes, raw vector, prefix norms, user's fields.
   */
  static Document document(
      String id, float[] vector, Map<String, String> fields, IndexConfig config) {
    float[] norms = norms("vector '" + id + "'", vector, config);
    Document document = new Document();
    document.add(new StringField(Fields.ID, id, Field.Store.NO));
    document.add(new BinaryDocValuesField(Fields.PAYLOAD, Payload.encode(id, fields)));
    for (int length : config.searchable()) {
      float[] prefix = normalised(vector, length, norms[config.level(length)]);
      document.add(
          new KnnFloatVectorField(
              Fields.prefix(length), prefix, VectorSimilarityFunction.DOT_PRODUCT));
    }
    // Flat fields are never searched by Lucene, so their similarity has no meaning.
    document.add(
        new KnnFloatVectorField(Fields.FULL, vector.clone(), VectorSimilarityFunction.EUCLIDEAN));
    document.add(new KnnFloatVectorField(Fields.NORMS, norms, VectorSimilarityFunction.EUCLIDEAN));
    fields.forEach(
        (name, value) -> document.add(new StringField(Fields.user(name), value, Field.Store.NO)));
    return document;
  }

  /**
   * The norms of all nested prefixes.
   *
   * @param what names the vector in messages
   * @throws IllegalArgumentException when the length is wrong, a value is not finite or a prefix is
   *     all zero
   */
  static float[] norms(String what, float[] vector, IndexConfig config) {
    if (vector.length != config.dimension()) {
      throw new IllegalArgumentException(
          what
              + ": "
              + vector.length
              + " values where the index has dimension "
              + config.dimension());
    }
    int[] nesting = config.nesting();
    float[] norms = new float[nesting.length];
    double squares = 0;
    int from = 0;
    for (int level = 0; level < nesting.length; level++) {
      for (int j = from; j < nesting[level]; j++) {
        if (!Float.isFinite(vector[j])) {
          throw new IllegalArgumentException(what + ": value " + j + " is " + vector[j]);
        }
        squares += (double) vector[j] * vector[j];
      }
      from = nesting[level];
      norms[level] = (float) Math.sqrt(squares);
      if (norms[level] < Float.MIN_NORMAL || !Float.isFinite(norms[level])) {
        throw new IllegalArgumentException(
            "%s: its first %d values have norm %s and cannot be normalised"
                .formatted(what, from, norms[level]));
      }
    }
    return norms;
  }

  /** The first values divided by their norm. */
  static float[] normalised(float[] vector, int length, float norm) {
    float[] prefix = Arrays.copyOf(vector, length);
    for (int j = 0; j < length; j++) {
      prefix[j] /= norm;
    }
    return prefix;
  }
}
