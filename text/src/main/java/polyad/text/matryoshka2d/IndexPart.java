package polyad.text.matryoshka2d;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import polyad.catalog.AtomicFiles;
import polyad.catalog.Run;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.SentencePairs;
import polyad.data.generate.ParaphraseLanguage;
import polyad.retrieval.Hit;
import polyad.text.SentenceEncoder;

/** Search for paraphrases from text to hits: half of the layers and a quarter of the width. */
final class IndexPart {
  private static final int GALLERY = 5000;
  private static final int QUERIES = 500;
  private static final int TOP = 10;
  private static final int ROUNDS = 8;

  private final Run run;
  private final Contest contest;
  private final SentencePairs pairs;

  IndexPart(Run run, Contest contest) {
    this.run = run;
    this.contest = contest;
    pairs = ParaphraseLanguage.DEFAULT.triples(GALLERY, run.seed() + 77);
  }

  /**
   * What a depth and width gave.
   *
   * @param queriesPerSecond of one thread's processor time, encoding included, in the best round
   * @param recall share of queries whose paraphrase is among the first ten
   */
  record Result(int layer, int dim, double queriesPerSecond, double recall) {
    Result better(Result other) {
      return queriesPerSecond >= other.queriesPerSecond ? this : other;
    }
  }

  /** Both depths and widths. */
  record Results(Result small, Result whole) {}

  void report() throws Exception {
    Report report = run.report().section("Search");
    Results results =
        run.once(
            "index",
            Results.class,
            () -> {
              try (SentenceEncoder encoder = contest.train(Contestant.TWO_D)) {
                return measure(encoder);
              }
            });
    Table.Builder table =
        Table.of("Paraphrases found among %,d sentences".formatted(GALLERY))
            .columns("layer n", "width d")
            .higher("queries/s")
            .higher("recall@10");
    for (Result r : List.of(results.small(), results.whole())) {
      table.row(r.layer(), r.dim(), r.queriesPerSecond(), r.recall());
    }
    table.note(
        "from text to hits, processor time of one thread, measured in turns; half the layers and a quarter of the width answer %.2f times as many queries a second"
            .formatted(results.small().queriesPerSecond() / results.whole().queriesPerSecond()));
    report.table(table.build());
  }

  private Results measure(SentenceEncoder encoder) throws IOException {
    Path folder = Files.createTempDirectory("polyad-sentences");
    int n = encoder.layers();
    int d = encoder.dimension();
    try (SentenceIndex small = index(encoder, folder.resolve("small"), n / 2, d / 4);
        SentenceIndex whole = index(encoder, folder.resolve("whole"), n, d)) {
      Results best = new Results(search(encoder, small), search(encoder, whole));
      for (int round = 1; round < ROUNDS; round++) {
        best =
            new Results(
                search(encoder, small).better(best.small()),
                search(encoder, whole).better(best.whole()));
      }
      return best;
    } finally {
      AtomicFiles.deleteTree(folder);
    }
  }

  private SentenceIndex index(SentenceEncoder encoder, Path folder, int layer, int dim)
      throws IOException {
    SentenceIndex index = SentenceIndex.create(folder, layer, dim, contest.trainedDims());
    index.add(
        encoder,
        IntStream.range(0, GALLERY).mapToObj(String::valueOf).toList(),
        pairs.columns().get(1));
    index.finish();
    return index;
  }

  private Result search(SentenceEncoder encoder, SentenceIndex index) throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    List<String> queries = pairs.columns().getFirst().subList(0, QUERIES);
    SentenceIndex.Space space = index.space();
    long start = threads.getCurrentThreadCpuTime();
    List<List<Hit>> hits = index.search(encoder, queries, TOP, space.layer(), space.dim(), false);
    double seconds = (threads.getCurrentThreadCpuTime() - start) * 1e-9;
    return new Result(space.layer(), space.dim(), QUERIES / seconds, recall(hits));
  }

  private static double recall(List<List<Hit>> hits) {
    long found =
        IntStream.range(0, hits.size())
            .filter(i -> hits.get(i).stream().anyMatch(h -> h.id().equals(String.valueOf(i))))
            .count();
    return (double) found / hits.size();
  }
}
