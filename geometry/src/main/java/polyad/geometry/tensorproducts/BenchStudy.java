package polyad.geometry.tensorproducts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Plot;
import polyad.catalog.report.PowerLaw;
import polyad.catalog.report.Table;
import polyad.geometry.CgProduct;
import polyad.geometry.EquivariantProduct;
import polyad.geometry.ProductTiming;
import polyad.tensor.TensorScope;

/** The micro-benchmark: SISO, SIMO and MIMO of every product, with fitted exponents. */
final class BenchStudy {
  private static final Map<String, String> THEORY =
      Map.of(
          "cg-dense", "3 / 4 / 6",
          "cg-sparse", "2 / 3 / 5",
          "gaunt-fourier", "2 log / 3 / 3",
          "gaunt-grid", "4 dense, 3 separable",
          "gaunt-grid-separable", "2 log / 3 / 3",
          "matrix", "6",
          "matrix-single", "3");

  private final TensorProductsConfig config;
  private final Run run;
  private final ProductTiming timing;

  /** Milliseconds by product, forward. */
  record Times(Map<String, Double> milliseconds) {}

  BenchStudy(TensorProductsConfig config, Run run) {
    this.config = config;
    this.run = run;
    this.timing = new ProductTiming(config.timingBatch(), 1, false);
  }

  void report() throws Exception {
    run.report().section("Micro-benchmark");
    for (TensorProductsConfig.Setting setting : config.settings()) {
      List<Times> times = new ArrayList<>();
      for (int l = 1; l <= config.timingLmax(); l++) {
        int degree = l;
        times.add(
            run.once(setting + "-" + l, Times.class, () -> new Times(measure(setting, degree))));
      }
      show(setting, times);
      if (setting == TensorProductsConfig.Setting.MIMO) {
        judge(times);
      }
    }
  }

  private Map<String, Double> measure(TensorProductsConfig.Setting setting, int l) {
    Map<String, Double> times = new TreeMap<>();
    try (var _ = TensorScope.open()) {
      for (var entry : products(setting, l).entrySet()) {
        times.put(entry.getKey(), timing.milliseconds(entry.getValue()));
      }
    }
    return times;
  }

  private static Map<String, EquivariantProduct> products(
      TensorProductsConfig.Setting setting, int l) {
    Map<String, EquivariantProduct> products = new LinkedHashMap<>();
    for (var entry :
        NamedProducts.of(l, setting == TensorProductsConfig.Setting.SISO ? l : 2 * l).entrySet()) {
      // The fused matrices grow as L^6 entries.
      if (!entry.getKey().equals("matrix") || l <= 4) {
        products.put(
            entry.getKey(),
            setting == TensorProductsConfig.Setting.MIMO
                ? entry.getValue()
                : SingleDegree.of(entry.getKey(), entry.getValue(), l, setting));
      }
    }
    if (setting == TensorProductsConfig.Setting.MIMO) {
      products.put("vector-cross", NamedProducts.fields(l).get("vector-cross"));
    }
    products.values().removeIf(Objects::isNull);
    return products;
  }

  private void show(TensorProductsConfig.Setting setting, List<Times> times) {
    List<String> names = new ArrayList<>(times.getFirst().milliseconds().keySet());
    Table.Builder table = Table.of(setting + ": milliseconds of a forward pass").columns("product");
    for (int l = 1; l <= times.size(); l++) {
      table.lower("L = " + l);
    }
    table.columns("exponent from L = 3", "theory");
    table.note("float32, " + config.timingBatch() + " rows of one channel, best of several calls");
    List<Plot.Curve> curves = new ArrayList<>();
    for (String name : names) {
      List<Object> row = new ArrayList<>(List.of(name));
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      for (int l = 1; l <= times.size(); l++) {
        Double time = times.get(l - 1).milliseconds().get(name);
        row.add(time == null ? "" : time);
        if (time != null) {
          x.add((double) l);
          y.add(time);
        }
      }
      row.add(x.size() >= 5 ? exponent(x, y) : "");
      row.add(THEORY.getOrDefault(name, "as the grid, 9 times"));
      table.row(row.toArray());
      curves.add(Plot.Curve.of(name, array(x), array(y)));
    }
    run.report()
        .table(table.build())
        .plot(
            new Plot.Lines(
                setting + ": time of a forward pass",
                Plot.Axis.log("L"),
                Plot.Axis.log("ms"),
                curves));
  }

  private static double exponent(List<Double> x, List<Double> y) {
    return PowerLaw.exponent(array(x.subList(2, x.size())), array(y.subList(2, y.size())));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private void judge(List<Times> times) {
    Table.Builder price =
        Table.of("MIMO: microseconds for a unit of expressivity")
            .columns("L")
            .lower("cg-dense")
            .lower("cg-sparse")
            .lower("gaunt-grid")
            .lower("gaunt-fourier")
            .columns("expressivity of cg", "of gaunt");
    boolean gridBeatsFourier = true;
    boolean gridBeatsCg = true;
    for (int l = 1; l <= times.size(); l++) {
      var t = times.get(l - 1).milliseconds();
      double grid = Math.min(time(t, "gaunt-grid"), time(t, "gaunt-grid-separable"));
      gridBeatsFourier &= grid < time(t, "gaunt-fourier");
      gridBeatsCg &= l < 2 || grid < time(t, "cg-dense");
      int cg = CgProduct.paths(l, l, 2 * l, false).size();
      int gaunt = 4 * l + 1;
      price.row(
          l,
          1000 * time(t, "cg-dense") / cg,
          1000 * time(t, "cg-sparse") / cg,
          1000 * grid / gaunt,
          1000 * time(t, "gaunt-fourier") / gaunt,
          cg,
          gaunt);
    }
    run.report()
        .table(price.build())
        .check(Check.that("MIMO: the grid is faster than Fourier at every L", gridBeatsFourier))
        .check(Check.that("MIMO: the grid is faster than cg-dense from L = 2 on", gridBeatsCg));
    if (times.size() >= 8) {
      run.report()
          .claim(
              Claim.exact(
                  "C5",
                  "theory and practice: cg-dense's exponent is above the grid's by more than 1",
                  slope(times, "cg-dense") - slope(times, "gaunt-grid-separable"),
                  new Bound.AtLeast(1)));
    }
  }

  private static double slope(List<Times> times, String name) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int l = 1; l <= times.size(); l++) {
      x.add((double) l);
      y.add(time(times.get(l - 1).milliseconds(), name));
    }
    return exponent(x, y);
  }

  private static double time(Map<String, Double> times, String name) {
    Double time = times.get(name);
    if (time == null) {
      throw new IllegalStateException(name + " was not timed");
    }
    return time;
  }
}
