package polyad.cli;

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
    return Table.of("Search in %,d generated vectors of %d numbers".formatted(rows, dimension))
        .columns("search", "queries/s", "recall@10", "build s", "MB")
        .row(
            "graph on 32 + re-rank 200",
            1 / r.funnelSeconds(),
            r.recall(),
            r.funnelBuildSeconds(),
            r.funnelIndexBytes() / 1e6)
        .row(
            "graph on all " + dimension,
            1 / r.wholeSeconds(),
            r.wholeRecall(),
            r.wholeBuildSeconds(),
            r.wholeIndexBytes() / 1e6)
        .row("exact scan", 1 / r.exactSeconds(), 1.0, null, r.wholeVectorBytes() / 1e6)
        .note(
            String.format(
                Locale.ROOT,
                "Funnel: %.1f times as fast as the whole graph, %.1f times as the scan."
                    + " A query collects 200 candidates or more in either graph. Both indexes were built at the same time, each by one thread."
                    + " %s",
                r.wholeSeconds() / r.funnelSeconds(),
                r.exactSeconds() / r.funnelSeconds(),
                machine))
        .build();
  }
}
