package polyad.retrieval;

import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;

/**
 * Lucene's codec with a graph for searched fields only and with vectors of up to {@link
 * IndexConfig#MAX_DIMENSION} values, where Lucene's own formats stop at 1024. Lucene finds it by
 * name through {@code META-INF/services}, so a shaded jar must merge those files.
 */
public final class PolyadCodec extends FilterCodec {
  private final KnnVectorsFormat vectors;

  /** For reading, by Lucene's service loader. */
  public PolyadCodec() {
    this(16, 100);
  }

  /** For writing graphs of the given density. */
  PolyadCodec(int maxConn, int beamWidth) {
    super("PolyadCodec", new Lucene104Codec());
    KnnVectorsFormat graph = new PolyadGraphFormat(maxConn, beamWidth);
    KnnVectorsFormat flat = new PolyadFlatFormat();
    vectors =
        new PerFieldKnnVectorsFormat() {
          @Override
          public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return Fields.hasGraph(field) ? graph : flat;
          }
        };
  }

  @Override
  public KnnVectorsFormat knnVectorsFormat() {
    return vectors;
  }
}
