package polyad.embedding.matryoshka;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.DataSets;
import polyad.data.TextFiles;
import polyad.embedding.Nesting;

/**
 * The parts of the full profile: Omniglot, the long tail, dual encoders, masked language models.
 */
final class FullParts {
  private static final int SEEDS = 3;

  private final Run run;
  private final MatryoshkaConfig config;

  FullParts(Run run, MatryoshkaConfig config) {
    this.run = run;
    this.config = config;
  }

  void report() throws Exception {
    omniglot();
    longTail();
    contrastive();
    maskedLanguageModel();
  }

  private void omniglot() throws Exception {
    Optional<Examples> omniglot = Examples.omniglot(run.data());
    if (omniglot.isEmpty()) {
      run.info("omniglot is not at hand: left out");
      return;
    }
    MatryoshkaConfig longer = config.with(MatryoshkaConfig.Network.CNN, 3 * config.epochs());
    List<Contest.Scores> scores = new ArrayList<>();
    for (long seed : run.seeds(1)) {
      scores.add(
          run.once(
              "omniglot-scores-seed" + seed,
              Contest.Scores.class,
              () -> new Contest(run, omniglot.get(), longer, seed).compete(false)));
    }
    DataSetReport part = new DataSetReport(run.report(), omniglot.get(), config.sizes(), scores);
    part.describe();
    part.claims();
  }

  private void longTail() throws Exception {
    List<LongTail.Result> results = new ArrayList<>();
    for (long seed : run.seeds(SEEDS)) {
      results.add(
          run.once(
              "long-tail-seed" + seed,
              LongTail.Result.class,
              () -> new LongTail(run, longer(), seed).measure()));
    }
    Nesting nesting = config.sizes();
    Report report = run.report().section("Long tail (synthetic)");
    Table.Builder table =
        Table.of("Nearest class mean, %, class frequency proportional to 1/rank")
            .columns("m")
            .higher("MRL head")
            .higher("FF head")
            .higher("MRL tail")
            .higher("FF tail");
    int best = 0;
    double bestTail = Double.NEGATIVE_INFINITY;
    for (int g = 0; g < nesting.levels(); g++) {
      int level = g;
      Measurement tail = mean(results.stream().mapToDouble(r -> r.mrlTail()[level]).toArray());
      if (tail.mean() > bestTail) {
        bestTail = tail.mean();
        best = g;
      }
      table.row(
          nesting.size(g),
          mean(results.stream().mapToDouble(r -> r.mrlHead()[level]).toArray()),
          mean(results.stream().mapToDouble(r -> r.fixedHead()[level]).toArray()),
          tail,
          mean(results.stream().mapToDouble(r -> r.fixedTail()[level]).toArray()));
    }
    report.table(table.note("tail: the last third of 100 classes; " + SEEDS + " seeds").build());
    int chosen = best;
    report.claim(
        Claim.higherPaired(
            "long-tail",
            "the tail is recognised as well as by a fixed-size model, at MRL's best size "
                + nesting.size(chosen),
            results.stream().mapToDouble(r -> r.mrlTail()[chosen]).toArray(),
            results.stream().mapToDouble(r -> r.fixedTail()[chosen]).toArray(),
            -0.5));
  }

  /** A tenth of the rows needs ten times the passes for as many steps. */
  private MatryoshkaConfig longer() {
    return config.with(5e-3, 0).with(config.network(), 10 * config.epochs());
  }

  private static Measurement mean(double[] samples) {
    return Measurement.of("", samples);
  }

  private void contrastive() throws Exception {
    NestedContrast.Result result =
        run.once(
            "contrastive",
            NestedContrast.Result.class,
            () -> new NestedContrast(run, run.seed()).measure());
    modality("Glyphs and names, dual encoder (synthetic)", "right name, %", result.accuracy());
  }

  private void maskedLanguageModel() throws Exception {
    Optional<Path> file = DataSets.open(run.data()).file("wikitext-2", "valid.txt.gz");
    if (file.isEmpty()) {
      run.info("wikitext-2 is not at hand: the masked language model is left out");
      return;
    }
    List<String> lines = TextFiles.lines(file.get());
    NestedMaskedLm.Result result =
        run.once(
            "masked-lm",
            NestedMaskedLm.Result.class,
            () -> new NestedMaskedLm(run, run.seed()).measure(lines));
    modality("WikiText-2, masked language model", "right masked words, %", result.accuracy());
  }

  /** Accuracy at every size; it must not fall by more than a point from one size to the next. */
  private void modality(String title, String column, double[] accuracy) {
    Report report = run.report().section(title);
    Table.Builder table = Table.of(title).columns("m").higher(column);
    double worstFall = 0;
    int[] sizes = NestedContrast.NESTING.sizes();
    for (int g = 0; g < accuracy.length; g++) {
      table.row(sizes[g], accuracy[g]);
      worstFall = g == 0 ? 0 : Math.max(worstFall, accuracy[g - 1] - accuracy[g]);
    }
    report.table(table.build());
    report.check(Check.atMost(title + ": largest fall between sizes, points", worstFall, 1));
  }
}
