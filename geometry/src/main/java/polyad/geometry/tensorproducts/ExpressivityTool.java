package polyad.geometry.tensorproducts;

import java.util.Map;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.report.Table;
import polyad.geometry.EquivariantProduct;
import polyad.geometry.ProductTiming;
import polyad.tensor.TensorScope;

/** {@code polyad tool equivariant-tensor-products compare}: which product, for a degree. */
final class ExpressivityTool implements Tool<ExpressivityTool.Options> {

  record Options(
      @Describe("largest degree of both inputs; 1 to 6") int lmax,
      @Describe("largest degree of the result; 0 to twice lmax") int lmaxOut,
      @Describe("rows of the timing; 1 or more") int rows) {
    Options {
      ConfigChecks.between("lmax", lmax, 1, 6);
      ConfigChecks.between("lmaxOut", lmaxOut, 0, 2.0 * lmax);
      ConfigChecks.atLeast("rows", rows, 1);
    }
  }

  @Override
  public String name() {
    return "compare";
  }

  @Override
  public String summary() {
    return "Expressivity, interactable triples and time of every product for a degree.";
  }

  @Override
  public Options options() {
    return new Options(3, 3, 1000);
  }

  @Override
  public Table run(Options options, ToolJob job) {
    Table.Builder table =
        Table.of("Products of degrees 0.." + options.lmax())
            .columns("product")
            .higher("expressivity")
            .higher("interactable triples")
            .lower("ms forward and backward");
    ProductTiming timing = new ProductTiming(options.rows(), 1, true);
    try (var _ = TensorScope.open()) {
      Map<String, EquivariantProduct> products =
          NamedProducts.of(options.lmax(), options.lmaxOut());
      for (var entry : products.entrySet()) {
        Expressivity measured = Expressivity.of(entry.getValue());
        table.row(
            entry.getKey(),
            measured.rank(),
            measured.triples(),
            timing.milliseconds(entry.getValue()));
      }
    }
    return table.build();
  }
}
