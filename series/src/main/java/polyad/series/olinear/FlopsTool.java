package polyad.series.olinear;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.report.Table;
import polyad.series.Flops;

/** {@code polyad tool olinear flops}: NormLin against self-attention, counted. */
final class FlopsTool implements Tool<FlopsTool.Options> {
  /** For which tokens and widths. */
  record Options(
      @Describe("numbers of tokens N; each 1 or more") int[] tokens,
      @Describe("widths D; each 1 or more") int[] dims) {
    Options {
      for (int n : tokens) {
        ConfigChecks.atLeast("tokens", n, 1);
      }
      for (int d : dims) {
        ConfigChecks.atLeast("dims", d, 1);
      }
    }
  }

  @Override
  public String name() {
    return "flops";
  }

  @Override
  public String summary() {
    return "Count the multiply-adds of NormLin and of self-attention, a sample and layer; no files.";
  }

  @Override
  public Options options() {
    return new Options(new int[] {7, 137, 321, 862}, new int[] {512});
  }

  @Override
  public Table run(Options options, ToolJob job) {
    Table.Builder table =
        Table.of("Multiply-adds a sample and layer")
            .columns("tokens N", "width D", "self-attention", "NormLin")
            .lower("ratio");
    for (int d : options.dims()) {
      for (int n : options.tokens()) {
        long attention = Flops.selfAttention(n, d);
        long normLin = Flops.normLin(n, d);
        table.row(n, d, attention, normLin, (double) normLin / attention);
      }
    }
    return table.build();
  }
}
