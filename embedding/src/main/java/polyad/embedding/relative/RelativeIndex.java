package polyad.embedding.relative;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyad.retrieval.FunnelPlan;
import polyad.retrieval.Hit;
import polyad.retrieval.IndexConfig;
import polyad.retrieval.NestedVectorIndex;
import polyad.retrieval.SearchOptions;

/**
 * Relative vectors on disk. Encoders of any width that share the anchors can add to it and ask it;
 * vectors made with other anchors are refused by the hash that the index keeps.
 */
public final class RelativeIndex implements AutoCloseable {
  private final NestedVectorIndex index;
  private final String anchors;

  private RelativeIndex(NestedVectorIndex index, String anchors) {
    this.index = index;
    this.anchors = anchors;
  }

  /**
   * Creates an empty index.
   *
   * @throws java.nio.file.FileAlreadyExistsException when the folder already holds one
   */
  public static RelativeIndex create(Path folder, Anchors anchors) throws IOException {
    IndexConfig config = IndexConfig.of(anchors.size(), anchors.size());
    return new RelativeIndex(
        NestedVectorIndex.create(folder, config, anchors.hash()), anchors.hash());
  }

  /**
   * Opens an index.
   *
   * @throws IOException when there is none, or it was not made of relative vectors
   */
  public static RelativeIndex open(Path folder) throws IOException {
    NestedVectorIndex index = NestedVectorIndex.open(folder);
    Optional<String> space = index.space();
    if (space.isEmpty()) {
      index.close();
      throw new IOException(folder + ": the index keeps no anchors, expected relative vectors");
    }
    return new RelativeIndex(index, space.get());
  }

  /**
   * Adds samples, or replaces those of the same ids, and commits.
   *
   * @throws IllegalArgumentException when they were made with other anchors
   */
  public void add(List<String> ids, RelativeSpace space) throws IOException {
    float[][] rows = rows(space);
    for (int i = 0; i < rows.length; i++) {
      index.add(ids.get(i), rows[i], Map.of());
    }
    index.commit();
  }

  /**
   * The k nearest samples of each query, best first.
   *
   * @throws IllegalArgumentException when the queries were made with other anchors
   */
  public List<List<Hit>> search(RelativeSpace queries, int k) throws IOException {
    List<List<Hit>> hits = new ArrayList<>();
    for (float[] query : rows(queries)) {
      FunnelPlan plan = FunnelPlan.single(query.length, k);
      hits.add(index.search(query, k, plan, SearchOptions.DEFAULT));
    }
    return hits;
  }

  private float[][] rows(RelativeSpace space) {
    if (!space.anchors().equals(anchors)) {
      throw new IllegalArgumentException(
          "vectors are relative to the anchors %s, the index has %s"
              .formatted(space.anchors(), anchors));
    }
    return space.vectors().toFloatMatrix();
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
