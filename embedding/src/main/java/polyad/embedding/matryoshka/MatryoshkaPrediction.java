package polyad.embedding.matryoshka;

import java.nio.file.Path;
import java.util.Arrays;
import polyad.catalog.Describe;
import polyad.catalog.ModelDirectory;
import polyad.catalog.PredictJob;
import polyad.catalog.Predictable;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.embedding.Features;

/** {@code polyad predict}: the class of every row, at one size or by the cascade. */
final class MatryoshkaPrediction implements Predictable<MatryoshkaPrediction.Options> {
  /**
   * How to predict.
   *
   * @param size a nested size; 0 for the largest
   * @param adaptive whether to stop at the first size that is confident
   */
  record Options(
      @Describe("nested size to classify with; 0 for the largest") int size,
      @Describe("stop at the first size that is confident; true or false") boolean adaptive,
      @Describe("column of a csv file to ignore as labels") String labelColumn) {}

  @Override
  public Options predictOptions() {
    return new Options(0, false, "label");
  }

  @Override
  public Table predict(Options options, ModelDirectory directory, PredictJob job) throws Exception {
    Table.Builder table = Table.of("Predictions").columns("row", "class", "probability", "size");
    try (TrainedMatryoshka model = TrainedMatryoshka.load(directory)) {
      int fixed = level(options, model);
      int row = 0;
      for (Path file : job.data()) {
        Features features = Features.read(file, null, options.labelColumn());
        double[][][] probabilities = model.allProbabilities(features.rows());
        int[] levels = new int[features.rows().length];
        if (options.adaptive()) {
          levels = model.cascade().predict(probabilities).level();
        } else {
          Arrays.fill(levels, fixed);
        }
        for (int i = 0; i < levels.length; i++) {
          double[] p = probabilities[levels[i]][i];
          int best = Cascade.argmax(p);
          table.row(++row, model.classes().get(best), p[best], model.nesting()[levels[i]]);
        }
      }
    }
    return table.build();
  }

  private static int level(Options options, TrainedMatryoshka model) {
    int[] sizes = model.nesting();
    if (options.size() == 0) {
      return sizes.length - 1;
    }
    int level = Arrays.binarySearch(sizes, options.size());
    if (level < 0) {
      throw new UsageException(
          "size is " + options.size() + ", allowed: one of " + Arrays.toString(sizes));
    }
    return level;
  }
}
