package polyad.vision.align.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import polyad.retrieval.FunnelPlan;
import polyad.retrieval.Hit;
import polyad.retrieval.IndexConfig;
import polyad.retrieval.NestedVectorIndex;
import polyad.retrieval.SearchOptions;

/** An index in a folder of its own, which goes away with it. */
final class GalleryIndex implements AutoCloseable {
  private final Path folder;
  private final NestedVectorIndex index;

  /** Adds all vectors; their ids are their numbers. */
  GalleryIndex(float[][] gallery, int... nesting) throws IOException {
    folder = Files.createTempDirectory("polyad-align");
    int width = gallery[0].length;
    index =
        NestedVectorIndex.create(
            folder.resolve("index"), IndexConfig.of(width, nesting).withDeterministic(true));
    for (int i = 0; i < gallery.length; i++) {
      index.add(String.valueOf(i), gallery[i], Map.of());
    }
    index.commit();
  }

  NestedVectorIndex index() {
    return index;
  }

  /** The share of the ten nearest of an exact search that a plan finds too. */
  double recallAt10(float[][] queries, FunnelPlan plan) throws IOException {
    FunnelPlan whole = FunnelPlan.single(index.config().dimension(), 10);
    double found = 0;
    for (float[] query : queries) {
      Set<String> exact = ids(index.search(query, 10, whole, SearchOptions.EXACT));
      exact.retainAll(ids(index.search(query, 10, plan)));
      found += exact.size() / 10.0;
    }
    return found / queries.length;
  }

  private static Set<String> ids(List<Hit> hits) {
    Set<String> ids = new HashSet<>();
    hits.forEach(hit -> ids.add(hit.id()));
    return ids;
  }

  @Override
  public void close() throws IOException {
    index.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
