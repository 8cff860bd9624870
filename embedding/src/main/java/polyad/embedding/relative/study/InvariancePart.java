package polyad.embedding.relative.study;

import java.util.List;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.embedding.relative.Projection;
import polyad.embedding.relative.Quantization;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** What relative vectors ignore, and by how much they change under what they do not ignore. */
final class InvariancePart {
  private static final int SAMPLES = 500;
  private static final int ANCHORS = 50;
  private static final int WIDTH = 32;
  private static final int TURNS = 20;
  private static final double BIN = 0.1;
  private static final double[] EPSILON = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3};

  private final Generator rng;
  private final Tensor x;
  private final Tensor anchors;
  private final Tensor before;

  InvariancePart(long seed) {
    rng = new Generator(seed);
    x = Tensor.randn(rng, DType.F64, SAMPLES, WIDTH);
    anchors = x.narrow(0, 0, ANCHORS);
    before = Projection.COSINE.apply(x, anchors);
  }

  void report(Report report) {
    report.section("Invariance (synthetic, float64)");
    double turned = turns();
    Tensor shift = Tensor.randn(rng, DType.F64, 1, WIDTH).mul(0.5);
    Tensor shear = Tensor.eye(DType.F64, WIDTH).add(noise(WIDTH, WIDTH).triu(1).mul(0.5));
    report.table(
        Table.of("Largest change of a cosine to an anchor")
            .columns("map of the space")
            .lower("change")
            .row("rotation and scale, worst of " + TURNS, turned)
            .row("shift by half a standard deviation", change(x.add(shift)))
            .row("shear", change(x.matmul(shear)))
            .build());
    report.check(Check.atMost("largest change under rotation and scale", turned, 1e-12));
    report.claim(
        Claim.exact(
            "invariance",
            "relative vectors ignore isometries around the origin and rescaling, without training",
            turned,
            new Bound.AtMost(1e-12)));
    report.claim(
        Claim.exact(
            "no-translation",
            "they do not ignore shifts",
            change(x.add(shift)),
            new Bound.AtLeast(1e-3)));
    curve(report);
  }

  private double turns() {
    double worst = 0;
    for (int i = 0; i < TURNS; i++) {
      try (var _ = TensorScope.open()) {
        Tensor q = Linalg.qr(noise(WIDTH, WIDTH)).q();
        worst = Math.max(worst, change(x.matmul(q).mul(Math.pow(10, i % 5 - 2))));
      }
    }
    return worst;
  }

  private Tensor noise(long rows, long columns) {
    return Tensor.randn(rng, DType.F64, rows, columns);
  }

  private Tensor after(Tensor moved) {
    return Projection.COSINE.apply(moved, moved.narrow(0, 0, ANCHORS));
  }

  private double change(Tensor moved) {
    return after(moved).sub(before).abs().max().item();
  }

  /** Each sample moved by ε of its length in a random direction: an ε-isometry. */
  private void curve(Report report) {
    double[] mean = new double[EPSILON.length];
    double[] bins = new double[EPSILON.length];
    Table.Builder table =
        Table.of("Under ε-isometries: each vector moved by ε times its length")
            .columns("ε")
            .lower("mean change")
            .lower("largest change")
            .higher("equal numbers, bins of " + BIN + ", %");
    Quantization coarse = new Quantization(Quantization.Kind.DIFFERENTIABLE_ROUND, BIN);
    for (int i = 0; i < EPSILON.length; i++) {
      Tensor direction = noise(SAMPLES, WIDTH);
      Tensor length = x.norm(2, true, 1).div(direction.norm(2, true, 1));
      Tensor seen = after(x.add(direction.mul(length), EPSILON[i]));
      mean[i] = seen.sub(before).abs().mean().item();
      Tensor equal = coarse.apply(seen).sub(coarse.apply(before)).abs().lt(BIN / 2);
      bins[i] = 100 * equal.to(DType.F64).mean().item();
      table.row(EPSILON[i], mean[i], seen.sub(before).abs().max().item(), bins[i]);
    }
    report.table(table.build());
    report.plot(
        new Plot.Lines(
            "Change under ε-isometries",
            Plot.Axis.log("ε"),
            Plot.Axis.log("mean change of a cosine"),
            List.of(Plot.Curve.of("cosine", EPSILON, mean))));
  }
}
