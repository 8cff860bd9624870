package polyad.vision.align;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;
import polyad.catalog.AtomicFiles;
import polyad.catalog.Describe;
import polyad.catalog.Json;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;

/** {@code polyad tool align index MODEL PICTURE... --out IDX}: pictures to be found. */
final class IndexTool implements Tool<IndexTool.Options> {
  /** Where to. */
  record Options(@Describe("the index directory to make") Path out) {}

  /** What {@code polyad search} and {@code serve} ask of an index. */
  private record Source(String model, boolean texts) {}

  @Override
  public String name() {
    return "index";
  }

  @Override
  public String summary() {
    return "Index pictures for search: MODEL, then pictures or folders; --out IDX.";
  }

  @Override
  public Options options() {
    return new Options(Path.of("index"));
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    if (job.files().size() < 2) {
      throw new UsageException(
          "expected MODEL and pictures or folders, got " + job.files().size() + " files");
    }
    Path model = job.files().getFirst();
    List<Path> pictures =
        PictureFiles.of(job.files().subList(1, job.files().size())).stream().distinct().toList();
    try (Align align = Align.load(model)) {
      ImageTextIndex.Built built =
          ImageTextIndex.build(options.out(), align, pictures, job.monitor());
      Source source = new Source(model.toAbsolutePath().normalize().toString(), true);
      AtomicFiles.write(options.out().resolve("source.json"), Json.write(source).getBytes(UTF_8));
      return Table.of("")
          .columns("index", "pictures", "unreadable", "dimension")
          .row(options.out().toString(), built.indexed(), built.unreadable(), align.dimension())
          .build();
    }
  }
}
