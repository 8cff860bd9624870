package polyad.vision.align;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.retrieval.Hit;
import polyad.retrieval.SearchOptions;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** {@code polyad tool align search MODEL PICTURE...}: by text, by picture, or by both. */
final class SearchTool implements Tool<SearchTool.Options> {
  /** The query. */
  record Options(
      @Describe("an index of pictures, instead of pictures themselves") Optional<Path> index,
      @Describe("words to look for, or to add to the picture") Optional<String> text,
      @Describe("words to take away from the picture") Optional<String> minus,
      @Describe("a picture to start from") Optional<Path> image,
      @Describe("weight of the added words beside a picture; above 0") double scale,
      @Describe("weight of the words taken away; above 0") double minusScale,
      @Describe("compare with every picture of the index, not along its graph") boolean exact,
      @Describe("hits to show; 1 or more") int k) {
    Options {
      ConfigChecks.positive("scale", scale);
      ConfigChecks.positive("minusScale", minusScale);
      ConfigChecks.atLeast("k", k, 1);
    }
  }

  @Override
  public String name() {
    return "search";
  }

  @Override
  public String summary() {
    return "Find pictures: MODEL, then pictures or folders, or --index IDX; --text WORDS, --image"
        + " PICTURE, --minus WORDS.";
  }

  @Override
  public Options options() {
    return new Options(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 2, 1, false, 10);
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    boolean indexed = options.index().isPresent();
    if (job.files().isEmpty() || indexed != (job.files().size() == 1)) {
      throw new UsageException(
          "expected MODEL, and either pictures or --index IDX, got %d files%s"
              .formatted(job.files().size(), indexed ? " and --index" : ""));
    }
    if (options.text().isEmpty() && options.image().isEmpty()) {
      throw new UsageException("give --text, --image or both");
    }
    var query =
        new ImageTextIndex.Query(
            options.image().orElse(null),
            options.text().orElse(null),
            options.minus().orElse(null),
            options.scale(),
            options.minusScale());
    try (var _ = TensorScope.open();
        Align align = Align.load(job.files().getFirst())) {
      if (indexed) {
        return byIndex(options, query, align);
      }
      List<Path> pictures = PictureFiles.of(job.files().subList(1, job.files().size()));
      return byScan(options.k(), query, align, pictures);
    }
  }

  private static Table byIndex(Options options, ImageTextIndex.Query query, Align align)
      throws IOException {
    SearchOptions how = options.exact() ? SearchOptions.EXACT : SearchOptions.DEFAULT;
    Table.Builder table = Table.of("").columns("picture", "cosine");
    try (ImageTextIndex index = ImageTextIndex.open(options.index().orElseThrow(), align)) {
      for (Hit hit : index.search(query, options.k(), how)) {
        table.row(hit.id(), hit.score());
      }
    }
    return table.build();
  }

  private static Table byScan(int k, ImageTextIndex.Query query, Align align, List<Path> pictures)
      throws IOException {
    Tensor score = ComposedQuery.score(query.vector(align), align.encodeImage(pictures)); // [1, M]
    Tensor.Ranked best = score.topk(Math.min(k, pictures.size()), 1, true);
    double[] cosines = best.values().toDoubleArray();
    long[] places = best.indices().toLongArray();
    Table.Builder table = Table.of("").columns("picture", "cosine");
    for (int i = 0; i < places.length; i++) {
      table.row(pictures.get((int) places[i]).toString(), cosines[i]);
    }
    return table.build();
  }
}
