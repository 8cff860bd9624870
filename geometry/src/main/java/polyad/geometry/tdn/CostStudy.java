package polyad.geometry.tdn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import polyad.algebra.o3.Irreps;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Plot;
import polyad.catalog.report.PowerLaw;
import polyad.catalog.report.Table;
import polyad.geometry.ConnectionMode;
import polyad.geometry.Instruction;
import polyad.geometry.ProductOptions;
import polyad.geometry.ProductTiming;
import polyad.geometry.TensorProduct;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * What products cost, in multiplications and milliseconds: with the one channel of an edge's
 * harmonics (UVU), and where both inputs have channels (UUU).
 */
final class CostStudy {
  private static final String CP = "CP, 7L²";
  private static final String EACH_PATH = "exact, each path";
  private static final String DENSE = "exact, shared";

  private final TdnExperimentConfig config;
  private final Run run;

  /** Milliseconds by product, forward and backward. */
  record Times(Map<String, Double> milliseconds) {
    double of(String name) {
      Double time = milliseconds.get(name);
      if (time == null) {
        throw new IllegalStateException(name + " was not timed");
      }
      return time;
    }
  }

  CostStudy(TdnExperimentConfig config, Run run) {
    this.config = config;
    this.run = run;
  }

  void report() throws Exception {
    run.report().section("Cost of products");
    multiplications();
    for (ConnectionMode mode : List.of(ConnectionMode.UVU, ConnectionMode.UUU)) {
      List<Times> times = new ArrayList<>();
      for (int lmax = 1; lmax <= config.timingLmax(); lmax++) {
        int l = lmax;
        run.stopIfRequested();
        times.add(run.once("time-" + mode + "-" + l, Times.class, () -> measure(mode, l)));
      }
      show(mode, times);
      if (times.size() >= 5) {
        judge(mode, times);
      }
    }
  }

  /** Multiplications of one channel where both inputs have channels. */
  static double multiplications(String product, int lmax) {
    double d = (lmax + 1.0) * (lmax + 1);
    return switch (product) {
      case CP -> 3 * d * RankSchedule.QUADRATIC.rank(lmax);
      case DENSE -> d * d * d;
      case EACH_PATH ->
          SharedPathTensor.paths(lmax).stream()
              .mapToDouble(p -> (2 * p.l1() + 1.0) * (2 * p.l2() + 1) * (2 * p.l3() + 1))
              .sum();
      default -> throw new IllegalArgumentException(product);
    };
  }

  private void multiplications() {
    Table.Builder table =
        Table.of("Multiplications of one channel, both inputs with channels")
            .columns("L", EACH_PATH, DENSE, CP);
    for (int lmax = 1; lmax <= 6; lmax++) {
      table.row(
          lmax,
          multiplications(EACH_PATH, lmax),
          multiplications(DENSE, lmax),
          multiplications(CP, lmax));
    }
    double each = slope(l -> multiplications(EACH_PATH, l));
    double cp = slope(l -> multiplications(CP, l));
    table.row("exponent, L = 2..6", each, slope(l -> multiplications(DENSE, l)), cp);
    run.report()
        .table(table.build())
        .check(
            Check.atLeast("multiplications: exponent of the paths less that of CP", each - cp, 1))
        .claim(
            Claim.exact(
                "C6",
                "the product falls from O(L^6) to O(L^4): exponent of CP's multiplications,"
                    + " L = 2..6",
                cp,
                new Bound.AtMost(4)));
  }

  private static double slope(ToDoubleFunction<Integer> cost) {
    double[] x = {2, 3, 4, 5, 6};
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = cost.applyAsDouble((int) x[i]);
    }
    return PowerLaw.exponent(x, y);
  }

  private SharedProduct.Shape shape(ConnectionMode mode, int lmax) {
    int c = config.timingChannels();
    return new SharedProduct.Shape(lmax, c, mode == ConnectionMode.UVU ? 1 : c, c, mode);
  }

  private Times measure(ConnectionMode mode, int lmax) {
    SharedProduct.Shape shape = shape(mode, lmax);
    Map<String, Double> times = new LinkedHashMap<>();
    try (var _ = TensorScope.open()) {
      Map<String, SharedProduct> products = new LinkedHashMap<>();
      products.put(CP, new CpTensorProduct(shape, randomFactors(lmax)));
      products.put(EACH_PATH, ExactTensorProduct.perPath(shape));
      products.put(DENSE, ExactTensorProduct.shared(shape));
      products.put("Gaunt grid", new GauntGridProduct(shape));
      for (var entry : products.entrySet()) {
        times.put(entry.getKey(), time(entry.getValue()));
      }
      times.put("e3nn's", e3nn(shape));
    }
    return new Times(times);
  }

  /** The cost of a product of low rank does not depend on its factors. */
  private static CpDecomposition randomFactors(int lmax) {
    Generator rng = new Generator(1);
    long d = (lmax + 1L) * (lmax + 1);
    int rank = RankSchedule.QUADRATIC.rank(lmax);
    return new CpDecomposition(
        Tensor.randn(rng, DType.F32, d, rank),
        Tensor.randn(rng, DType.F32, d, rank),
        Tensor.randn(rng, DType.F32, d, rank),
        Double.NaN,
        Double.NaN);
  }

  private double time(SharedProduct product) {
    SharedProduct.Shape shape = product.shape();
    Generator rng = new Generator(2);
    int n = config.timingBatch();
    Tensor x = Tensor.randn(rng, n, shape.d(), shape.channels1()).requiresGrad(true);
    Tensor y = Tensor.randn(rng, n, shape.d(), shape.channels2()).requiresGrad(true);
    Tensor w = Tensor.randn(rng, n, product.weightCount()).requiresGrad(true);
    return step(() -> product.forward(x, y, w), List.of(x, y, w));
  }

  /** e3nn's instructions with all paths, weights of each sample. */
  private double e3nn(SharedProduct.Shape shape) {
    Irreps even = Irreps.sphericalHarmonics(shape.lmax(), 1);
    List<Instruction> instructions = new ArrayList<>();
    for (SharedPathTensor.Path p : SharedPathTensor.paths(shape.lmax())) {
      instructions.add(new Instruction(p.l1(), p.l2(), p.l3(), shape.mode(), true, 1));
    }
    Generator rng = new Generator(3);
    Irreps first = even.withMul(shape.channels1());
    Irreps second = even.withMul(shape.channels2());
    TensorProduct product =
        new TensorProduct(
            first,
            second,
            even.withMul(shape.channels3()),
            instructions,
            ProductOptions.DEFAULT.external(),
            rng);
    int n = config.timingBatch();
    Tensor x = Tensor.randn(rng, n, first.dim()).requiresGrad(true);
    Tensor y = Tensor.randn(rng, n, second.dim()).requiresGrad(true);
    Tensor w = Tensor.randn(rng, n, product.weightCount()).requiresGrad(true);
    return step(() -> product.forward(x, y, w), List.of(x, y, w));
  }

  private static double step(Supplier<Tensor> forward, List<Tensor> inputs) {
    return ProductTiming.best(() -> Autograd.grad(forward.get().sum(), inputs, false));
  }

  private void show(ConnectionMode mode, List<Times> times) {
    String title =
        mode == ConnectionMode.UVU
            ? "one channel of harmonics times features (UVU)"
            : "both inputs with channels (UUU)";
    Table.Builder table = Table.of("Milliseconds, " + title).columns("product");
    double[] degrees = new double[times.size()];
    for (int i = 0; i < times.size(); i++) {
      degrees[i] = i + 1;
      table.lower("L = " + (i + 1));
    }
    table.columns("exponent from L = 2");
    table.note(
        "float32, forward and backward, %d rows, %d channels, best of several calls"
            .formatted(config.timingBatch(), config.timingChannels()));
    List<Plot.Curve> curves = new ArrayList<>();
    for (String name : times.getFirst().milliseconds().keySet()) {
      double[] y = times.stream().mapToDouble(t -> t.of(name)).toArray();
      List<Object> row = new ArrayList<>(List.of(name));
      for (double value : y) {
        row.add(value);
      }
      row.add(y.length >= 5 ? (Object) slope(times, name) : "");
      table.row(row.toArray());
      curves.add(Plot.Curve.of(name, degrees, y));
    }
    run.report()
        .table(table.build())
        .plot(
            new Plot.Lines(
                "Time, " + title, Plot.Axis.log("L"), Plot.Axis.log("milliseconds"), curves));
  }

  private static double slope(List<Times> times, String name) {
    double[] x = new double[times.size() - 1];
    double[] y = new double[times.size() - 1];
    for (int i = 0; i < x.length; i++) {
      x[i] = i + 2;
      y[i] = times.get(i + 1).of(name);
    }
    return PowerLaw.exponent(x, y);
  }

  private void judge(ConnectionMode mode, List<Times> times) {
    String where = mode == ConnectionMode.UVU ? "harmonics of one channel" : "channels on both";
    String id = mode == ConnectionMode.UVU ? "C6a" : "C6b";
    double faster = Double.MAX_VALUE;
    double againstDense = Double.MAX_VALUE;
    for (Times t : times.subList(2, times.size())) {
      faster = Math.min(faster, t.of(EACH_PATH) / t.of(CP));
      againstDense = Math.min(againstDense, t.of(DENSE) / t.of(CP));
    }
    run.report()
        .claim(
            Claim.exact(
                id,
                "measured, %s: the exponent of the paths is above CP's by 1 or more"
                    .formatted(where),
                slope(times, EACH_PATH) - slope(times, CP),
                new Bound.AtLeast(1)))
        .claim(
            Claim.exact(
                id + "2",
                "measured, %s: CP is 5 times faster than each path from L = 3 on".formatted(where),
                faster,
                new Bound.AtLeast(5)))
        .claim(
            Claim.exact(
                id + "3",
                "measured, %s: CP is faster than the dense exact product with shared weights from"
                        .formatted(where)
                    + " L = 3 on",
                againstDense,
                new Bound.AtLeast(1)));
  }
}
