package polyad.embedding.relative.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;
import polyad.embedding.relative.Anchors;
import polyad.embedding.relative.Projection;
import polyad.embedding.relative.RelativeProjection;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/**
 * {@code polyad train relative-representations}: keeps the anchors' vectors of one encoder, so that
 * {@code encode}, {@code index} and {@code search} see its other vectors from there. Nothing is
 * fitted.
 */
final class RelativeTraining implements Trainable<RelativeTraining.Config> {
  static final String FACTS = "relative.json";
  static final String ANCHORS = "anchors";

  /** How anchors are chosen where no file names them. */
  enum Choice {
    UNIFORM,
    FARTHEST,
    KMEANS,
    FIRST
  }

  record Config(
      @Describe("ids of the anchors, one a line; none to choose them") Optional<Path> anchors,
      @Describe("uniform, farthest, kmeans or first (most frequent) rows") Choice choice,
      @Describe("anchors to choose; 2 or more") int count,
      @Describe("cosine, angular, euclidean, l1 or change-of-basis") Projection projection) {
    Config {
      ConfigChecks.atLeast("count", count, 2);
    }
  }

  /**
   * What is not a tensor.
   *
   * @param hash of the anchors
   */
  record Facts(List<String> ids, String hash, Projection projection, int inputs) {}

  @Override
  public Config trainConfig() {
    return new Config(Optional.empty(), Choice.UNIFORM, 300, Projection.COSINE);
  }

  @Override
  public void train(Config config, TrainJob job) throws Exception {
    if (job.data().size() != 1) {
      throw new UsageException("give one file of vectors, found " + job.data().size());
    }
    try (var _ = TensorScope.open()) {
      IdVectors in = IdVectors.read(job.data().getFirst());
      Anchors anchors =
          config.anchors().isPresent()
              ? Anchors.fromFile(config.anchors().get(), in.ids(), in.file().toString())
              : UsageException.naming(in.file(), () -> chosen(config, in, job.seed()));
      Tensor encoded = anchors.of(in.vectors());
      UsageException.naming(
          in.file(), () -> RelativeProjection.of(anchors, config.projection()).fit(encoded));
      Facts facts =
          new Facts(anchors.ids(), anchors.hash(), config.projection(), (int) encoded.size(1));
      try (var writer = job.model()) {
        TensorFiles.writeSafetensors(
            writer.weights(),
            Map.of(ANCHORS, encoded.to(DType.F32)),
            Map.of(IdVectors.ANCHORS, anchors.hash()));
        writer.config(config).json(FACTS, facts);
        writer.commit();
      }
    }
  }

  private static Anchors chosen(Config config, IdVectors in, long seed) {
    int n = in.ids().size();
    Anchors numbers =
        switch (config.choice()) {
          case UNIFORM -> Anchors.uniform(n, config.count(), seed);
          case FARTHEST -> Anchors.farthestPoint(in.vectors(), config.count(), 0);
          case KMEANS -> Anchors.kMeans(in.vectors(), config.count(), seed);
          case FIRST -> Anchors.mostFrequent(n, config.count());
        };
    return new Anchors(numbers.index(), numbers.index().stream().map(in.ids()::get).toList());
  }
}
