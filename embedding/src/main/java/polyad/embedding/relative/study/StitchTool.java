package polyad.embedding.relative.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.CsvTable;
import polyad.data.Splits;
import polyad.nn.evaluate.LinearProbe;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * {@code polyad tool relative-representations stitch}: a linear classifier is trained on each
 * model's vectors and judged behind every other model's, on ids that none was trained on.
 */
final class StitchTool implements Tool<StitchTool.Options> {
  record Options(
      @Describe("ids of the anchors, one a line") Path anchors,
      @Describe("csv with the columns id and label") Path labels,
      @Describe("share of the ids that is held out; above 0, below 1") double test) {
    Options {
      ConfigChecks.between("test", test, Double.MIN_VALUE, Math.nextDown(1.0));
    }
  }

  @Override
  public String name() {
    return "stitch";
  }

  @Override
  public String summary() {
    return "Accuracy of each model's linear head behind each model's vectors; two files or more.";
  }

  @Override
  public Options options() {
    return new Options(Path.of("anchors.txt"), Path.of("labels.csv"), 0.3);
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    if (job.files().size() < 2) {
      throw new UsageException("expected two files of vectors or more, got " + job.files().size());
    }
    try (var _ = TensorScope.open()) {
      List<IdVectors> models = new ArrayList<>();
      for (Path file : job.files()) {
        models.add(IdVectors.read(file));
      }
      Map<String, String> labelOf = labels(options.labels());
      List<String> ids = IdVectors.common(models).stream().filter(labelOf::containsKey).toList();
      if (ids.size() < 10) {
        throw new UsageException(
            "%s labels %d common ids, expected 10 or more".formatted(options.labels(), ids.size()));
      }
      List<String> classes = ids.stream().map(labelOf::get).distinct().sorted().toList();
      int[] target = ids.stream().mapToInt(id -> classes.indexOf(labelOf.get(id))).toArray();
      int[][] parts = Splits.shuffled(ids.size(), job.seed(), 1 - options.test(), options.test());
      List<Tensor> relative = new ArrayList<>();
      List<Tensor> absolute = new ArrayList<>();
      for (IdVectors model : models) {
        relative.add(CompareTool.seen(model, options.anchors(), ids).vectors().to(DType.F32));
        absolute.add(model.rows(ids).to(DType.F32));
      }
      Table.Builder table =
          Table.of("")
              .columns("encoder", "head")
              .higher("relative, %")
              .higher("absolute, %")
              .note(
                  "%d ids, %d held out, %d classes"
                      .formatted(ids.size(), parts[1].length, classes.size()));
      for (int i = 0; i < models.size(); i++) {
        for (int j = 0; j < models.size(); j++) {
          boolean fits = absolute.get(i).size(1) == absolute.get(j).size(1);
          table.row(
              models.get(i).file().toString(),
              models.get(j).file().toString(),
              accuracy(relative.get(i), relative.get(j), target, parts, job.seed()),
              fits
                  ? (Object) accuracy(absolute.get(i), absolute.get(j), target, parts, job.seed())
                  : "–");
        }
      }
      return table.build();
    }
  }

  private static double accuracy(
      Tensor encoder, Tensor head, int[] target, int[][] parts, long seed) {
    int[] train = select(target, parts[0]);
    int[] test = select(target, parts[1]);
    Tensor x = head.indexSelect(0, Trainings.index(parts[0]));
    Tensor y = encoder.indexSelect(0, Trainings.index(parts[1]));
    return 100 * LinearProbe.accuracy(x, train, y, test, seed);
  }

  private static int[] select(int[] values, int[] rows) {
    return Arrays.stream(rows).map(i -> values[i]).toArray();
  }

  private static Map<String, String> labels(Path file) throws IOException {
    CsvTable table = CsvTable.read(file);
    for (String column : List.of(IdVectors.ID, "label")) {
      if (!table.has(column)) {
        throw new UsageException(
            "%s, line 1: found columns %s, expected one called '%s'"
                .formatted(file, table.header(), column));
      }
    }
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < table.size(); i++) {
      labels.put(table.cell(i, IdVectors.ID), table.cell(i, "label"));
    }
    return labels;
  }
}
