package polyad.embedding.relative.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import polyad.catalog.Describe;
import polyad.catalog.Tool;
import polyad.catalog.ToolJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.CsvTable;
import polyad.embedding.relative.Anchors;
import polyad.embedding.relative.Projection;
import polyad.embedding.relative.RelativeProjection;
import polyad.embedding.relative.RelativeSpace;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/** {@code polyad tool relative-representations transform}: vectors as seen from anchors. */
final class TransformTool implements Tool<TransformTool.Options> {
  record Options(
      @Describe("ids of the anchors, one a line") Path anchors,
      @Describe("cosine, angular, euclidean, l1 or change-of-basis") Projection projection,
      @Describe("file to write: .safetensors (keeps the anchors' hash), .csv or .npy") Path to) {}

  @Override
  public String name() {
    return "transform";
  }

  @Override
  public String summary() {
    return "Writes vectors (csv with a column id, safetensors, npy) as seen from --anchors.";
  }

  @Override
  public Options options() {
    return new Options(Path.of("anchors.txt"), Projection.COSINE, Path.of("relative.safetensors"));
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    String kind = kind(options.to());
    try (var _ = TensorScope.open()) {
      IdVectors in = IdVectors.read(job.file());
      Anchors anchors = Anchors.fromFile(options.anchors(), in.ids(), in.file().toString());
      Tensor encoded = anchors.of(in.vectors());
      RelativeSpace space =
          UsageException.naming(
              in.file(),
              () ->
                  RelativeProjection.of(anchors, options.projection())
                      .fit(encoded)
                      .transform(in.vectors(), in.ids()));
      write(options.to(), kind, in, anchors, space);
      Table.Builder table =
          Table.of("")
              .columns("written", "vectors", "anchors", "hash", "rank of the anchors")
              .row(
                  options.to().toString(),
                  in.ids().size(),
                  anchors.size(),
                  anchors.hash(),
                  Projection.rank(encoded));
      return table.build();
    }
  }

  private static String kind(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (String kind : List.of(".safetensors", ".csv", ".npy")) {
      if (name.endsWith(kind)) {
        return kind;
      }
    }
    throw new UsageException("to is '" + file + "', expected .safetensors, .csv or .npy");
  }

  private static void write(
      Path to, String kind, IdVectors in, Anchors anchors, RelativeSpace space) throws IOException {
    Tensor single = space.vectors().to(DType.F32);
    switch (kind) {
      case ".npy" -> TensorFiles.writeNpy(to, single);
      case ".csv" -> {
        List<String> header = new ArrayList<>(List.of(IdVectors.ID));
        header.addAll(anchors.ids());
        List<List<Object>> rows = new ArrayList<>();
        float[][] values = single.toFloatMatrix();
        for (int i = 0; i < values.length; i++) {
          List<Object> row = new ArrayList<>(List.of(in.ids().get(i)));
          for (float value : values[i]) {
            row.add(value);
          }
          rows.add(row);
        }
        CsvTable.write(to, header, rows);
      }
      default -> {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(IdVectors.VECTORS, single);
        if (in.ids().stream().allMatch(id -> id.matches("-?\\d{1,18}"))) {
          long[] ids = in.ids().stream().mapToLong(Long::parseLong).toArray();
          tensors.put(IdVectors.ID, Tensor.of(ids, ids.length));
        }
        TensorFiles.writeSafetensors(to, tensors, Map.of(IdVectors.ANCHORS, space.anchors()));
      }
    }
  }
}
