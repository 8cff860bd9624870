package polyad.retrieval;

import java.util.Arrays;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/** Checks vectors and turns them into Lucene documents. */
final class NestedVectors {
  private NestedVectors() {}

  /**
   * The document of one vector: key, normalised prefixes, raw vector, prefix norms, user's fields.
   */
  static Document document(Entry entry, IndexConfig config) {
    String id = entry.id();
    float[] vector = entry.vector();
    BytesRef payload = Payload.encode(id, entry.values(), entry.content());
    float[] norms = norms("vector '" + id + "'", vector, config);
    Document document = new Document();
    document.add(new StringField(Fields.ID, id, Field.Store.NO));
    document.add(new BinaryDocValuesField(Fields.PAYLOAD, payload));
    for (int length : config.searchable()) {
      float[] prefix = normalised(vector, length, norms[config.level(length)]);
      document.add(
          new KnnFloatVectorField(
              Fields.prefix(length), prefix, VectorSimilarityFunction.DOT_PRODUCT));
    }
    // Flat fields are never searched by Lucene, so their similarity has no meaning.
    document.add(new KnnFloatVectorField(Fields.FULL, vector, VectorSimilarityFunction.EUCLIDEAN));
    document.add(new KnnFloatVectorField(Fields.NORMS, norms, VectorSimilarityFunction.EUCLIDEAN));
    entry.values().forEach((name, value) -> document.add(field(name, value)));
    return document;
  }

  private static Field field(String name, FieldValue value) {
    return switch (value) {
      case FieldValue.Text text -> new StringField(Fields.user(name), text.value(), Field.Store.NO);
      case FieldValue.Whole whole -> new LongPoint(Fields.whole(name), whole.value());
      case FieldValue.Real real -> new DoublePoint(Fields.real(name), real.value());
    };
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
