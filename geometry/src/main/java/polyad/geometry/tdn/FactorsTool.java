package polyad.geometry.tdn;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.report.Table;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/**
 * {@code polyad tool tensor-decomposition-networks factors}: the factors of a degree, for a network
 * of the user's own.
 */
final class FactorsTool implements Tool<FactorsTool.Options> {

  record Options(
      @Describe("largest degree; 0 to 4") int lmax,
      @Describe("rank; 0 for 7L²") int rank,
      @Describe("also write cp_a, cp_b, cp_c to this safetensors file") Optional<Path> factors) {
    Options {
      ConfigChecks.between("lmax", lmax, 0, 4);
      ConfigChecks.atLeast("rank", rank, 0);
    }

    int chosenRank() {
      return rank > 0 ? rank : RankSchedule.QUADRATIC.rank(lmax);
    }
  }

  @Override
  public String name() {
    return "factors";
  }

  @Override
  public String summary() {
    return "Decomposes the Clebsch-Gordan tensor of a degree; tells error, bound and parameters.";
  }

  @Override
  public Options options() {
    return new Options(2, 0, Optional.empty());
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    int rank = options.chosenRank();
    try (var _ = TensorScope.open()) {
      CpDecomposition cp = FactorCache.get(options.lmax(), rank);
      if (options.factors().isPresent()) {
        TensorFiles.writeSafetensors(
            options.factors().get(),
            Map.of("cp_a", cp.a(), "cp_b", cp.b(), "cp_c", cp.c()),
            Map.of());
      }
      int d = (options.lmax() + 1) * (options.lmax() + 1);
      return Table.of("CP decomposition of degree " + options.lmax())
          .columns(
              "rank",
              "relative error",
              "bound of the error of equivariance",
              "|A||B||C|",
              "numbers in the factors",
              "numbers in M")
          .row(
              rank,
              cp.relativeError(),
              cp.equivarianceBound(),
              cp.cancellation(),
              3L * d * rank,
              (long) d * d * d)
          .build();
    }
  }
}
