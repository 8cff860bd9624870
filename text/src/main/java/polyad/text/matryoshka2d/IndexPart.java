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
  private static final int ROUNDS = 3;

  private final Run run;
  private final Contest contest;

  IndexPart(Run run, Contest contest) {
    this.run = run;
    this.contest = contest;
  }

  /**
   * What a depth and width gave.
   *
   * @param queriesPerSecond of one thread's processor time, encoding included, the best of several
   *     rounds
   * @param recall share of queries whose paraphrase is among the first ten
   */
  record Result(int layer, int dim, double queriesPerSecond, double recall) {}

  void report() throws Exception {
    Report report = run.report().section("Search");
    try (SentenceEncoder encoder = contest.train(Contestant.TWO_D)) {
      int n = encoder.layers();
      int d = encoder.dimension();
      Result small = run.once("index-small", Result.class, () -> measure(encoder, n / 2, d / 4));
      Result whole = run.once("index-whole", Result.class, () -> measure(encoder, n, d));
      Table.Builder table =
          Table.of("Paraphrases found among %,d sentences".formatted(GALLERY))
              .columns("layer n", "width d")
              .higher("queries/s")
              .higher("recall@10");
      for (Result r : List.of(small, whole)) {
        table.row(r.layer(), r.dim(), r.queriesPerSecond(), r.recall());
      }
      table.note(
          "from text to hits, processor time of one thread; half the layers and a quarter of the width answer %.2f times as many queries a second"
              .formatted(small.queriesPerSecond() / whole.queriesPerSecond()));
      report.table(table.build());
    }
  }

  private Result measure(SentenceEncoder encoder, int layer, int dim) throws IOException {
    SentencePairs pairs = ParaphraseLanguage.DEFAULT.triples(GALLERY, run.seed() + 77);
    List<String> ids = IntStream.range(0, GALLERY).mapToObj(String::valueOf).toList();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Path folder = Files.createTempDirectory("polyad-sentences");
    try (SentenceIndex index =
        SentenceIndex.create(folder.resolve("index"), layer, dim, contest.trainedDims())) {
      index.add(encoder, ids, pairs.columns().get(1));
      index.finish();
      List<String> queries = pairs.columns().getFirst().subList(0, QUERIES);
      double best = 0;
      double recall = 0;
      for (int round = 0; round < ROUNDS; round++) {
        long start = threads.getCurrentThreadCpuTime();
        List<List<Hit>> hits = index.search(encoder, queries, TOP, layer, dim, false);
        long spent = threads.getCurrentThreadCpuTime() - start;
        best = Math.max(best, QUERIES / (spent * 1e-9));
        recall = recall(hits);
      }
      return new Result(layer, dim, best, recall);
    } finally {
      AtomicFiles.deleteTree(folder);
    }
  }

  private static double recall(List<List<Hit>> hits) {
    long found =
        IntStream.range(0, hits.size())
            .filter(i -> hits.get(i).stream().anyMatch(h -> h.id().equals(String.valueOf(i))))
            .count();
    return (double) found / hits.size();
  }
}
