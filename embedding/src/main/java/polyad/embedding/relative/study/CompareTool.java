package polyad.embedding.relative.study;

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
import polyad.embedding.relative.Anchors;
import polyad.embedding.relative.LatentSimilarity;
import polyad.embedding.relative.Projection;
import polyad.embedding.relative.RelativeProjection;
import polyad.embedding.relative.RelativeSpace;
import polyad.nn.evaluate.Cka;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** {@code polyad tool relative-representations compare}: how alike two spaces are. */
final class CompareTool implements Tool<CompareTool.Options> {
  record Options(
      @Describe("ids of the anchors, one a line; none when both files are relative already")
          Optional<Path> anchors,
      @Describe("neighbours of the Jaccard index; 1 or more") int k) {
    Options {
      ConfigChecks.atLeast("k", k, 1);
    }
  }

  @Override
  public String name() {
    return "compare";
  }

  @Override
  public String summary() {
    return "Compares two models' vectors of the same ids, absolute and as seen from --anchors.";
  }

  @Override
  public Options options() {
    return new Options(Optional.empty(), 10);
  }

  @Override
  public Table run(Options options, ToolJob job) throws Exception {
    if (job.files().size() != 2) {
      throw new UsageException("expected two files of vectors, got " + job.files().size());
    }
    try (var _ = TensorScope.open()) {
      IdVectors a = IdVectors.read(job.files().get(0));
      IdVectors b = IdVectors.read(job.files().get(1));
      List<String> ids = IdVectors.common(List.of(a, b));
      int k = Math.min(options.k(), ids.size());
      Table.Builder table =
          Table.of("")
              .columns("spaces", "Jaccard@" + k, "MRR", "cosine", "linear CKA", "Gaussian CKA")
              .note("%d common ids".formatted(ids.size()));
      if (options.anchors().isEmpty()) {
        return row(table, "relative", relative(a, b, ids, k)).build();
      }
      Path file = options.anchors().get();
      Tensor u = a.rows(ids);
      Tensor v = b.rows(ids);
      if (u.size(1) == v.size(1)) {
        row(table, "absolute", LatentSimilarity.compare(u, v, k));
      } else {
        table.row("absolute", "–", "–", "–", Cka.linear(u, v), Cka.rbf(u, v));
      }
      LatentSimilarity seen = LatentSimilarity.compare(seen(a, file, ids), seen(b, file, ids), k);
      return row(table, "relative", seen).build();
    }
  }

  private static LatentSimilarity relative(IdVectors a, IdVectors b, List<String> ids, int k) {
    for (IdVectors space : List.of(a, b)) {
      if (space.anchors() == null) {
        throw new UsageException(
            space.file()
                + " keeps no hash of anchors: give --anchors, or a safetensors file of transform");
      }
    }
    return UsageException.naming(
        b.file(), () -> LatentSimilarity.compare(space(a, ids), space(b, ids), k));
  }

  private static RelativeSpace space(IdVectors vectors, List<String> ids) {
    String anchors = vectors.anchors();
    return new RelativeSpace(vectors.rows(ids), anchors == null ? "" : anchors);
  }

  static RelativeSpace seen(IdVectors vectors, Path anchorFile, List<String> ids)
      throws IOException {
    Anchors anchors = Anchors.fromFile(anchorFile, vectors.ids(), vectors.file().toString());
    Tensor encoded = anchors.of(vectors.vectors());
    return UsageException.naming(
        vectors.file(),
        () ->
            RelativeProjection.of(anchors, Projection.COSINE)
                .fit(encoded)
                .transform(vectors.rows(ids), ids));
  }

  private static Table.Builder row(Table.Builder table, String name, LatentSimilarity s) {
    return table.row(name, s.jaccard(), s.mrr(), s.cosine(), s.linearCka(), s.rbfCka());
  }
}
