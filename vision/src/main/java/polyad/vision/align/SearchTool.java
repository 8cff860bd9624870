package polyad.vision.align;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** {@code polyad tool align search MODEL PICTURE...}: by text, by picture, or by both. */
final class SearchTool implements Tool<SearchTool.Options> {
  /** The query. */
  record Options(
      @Describe("words to look for, or to add to the picture") Optional<String> text,
      @Describe("words to take away from the picture") Optional<String> minus,
      @Describe("a picture to start from") Optional<Path> image,
      @Describe("weight of the words beside a picture; above 0") double scale,
      @Describe("hits to show; 1 or more") int k) {
    Options {
      ConfigChecks.positive("scale", scale);
      ConfigChecks.atLeast("k", k, 1);
    }
  }

  @Override
  public String name() {
    return "search";
  }

  @Override
  public String summary() {
    return "Find pictures: MODEL, then pictures; --text WORDS, --image PICTURE, --minus WORDS.";
  }

  @Override
  public Options options() {
    return new Options(Optional.empty(), Optional.empty(), Optional.empty(), 2, 10);
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    if (job.files().size() < 2) {
      throw new UsageException("expected MODEL and pictures, got " + job.files().size());
    }
    if (options.text().isEmpty() && options.image().isEmpty()) {
      throw new UsageException("give --text, --image or both");
    }
    List<Path> pictures = job.files().subList(1, job.files().size());
    try (var _ = TensorScope.open();
        TrainedAlign model = TrainedAlign.load(job.files().getFirst())) {
      Tensor score = ComposedQuery.score(query(model, options), model.images(pictures)); // [1, M]
      Tensor.Ranked best = score.topk(Math.min(options.k(), pictures.size()), 1, true);
      double[] cosines = best.values().toDoubleArray();
      long[] places = best.indices().toLongArray();
      Table.Builder table = Table.of("").columns("picture", "cosine");
      for (int i = 0; i < places.length; i++) {
        table.row(pictures.get((int) places[i]).toString(), cosines[i]);
      }
      return table.build();
    }
  }

  private static Tensor query(TrainedAlign model, Options options) throws Exception {
    Tensor sum = null;
    if (options.image().isPresent()) {
      sum = model.images(List.of(options.image().get()));
    }
    double weight = sum == null ? 1 : options.scale();
    if (options.text().isPresent()) {
      Tensor words = model.texts(List.of(options.text().get())).mul(weight);
      sum = sum == null ? words : sum.add(words);
    }
    Tensor query = Objects.requireNonNull(sum);
    if (options.minus().isPresent()) {
      query = query.sub(model.texts(List.of(options.minus().get())));
    }
    return AlignLoss.unit(query);
  }
}
