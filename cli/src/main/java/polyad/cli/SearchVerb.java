package polyad.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import polyad.catalog.FeatureFiles;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.retrieval.FunnelPlan;
import polyad.retrieval.Hit;
import polyad.retrieval.NestedVectorIndex;
import polyad.retrieval.SearchOptions;

/** {@code polyad search}. */
@Command(name = "search", description = "Find the nearest rows of an index.")
final class SearchVerb extends Verb {
  @Parameters(index = "0", paramLabel = "IDX", description = "An index directory.")
  private Path folder = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "QUERY",
      description = {
        "One query a row: features with --model, else embeddings; .npy, .csv or idx.",
        "For an index of texts: a text, or a file with one a line."
      })
  private String query = "";

  @Option(names = "--k", paramLabel = "N", description = "Hits a query; 10 by default.")
  private int k = 10;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Embeds the queries; for an index of texts the model it was made with.")
  private @Nullable Path model;

  @Option(names = "--exact", description = "Compare with every vector at full length.")
  private boolean exact;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write: .csv, .json, .md; else it is printed.")
  private @Nullable Path out;

  @Mixin private final Threads threads = new Threads();

  SearchVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws Exception {
    if (k < 1) {
      throw new UsageException("--k is " + k + ", expected at least 1");
    }
    if (out != null) {
      TableFiles.requireKind(out);
    }
    threads.apply();
    boolean texts = IndexSource.read(folder).texts();
    Table.Builder table = Table.of("").columns("query", "rank", "id", "cosine");
    if (texts) {
      table.columns("text");
    }
    try (NestedVectorIndex index = NestedVectorIndex.open(folder)) {
      float[][] queries = queries(index.space());
      for (int i = 0; i < queries.length; i++) {
        List<Hit> hits = search(index, queries[i]);
        for (int rank = 0; rank < hits.size(); rank++) {
          Hit hit = hits.get(rank);
          List<Object> row = new ArrayList<>(List.of(i, rank + 1, hit.id(), hit.score()));
          if (texts) {
            row.add(hit.content() == null ? "" : hit.content());
          }
          table.row(row.toArray());
        }
      }
    }
    if (out == null) {
      print(table.build());
    } else {
      TableFiles.write(out, table.build());
    }
    return OK;
  }

  private float[][] queries(Optional<String> space) throws Exception {
    IndexSource source = IndexSource.read(folder);
    Path embedding = model == null && source.texts() ? Path.of(source.model()) : model;
    if (embedding == null) {
      return FeatureFiles.read(Path.of(query));
    }
    try (FileEncoder encoder = FileEncoder.open(embedding)) {
      encoder.requireSpace(folder, space);
      int dimension = encoder.encoder().dimension();
      return encoder instanceof FileEncoder.Texts texts && !isFile(query)
          ? texts.encode(List.of(query), dimension)
          : encoder.encode(Path.of(query), dimension);
    }
  }

  private static boolean isFile(String name) {
    try {
      return Files.isRegularFile(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private List<Hit> search(NestedVectorIndex index, float[] vector) throws IOException {
    if (exact) {
      FunnelPlan whole = FunnelPlan.single(index.config().dimension(), k);
      return index.search(vector, k, whole, SearchOptions.EXACT);
    }
    return index.search(vector, k);
  }
}
