package polyad.series.olinear;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.report.Table;
import polyad.data.Missing;
import polyad.data.StandardScaler;
import polyad.series.OrthoTrans;
import polyad.series.SeriesFile;

/** {@code polyad tool olinear basis}: the matrix Q of a table, as the official code keeps it. */
final class BasisTool implements Tool<BasisTool.Options> {
  /**
   * How to fit and where to write.
   *
   * @param trainShare share of the rows, from the first on, that is fitted on
   */
  record Options(
      @Describe("steps of a window; 1 or more") int length,
      @Describe("how covariances become correlations") OrthoTrans.Normalise normalise,
      @Describe("share of the rows, from the first on, to fit on; 0.01 to 1") double trainShare,
      @Describe("npy file to write Q to; none for a table only") Optional<Path> npy) {
    Options {
      ConfigChecks.atLeast("length", length, 1);
      ConfigChecks.between("trainShare", trainShare, 0.01, 1);
    }
  }

  @Override
  public String name() {
    return "basis";
  }

  @Override
  public String summary() {
    return "Fit OrthoTrans on a csv with a header; write Q as npy and print its spectrum.";
  }

  @Override
  public Options options() {
    return new Options(96, OrthoTrans.Normalise.PEARSON, 0.7, Optional.empty());
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    double[][] rows = SeriesFile.read(job.file(), Missing.REJECT).series().values();
    double[][] train = Arrays.copyOf(rows, (int) (rows.length * options.trainShare()));
    double[][] scaled = StandardScaler.fit(train).transform(train);
    OrthoTrans fitted = OrthoTrans.fit(scaled, options.length(), options.normalise());
    if (options.npy().isPresent()) {
      fitted.save(options.npy().get());
    }
    double[] eigenvalues = fitted.eigenvalues();
    Table.Builder table =
        Table.of("Spectrum of the temporal correlation")
            .columns("coordinate", "eigenvalue", "share", "share up to here");
    double sum = 0;
    for (int i = 0; i < eigenvalues.length; i++) {
      double share = eigenvalues[i] / options.length();
      sum += share;
      table.row(i + 1, eigenvalues[i], share, sum);
    }
    return table.build();
  }
}
