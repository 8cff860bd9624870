package polyad.embedding.bt2;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import polyad.catalog.Describe;
import polyad.catalog.FeatureFiles;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.TextFiles;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** {@code polyad tool bt2 eval}: the upgrade report of two files of vectors. */
final class EvalTool implements Tool<EvalTool.Options> {
  record Options(@Describe("labels of the rows, one a line") Path labels) {}

  @Override
  public String name() {
    return "eval";
  }

  @Override
  public String summary() {
    return "Tells what an upgrade does to retrieval: old vectors, new vectors (npy, csv) of the same"
        + " labelled samples.";
  }

  @Override
  public Options options() {
    return new Options(Path.of("labels.txt"));
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    if (job.files().size() != 2) {
      throw new UsageException(
          "expected two files, old and new vectors, got " + job.files().size());
    }
    List<String> labels = TextFiles.lines(options.labels());
    List<String> classes = List.copyOf(new TreeSet<>(labels));
    int[] target = labels.stream().mapToInt(classes::indexOf).toArray();
    try (var _ = TensorScope.open()) {
      Tensor old = BackwardCompatible.unit(Tensor.of(FeatureFiles.read(job.files().get(0))));
      Tensor upgraded = Tensor.of(FeatureFiles.read(job.files().get(1)));
      UpgradeReport report = UpgradeReport.evaluate(old, upgraded, target);
      Table.Builder table =
          Table.of("Retrieval, %; query model / gallery model")
              .columns("pair", "top-1", "top-5", "mAP");
      row(table, "old/old", report.oldOld());
      row(table, "new/old", report.newOld());
      row(table, "new/old, prefixes normalised", report.newOldCosine());
      row(table, "new/new", report.newNew());
      return table.build();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void row(Table.Builder table, String name, PrefixRetrieval.Scores scores) {
    table.row(name, 100 * scores.top1(), 100 * scores.top5(), 100 * scores.map());
  }
}
