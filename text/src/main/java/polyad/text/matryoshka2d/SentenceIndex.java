package polyad.text.matryoshka2d;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import polyad.catalog.Json;
import polyad.catalog.Settings;
import polyad.retrieval.FunnelPlan;
import polyad.retrieval.Hit;
import polyad.retrieval.IndexConfig;
import polyad.retrieval.NestedVectorIndex;
import polyad.tensor.TensorScope;
import polyad.text.SentenceEncoder;

/**
 * Sentences of one depth and width on disk. The index knows the layer and the width it was made
 * with: queries come from the same layer and may be shorter. Vectors of another layer lie in a
 * space that is aligned with this one only roughly, and are refused unless they are allowed.
 */
public final class SentenceIndex implements AutoCloseable {
  private static final String FILE = "encoder.json";

  private final NestedVectorIndex index;
  private final Space space;

  /**
   * Where the vectors come from.
   *
   * @param layer n
   * @param dim d
   */
  public record Space(int layer, int dim) {}

  private SentenceIndex(NestedVectorIndex index, Space space) {
    this.index = index;
    this.space = space;
  }

  /**
   * Creates an empty index.
   *
   * @param nesting widths of queries, rising; those below the index's own are used
   */
  public static SentenceIndex create(Path folder, int layer, int dim, int... nesting)
      throws IOException {
    Space space = new Space(layer, dim);
    int[] widths = Widths.with(Arrays.stream(nesting).filter(d -> d < dim).toArray(), dim);
    IndexConfig config = IndexConfig.of(dim, widths).withSearchable(widths);
    NestedVectorIndex index = NestedVectorIndex.create(folder, config);
    Files.write(folder.resolve(FILE), Json.write(space).getBytes(UTF_8));
    return new SentenceIndex(index, space);
  }

  /**
   * Opens an index.
   *
   * @throws IOException when there is none
   */
  public static SentenceIndex open(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Space space = Settings.fromJson(Json.read(file), Space.class, file.toString());
    return new SentenceIndex(NestedVectorIndex.open(folder), space);
  }

  /** Where its vectors come from. */
  public Space space() {
    return space;
  }

  /** Embeds texts and adds them; they are found after {@link #finish}. */
  public void add(SentenceEncoder encoder, List<String> ids, List<String> texts)
      throws IOException {
    float[][] vectors = vectors(encoder, texts, space.layer(), space.dim());
    for (int i = 0; i < vectors.length; i++) {
      index.add(ids.get(i), vectors[i], Map.of());
    }
  }

  /** Makes what was added durable and quick to search. */
  public void finish() throws IOException {
    index.commit();
    index.optimize();
  }

  /**
   * The nearest texts of each query.
   *
   * @param layer the queries' layer; the index's, unless crossing is allowed
   * @param dim the queries' width, one of the index's nesting
   * @param allowCrossLayer whether another layer's queries are taken
   * @throws IllegalArgumentException when layer or width are refused
   */
  public List<List<Hit>> search(
      SentenceEncoder encoder,
      List<String> queries,
      int k,
      int layer,
      int dim,
      boolean allowCrossLayer)
      throws IOException {
    if (layer != space.layer() && !allowCrossLayer) {
      throw new IllegalArgumentException(
          "layer is %d, the index was made with layer %d: allow crossing layers, or use the same"
              .formatted(layer, space.layer()));
    }
    int[] nesting = index.config().nesting();
    if (Arrays.binarySearch(nesting, dim) < 0) {
      throw new IllegalArgumentException(
          "dim is " + dim + ", allowed by the index: " + Arrays.toString(nesting));
    }
    FunnelPlan plan = FunnelPlan.single(dim, k);
    List<List<Hit>> hits = new ArrayList<>();
    for (float[] vector : vectors(encoder, queries, layer, dim)) {
      hits.add(index.search(Arrays.copyOf(vector, space.dim()), k, plan));
    }
    return hits;
  }

  private static float[][] vectors(
      SentenceEncoder encoder, List<String> texts, int layer, int dim) {
    try (var _ = TensorScope.open()) {
      return encoder.encode(texts, layer, dim).toFloatMatrix();
    }
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
