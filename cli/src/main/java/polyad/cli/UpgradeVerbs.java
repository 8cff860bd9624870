package polyad.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import polyad.catalog.FeatureFiles;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.retrieval.CompatibleVectorIndex;
import polyad.retrieval.Generation;
import polyad.retrieval.Hit;
import polyad.retrieval.Policy;

/** {@code polyad upgrade}: an index whose documents come from several generations of a model. */
final class UpgradeVerbs {
  private UpgradeVerbs() {}

  static CommandLine line(Console console) {
    return VerbGroup.of(
        "upgrade",
        "Move an index to a new encoder without embedding its documents again.",
        new Create(console),
        new Next(console),
        new Add(console),
        new Search(console),
        new Backfill(console),
        new Status(console));
  }

  /** What all of them share: the index. */
  abstract static class OnIndex extends Verb {
    @Parameters(index = "0", paramLabel = "IDX", description = "An index directory.")
    Path folder = Path.of("");

    OnIndex(Console console) {
      super(console);
    }

    final CompatibleVectorIndex open() throws IOException {
      if (!Files.isDirectory(folder)) {
        throw new UsageException(
            folder + " is not an index of generations: make one with polyad upgrade create");
      }
      return CompatibleVectorIndex.open(folder);
    }

    /** A generation of the index; the newest when below 0. */
    final int known(CompatibleVectorIndex index, int generation) {
      if (generation > index.newest()) {
        throw new UsageException(
            "--generation is %d, expected 0 to %d".formatted(generation, index.newest()));
      }
      return generation < 0 ? index.newest() : generation;
    }

    /** Rows as wide as a generation. */
    final float[][] rows(CompatibleVectorIndex index, int generation, Path file)
        throws IOException {
      float[][] rows = FeatureFiles.read(file);
      int wanted = index.generations().get(generation).dimension();
      if (rows.length > 0 && rows[0].length != wanted) {
        throw new UsageException(
            "%s has rows of %d numbers, generation %d has %d"
                .formatted(file, rows[0].length, generation, wanted));
      }
      return rows;
    }

    final void printStatus(CompatibleVectorIndex index) throws IOException {
      Table.Builder table = Table.of("").columns("generation", "model", "dimension", "parent");
      List<Generation> all = index.generations();
      for (int i = 0; i < all.size(); i++) {
        Generation g = all.get(i);
        table.row(i, g.model(), g.dimension(), i == 0 ? "" : Integer.toString(g.parent()));
      }
      print(
          table
              .note("%d documents, %d of them older".formatted(index.size(), index.pending()))
              .build());
    }
  }

  /** {@code polyad upgrade create}. */
  @Command(name = "create", description = "Index the vectors of a first model.")
  static final class Create extends OnIndex {
    @Parameters(index = "1", paramLabel = "VECTORS", description = "Rows: .npy, .csv or idx.")
    private Path vectors = Path.of("");

    @Option(names = "--name", paramLabel = "NAME", description = "The model's name; first.")
    private String name = "first";

    @Option(names = "--ids", paramLabel = "FILE", description = "Names of the rows, one a line.")
    private @Nullable Path ids;

    Create(Console console) {
      super(console);
    }

    @Override
    public Integer call() throws Exception {
      if (Files.exists(folder)) {
        throw new UsageException(folder + " exists: choose another name");
      }
      float[][] rows = FeatureFiles.read(vectors);
      if (rows.length == 0) {
        throw new UsageException(vectors + " has no rows");
      }
      List<String> names = RowNames.of(ids, vectors, rows.length);
      try (CompatibleVectorIndex index =
          CompatibleVectorIndex.create(folder, Generation.first(rows[0].length, name))) {
        addAll(index, 0, names, rows);
        printStatus(index);
      }
      return OK;
    }
  }

  private static void addAll(
      CompatibleVectorIndex index, int generation, List<String> names, float[][] rows)
      throws IOException {
    for (int i = 0; i < rows.length; i++) {
      index.add(names.get(i), generation, rows[i], Map.of());
    }
    index.commit();
  }

  /** {@code polyad upgrade next}. */
  @Command(name = "next", description = "Announce a new model; no document is touched.")
  static final class Next extends OnIndex {
    @Option(names = "--name", paramLabel = "NAME", required = true, description = "Its name.")
    private String name = "";

    @Option(
        names = "--dim",
        paramLabel = "D",
        required = true,
        description = "Length of its vectors, whose first part is comparable with older ones.")
    private int dimension;

    Next(Console console) {
      super(console);
    }

    @Override
    public Integer call() throws Exception {
      try (CompatibleVectorIndex index = open()) {
        int newest = index.newest();
        int before = index.generations().get(newest).dimension();
        if (dimension < before) {
          throw new UsageException(
              "--dim is %d, expected at least %d, that of generation %d"
                  .formatted(dimension, before, newest));
        }
        index.upgrade(new Generation(dimension, name, newest));
        printStatus(index);
      }
      return OK;
    }
  }

  /** {@code polyad upgrade add}. */
  @Command(name = "add", description = "Add documents, or replace those of the same name.")
  static final class Add extends OnIndex {
    @Parameters(index = "1", paramLabel = "VECTORS", description = "Rows: .npy, .csv or idx.")
    private Path vectors = Path.of("");

    @Option(
        names = "--ids",
        paramLabel = "FILE",
        required = true,
        description = "Names of the rows, one a line.")
    private Path ids = Path.of("");

    @Option(
        names = "--generation",
        paramLabel = "G",
        description = "Whose vectors they are; the newest.")
    private int generation = -1;

    Add(Console console) {
      super(console);
    }

    @Override
    public Integer call() throws Exception {
      try (CompatibleVectorIndex index = open()) {
        int whose = known(index, generation);
        float[][] rows = rows(index, whose, vectors);
        addAll(index, whose, RowNames.of(ids, vectors, rows.length), rows);
        printStatus(index);
      }
      return OK;
    }
  }

  /** {@code polyad upgrade search}. */
  @Command(name = "search", description = "Find the nearest documents of all generations.")
  static final class Search extends OnIndex {
    @Parameters(index = "1", paramLabel = "QUERY", description = "Rows: .npy, .csv or idx.")
    private Path query = Path.of("");

    @Option(
        names = "--generation",
        paramLabel = "G",
        description = "Whose vectors the queries are; the newest.")
    private int generation = -1;

    @Option(names = "--k", paramLabel = "N", description = "Hits a query; 10 by default.")
    private int k = 10;

    @Option(
        names = "--policy",
        paramLabel = "P",
        description =
            "prefix: all in the oldest space; best_common: each in the newest space it shares,"
                + " calibrated by the queries; shortlist: the first re-ordered by the second.")
    private Policy policy = Policy.PREFIX;

    Search(Console console) {
      super(console);
    }

    @Override
    public Integer call() throws Exception {
      if (k < 1) {
        throw new UsageException("--k is " + k + ", expected at least 1");
      }
      Table.Builder table = Table.of("").columns("query", "rank", "id", "cosine", "generation");
      try (CompatibleVectorIndex index = open()) {
        int whose = known(index, generation);
        float[][] queries = rows(index, whose, query);
        if (policy == Policy.BEST_COMMON) {
          index.calibrate(whose, queries);
        }
        for (int i = 0; i < queries.length; i++) {
          List<Hit> hits = index.search(whose, queries[i], k, policy);
          for (int rank = 0; rank < hits.size(); rank++) {
            Hit hit = hits.get(rank);
            table.row(
                i, rank + 1, hit.id(), hit.score(), index.generationOf(hit.id()).orElseThrow());
          }
        }
      }
      print(table.build());
      return OK;
    }
  }

  /** {@code polyad upgrade backfill}. */
  @Command(
      name = "backfill",
      description = "Give older documents their vectors of the newest model, as many as allowed.")
  static final class Backfill extends OnIndex {
    @Parameters(
        index = "1",
        paramLabel = "VECTORS",
        description = "Vectors of the newest model for all documents: .npy, .csv or idx.")
    private Path vectors = Path.of("");

    @Option(names = "--ids", paramLabel = "FILE", description = "Names of the rows, one a line.")
    private @Nullable Path ids;

    @Option(
        names = "--per-second",
        paramLabel = "N",
        description = "Documents a second at most; no limit by default.")
    private double perSecond = Double.POSITIVE_INFINITY;

    @Option(
        names = "--limit",
        paramLabel = "N",
        description = "Documents in this call at most; a later call goes on.")
    private long limit = Long.MAX_VALUE;

    Backfill(Console console) {
      super(console);
    }

    @Override
    public Integer call() throws Exception {
      if (!(perSecond > 0) || limit < 0) {
        throw new UsageException(
            String.format(
                Locale.ROOT,
                "--per-second, --limit are %s, %d, expected above 0 and at least 0",
                perSecond,
                limit));
      }
      try (CompatibleVectorIndex index = open()) {
        float[][] rows = rows(index, index.newest(), vectors);
        List<String> names = RowNames.of(ids, vectors, rows.length);
        Map<String, float[]> byName = new HashMap<>();
        for (int i = 0; i < rows.length; i++) {
          byName.put(names.get(i), rows[i]);
        }
        index.backfill(
            wanted -> wanted.stream().map(id -> vector(byName, id)).toArray(float[][]::new),
            perSecond,
            limit);
        printStatus(index);
      }
      return OK;
    }

    private float[] vector(Map<String, float[]> byName, String id) {
      float[] vector = byName.get(id);
      if (vector == null) {
        throw new UsageException(vectors + " has no row for document '" + id + "'");
      }
      return vector;
    }
  }

  /** {@code polyad upgrade status}. */
  @Command(name = "status", description = "Show the generations and how many documents are older.")
  static final class Status extends OnIndex {
    Status(Console console) {
      super(console);
    }

    @Override
    public Integer call() throws Exception {
      try (CompatibleVectorIndex index = open()) {
        printStatus(index);
      }
      return OK;
    }
  }
}
