package polyad.vision.align;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import polyad.catalog.Describe;
import polyad.catalog.Json;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.RgbImage;
import polyad.data.TextFiles;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/** {@code polyad tool align encode MODEL WHAT... --out FILE}: vectors of pictures, or of texts. */
final class EncodeTool implements Tool<EncodeTool.Options> {
  private static final String NPY = ".npy";
  private static final String SAFETENSORS = ".safetensors";

  /** Where to. */
  record Options(@Describe("the .npy or .safetensors file to make") Path out) {}

  @Override
  public String name() {
    return "encode";
  }

  @Override
  public String summary() {
    return "Embed pictures, folders of them, or one file of texts, one a line: MODEL, then those;"
        + " --out FILE.npy or FILE.safetensors.";
  }

  @Override
  public Options options() {
    return new Options(Path.of("vectors.npy"));
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    if (job.files().size() < 2) {
      throw new UsageException(
          "expected MODEL and pictures or a file of texts, got " + job.files().size() + " files");
    }
    String name = options.out().toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(NPY) && !name.endsWith(SAFETENSORS)) {
      throw new UsageException(
          "--out %s is of no known kind: expected .npy or .safetensors".formatted(options.out()));
    }
    List<Path> named = job.files().subList(1, job.files().size());
    Path first = named.getFirst();
    boolean texts = named.size() == 1 && !Files.isDirectory(first) && !RgbImage.isPicture(first);
    try (var _ = TensorScope.open();
        Align align = Align.load(job.files().getFirst())) {
      List<String> rows =
          texts
              ? TextFiles.lines(first)
              : PictureFiles.of(named).stream().map(Path::toString).toList();
      Tensor vectors =
          texts
              ? UsageException.naming(first, () -> align.encodeText(rows))
              : align.encodeImage(PictureFiles.of(named)); // [n, D]
      write(options.out(), name.endsWith(NPY), vectors, rows);
      return Table.of("")
          .columns("file", "rows", "dimension", "texts cut")
          .row(
              options.out().toString(), rows.size(), align.dimension(), texts ? align.cut(rows) : 0)
          .build();
    }
  }

  private static void write(Path out, boolean npy, Tensor vectors, List<String> rows)
      throws IOException {
    if (npy) {
      TensorFiles.writeNpy(out, vectors);
    } else {
      TensorFiles.writeSafetensors(
          out, Map.of("embeddings", vectors), Map.of("rows", Json.line(rows)));
    }
  }
}
