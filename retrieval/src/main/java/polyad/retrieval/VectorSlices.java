package polyad.retrieval;

import java.io.IOException;
import org.apache.lucene.codecs.lucene95.HasIndexSlice;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.store.IndexInput;
import org.jspecify.annotations.Nullable;

/**
 * Walks the stored vectors of a segment in document order and reads parts of them, so that a long
 * vector costs only the coordinates that a stage looks at.
 */
final class VectorSlices {
  private final FloatVectorValues values;
  private final DocIndexIterator ordinals;
  private final @Nullable IndexInput mapped;
  private final float[] buffer;

  private VectorSlices(FloatVectorValues values) {
    this.values = values;
    this.ordinals = values.iterator();
    this.mapped = values instanceof HasIndexSlice stored ? stored.getSlice() : null;
    this.buffer = new float[values.dimension()];
  }

  /**
   * The vectors of a field.
   *
   * @throws IOException when the segment has none, which no document of ours allows
   */
  static VectorSlices of(LeafReader segment, String field) throws IOException {
    FloatVectorValues values = segment.getFloatVectorValues(field);
    if (values == null) {
      throw new IOException("a segment of the index lacks the field " + field);
    }
    return new VectorSlices(values);
  }

  /** Goes forward to a document of the segment, which must have a vector. */
  void advance(int doc) throws IOException {
    if (ordinals.advance(doc) != doc) {
      throw new IOException("document " + doc + " of a segment of the index lacks its vector");
    }
  }

  /** This document's whole vector; overwritten by the next read. */
  float[] whole() throws IOException {
    return read(0, buffer.length);
  }

  /** An array that holds the coordinates from..to-1 of this document's vector in their places. */
  float[] read(int from, int to) throws IOException {
    int ordinal = ordinals.index();
    if (mapped == null) {
      return values.vectorValue(ordinal);
    }
    mapped.seek(((long) ordinal * buffer.length + from) * Float.BYTES);
    mapped.readFloats(buffer, from, to - from);
    return buffer;
  }
}
