package polyad.cli;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import polyad.bench.Machine;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.embedding.matryoshka.IndexTiming;

/** {@code polyad bench index}. */
@Command(
    name = "index",
    description = {
      "Time three ways to search the same nested vectors, in turns, with one thread: a graph on 32",
      "numbers and re-ranking, a graph on all numbers at the same recall, and an exact scan."
    })
final class BenchIndexVerb extends Verb {
  private static final int FEWEST = 1000;
  private static final int NARROWEST = 64;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Generated vectors, 1000 or more; 50000 by default.")
  private int rows = 50_000;

  @Option(
      names = "--dim",
      paramLabel = "D",
      description = "Numbers of each, 64 to 1024; 512 by default.")
  private int dimension = 512;

  @Option(names = "--seed", paramLabel = "N", description = "Seed; 1 by default.")
  private long seed = 1;

  BenchIndexVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws Exception {
    if (rows < FEWEST || dimension < NARROWEST || dimension > 1024) {
      throw new UsageException(
          "--rows, --dim are %d, %d, expected at least %d, %d to 1024"
              .formatted(rows, dimension, FEWEST, NARROWEST));
    }
    String machine = Machine.describe().line();
    Watcher watcher = new Watcher(console, () -> false);
    IndexTiming.Result result =
        new IndexTiming(rows, dimension, () -> {}, watcher::progress).measure(seed);
    print(table(result, machine));
    return OK;
  }

  private Table table(IndexTiming.Result r, String machine) {
    Table.Builder table =
        Table.of("Search in %,d generated vectors of %d numbers".formatted(rows, dimension))
            .columns("search", "candidates", "queries/s", "recall@10", "build s", "MB");
    rows(table, "graph on 32 + re-rank", r.funnel(), r.funnelBuildSeconds(), r.funnelIndexBytes());
    rows(table, "graph on all " + dimension, r.whole(), r.wholeBuildSeconds(), r.wholeIndexBytes());
    IndexTiming.Point funnel = r.enough(r.funnel());
    IndexTiming.Point whole = r.enough(r.whole());
    return table
        .row("exact scan", null, 1 / r.exactSeconds(), 1.0, null, r.wholeVectorBytes() / 1e6)
        .note(
            String.format(
                Locale.ROOT,
                "Where both first reach a recall of 0.95 the funnel is %.2f times as fast as the"
                    + " whole graph, and %.1f times as the scan. Both indexes were built at the"
                    + " same time, each by one thread. %s",
                whole.seconds() / funnel.seconds(),
                r.exactSeconds() / funnel.seconds(),
                machine))
        .build();
  }

  private static void rows(
      Table.Builder table,
      String search,
      List<IndexTiming.Point> points,
      double buildSeconds,
      long bytes) {
    for (int i = 0; i < points.size(); i++) {
      IndexTiming.Point point = points.get(i);
      table.row(
          search,
          point.candidates(),
          1 / point.seconds(),
          point.recall(),
          i == 0 ? buildSeconds : null,
          i == 0 ? bytes / 1e6 : null);
    }
  }
}
