package polyad.retrieval;

import java.util.Map;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/** Checks vectors of a generation and turns them into Lucene documents. */
final class GenerationVectors {
  private GenerationVectors() {}

  /** A document with the vector in the space of its generation and of every older one. */
  static Document document(
      String id, int generation, float[] vector, Map<String, String> fields, GenerationLog log) {
    float[][] spaces = spaces("vector '" + id + "'", vector, log.shape(generation));
    BytesRef payload = Payload.encode(id, Payload.texts(fields), null);
    Document document = new Document();
    document.add(new StringField(Fields.ID, id, Field.Store.NO));
    document.add(new BinaryDocValuesField(Fields.PAYLOAD, payload));
    document.add(new StringField(Fields.NEWEST, Integer.toString(generation), Field.Store.NO));
    document.add(new NumericDocValuesField(Fields.NEWEST, generation));
    for (int r = 0; r < spaces.length; r++) {
      document.add(
          new KnnFloatVectorField(
              Fields.generation(r), spaces[r], VectorSimilarityFunction.DOT_PRODUCT));
    }
    fields.forEach(
        (name, value) -> document.add(new StringField(Fields.user(name), value, Field.Store.NO)));
    return document;
  }

  /** The normalised prefixes of a vector, shortest first: its image in every generation's space. */
  static float[][] spaces(String what, float[] vector, IndexConfig shape) {
    float[] norms = NestedVectors.norms(what, vector, shape);
    int[] dimensions = shape.nesting();
    float[][] spaces = new float[dimensions.length][];
    for (int r = 0; r < spaces.length; r++) {
      spaces[r] = NestedVectors.normalised(vector, dimensions[r], norms[r]);
    }
    return spaces;
  }
}
