package polyad.geometry.polynomials;

import java.util.List;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.report.Table;

/** {@code polyad tool equivariant-graph-polynomials list}: patterns and who computes them. */
final class ListTool implements Tool<ListTool.Options> {

  record Options(
      @Describe("most edges; 1 to 7") int edges,
      @Describe("red vertices, the indices of the result; 0 to 2") int reds,
      @Describe("which patterns: all, or those that a prototype lacks") Missing missing,
      @Describe("nodes that the cost is given for; 1 or more") int nodes) {
    Options {
      ConfigChecks.between("edges", edges, 1, 7);
      ConfigChecks.between("reds", reds, 0, 2);
      ConfigChecks.atLeast("nodes", nodes, 1);
    }
  }

  /** Which to list. */
  enum Missing {
    /** All of them. */
    NONE,
    /** What message passing lacks. */
    NODE_BASED,
    /** What pairs without matrix products lack. */
    PAIR_BASED,
    /** What pairs with matrix products lack. */
    EDGE_BASED
  }

  @Override
  public String name() {
    return "list";
  }

  @Override
  public String summary() {
    return "Lists connected patterns, the width and cost of their polynomials, and what computes"
        + " them.";
  }

  @Override
  public Options options() {
    return new Options(6, 2, Missing.EDGE_BASED, 100);
  }

  @Override
  public Table run(Options options, ToolJob job) {
    var patterns =
        new MultigraphEnumerator(
            options.edges(), options.reds(), MultigraphEnumerator.Kind.SIMPLE_CONNECTED);
    Table.Builder table =
        Table.of("Connected patterns")
            .columns(
                "edges",
                "pattern",
                "width",
                "multiplications",
                "MB",
                "node-based",
                "pair-based",
                "edge-based")
            .note("cost on %d nodes".formatted(options.nodes()));
    for (Multigraph h : patterns.all()) {
      if (wanted(options.missing(), h)) {
        ContractionPlan plan = ContractionPlan.of(h, options.nodes());
        table.row(
            h.degree(),
            h.toString(),
            plan.width(),
            plan.flops(),
            plan.bytes() / 1e6,
            yes(Prototype.NODE_BASED, h),
            yes(Prototype.PAIR_BASED, h),
            yes(Prototype.EDGE_BASED, h));
      }
    }
    return table.build();
  }

  private static String yes(Prototype prototype, Multigraph h) {
    return h.reds().size() > prototype.reds() ? "-" : prototype.computes(h) ? "yes" : "no";
  }

  private static boolean wanted(Missing missing, Multigraph h) {
    List<Prototype> asked =
        switch (missing) {
          case NONE -> List.of();
          case NODE_BASED -> List.of(Prototype.NODE_BASED);
          case PAIR_BASED -> List.of(Prototype.PAIR_BASED);
          case EDGE_BASED -> List.of(Prototype.EDGE_BASED);
        };
    return asked.stream().noneMatch(p -> p.computes(h));
  }
}
