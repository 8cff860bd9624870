package polyad.text.matryoshka2d;

import java.nio.file.Path;
import polyad.catalog.Describe;
import polyad.catalog.ModelDirectory;
import polyad.catalog.PredictJob;
import polyad.catalog.Predictable;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.SentencePairs;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.text.PairFiles;
import polyad.text.SentenceEncoder;

/** {@code polyad predict}: how alike the two texts of each row are. */
final class Matryoshka2dPrediction implements Predictable<Matryoshka2dPrediction.Options> {
  /** Where to cut. */
  record Options(
      @Describe("layers to run; -1 for all") int layer,
      @Describe("coordinates to keep; 0 for all") int dim) {}

  @Override
  public Options predictOptions() {
    return new Options(-1, 0);
  }

  @Override
  public Table predict(Options options, ModelDirectory directory, PredictJob job) throws Exception {
    if (job.data().size() != 1) {
      throw new UsageException("give one file of pairs, found " + job.data().size());
    }
    Path file = job.data().getFirst();
    SentencePairs pairs = PairFiles.readTexts(file);
    try (var _ = TensorScope.open();
        TrainedMatryoshka2d model = TrainedMatryoshka2d.load(directory)) {
      SentenceEncoder encoder = model.encoder();
      int layer = options.layer() == -1 ? encoder.layers() : options.layer();
      int dim = options.dim() == 0 ? encoder.dimension() : options.dim();
      Tensor unit = encoder.encode(pairs.sentences(), layer, dim).view(-1, 2, dim); // [P, 2, d]
      double[] cosine = unit.select(1, 0).mul(unit.select(1, 1)).sum(1).toDoubleArray(); // [P]
      Table.Builder table = Table.of("").columns("text1", "text2", "cosine");
      for (int i = 0; i < cosine.length; i++) {
        table.row(pairs.columns().get(0).get(i), pairs.columns().get(1).get(i), cosine[i]);
      }
      return table.build();
    }
  }
}
