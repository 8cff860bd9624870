package polyad.embedding.relative.study;

import polyad.catalog.report.Check;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.embedding.relative.Anchors;
import polyad.embedding.relative.Projection;
import polyad.embedding.relative.RelativeProjection;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** What a transform costs beside the plain product of the same size, in turns, best of each. */
final class CostPart {
  private static final int WIDTH = 512;
  private static final int ANCHORS = 512;
  private static final int ROUNDS = 7;

  private final int samples;

  CostPart(int samples) {
    this.samples = samples;
  }

  void report(Report report, long seed) {
    double plain = Double.POSITIVE_INFINITY;
    double relative = Double.POSITIVE_INFINITY;
    try (var _ = TensorScope.open()) {
      Tensor x = Tensor.randn(new Generator(seed), samples, WIDTH);
      Anchors anchors = Anchors.uniform(samples, ANCHORS, seed);
      Tensor encoded = anchors.of(x);
      RelativeProjection projection =
          RelativeProjection.of(anchors, Projection.COSINE).fit(encoded);
      for (int round = 0; round <= ROUNDS; round++) {
        try (var _ = TensorScope.open()) {
          long start = System.nanoTime();
          double ignored = x.matmul(encoded.mT()).select(0, 0).select(0, 0).item();
          long middle = System.nanoTime();
          ignored += projection.transform(x).vectors().select(0, 0).select(0, 0).item();
          long end = System.nanoTime();
          if (round > 0 && Double.isFinite(ignored)) { // the first warms up
            plain = Math.min(plain, (middle - start) / 1e9);
            relative = Math.min(relative, (end - middle) / 1e9);
          }
        }
      }
    }
    double work = 2.0 * samples * WIDTH * ANCHORS / 1e9;
    report.section("Cost");
    report.table(
        Table.of("Seconds and 10⁹ operations a second")
            .columns("work")
            .lower("s")
            .higher("GFLOP/s")
            .row("matmul", plain, work / plain)
            .row("transform", relative, work / relative)
            .note(
                "%d samples, %d anchors, width %d, float32; best of %d in turns"
                    .formatted(samples, ANCHORS, WIDTH, ROUNDS))
            .build());
    report.check(Check.atLeast("cost: rate of a transform over a matmul's", plain / relative, 0.5));
  }
}
