package polyad.text.matryoshka2d;

import java.util.stream.IntStream;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.SentencePairs;
import polyad.text.PairFiles;

/** {@code polyad tool matryoshka-2d eval MODEL PAIRS}: the scores of every depth and width. */
final class EvaluateTool implements Tool<EvaluateTool.Options> {
  /** Which cells of the grid. */
  record Options(
      @Describe("layers n; empty for all from 1") int[] layers,
      @Describe("widths d; empty for those that were trained") int[] dims) {}

  @Override
  public String name() {
    return "eval";
  }

  @Override
  public String summary() {
    return "Print 100·Spearman of cosine and score at every layer and width: MODEL, then a file of"
        + " text1,text2,label (.tsv, .csv, .jsonl).";
  }

  @Override
  public Options options() {
    return new Options(new int[0], new int[0]);
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    if (job.files().size() != 2) {
      throw new UsageException("expected MODEL and a file of pairs, got " + job.files().size());
    }
    SentencePairs pairs = PairFiles.read(job.files().get(1));
    try (TrainedMatryoshka2d model = TrainedMatryoshka2d.open(job.files().getFirst())) {
      int[] layers =
          options.layers().length > 0
              ? options.layers()
              : IntStream.rangeClosed(1, model.encoder().layers()).toArray();
      int[] dims = options.dims().length > 0 ? options.dims() : model.nesting();
      return Grid.evaluate(model.encoder(), pairs, layers, dims)
          .table("100·Spearman on " + pairs.size() + " pairs");
    }
  }
}
