package polyad.embedding.matryoshka;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.embedding.Nesting;

/** What the contest on one data set says: tables, plots, checks and claims. */
final class DataSetReport {
  private final Report report;
  private final Examples examples;
  private final Nesting nesting;
  private final List<Contest.Scores> scores;
  private final Contest.Scores first;

  DataSetReport(Report report, Examples examples, Nesting nesting, List<Contest.Scores> scores) {
    this.report = report;
    this.examples = examples;
    this.nesting = nesting;
    this.scores = scores;
    this.first = scores.get(0);
  }

  void describe() {
    report.section(examples.name() + (examples.synthetic() ? " (synthetic)" : ""));
    table("Accuracy of linear classifiers, %", Contest.Row::linear);
    table("Accuracy of the nearest neighbour, %", Contest.Row::nearest);
    report.plot(
        new Plot.Lines(
            "Nearest neighbour on " + examples.name(),
            Plot.Axis.log("size m"),
            Plot.Axis.linear("accuracy, %"),
            List.of(
                MatryoshkaExperiment.curve("MRL", nesting, scores, s -> s.mrl().nearest()),
                MatryoshkaExperiment.curve("MRL-E", nesting, scores, s -> s.mrlE().nearest()),
                MatryoshkaExperiment.curve("FF", nesting, scores, s -> s.fixed().nearest()),
                MatryoshkaExperiment.curve("SVD", nesting, scores, s -> s.svd().nearest()),
                MatryoshkaExperiment.curve("slice", nesting, scores, s -> s.slice().nearest()))));
    adaptive();
    details();
  }

  private void table(String title, Function<Contest.Row, double[]> values) {
    Table.Builder table =
        Table.of(title + ", " + examples.name())
            .columns("m")
            .higher("MRL")
            .higher("MRL-E")
            .higher("FF")
            .higher("SVD of FF")
            .higher("slice of FF")
            .higher("random of FF");
    for (int g = 0; g < nesting.levels(); g++) {
      table.row(
          nesting.size(g),
          cell(values, Contest.Scores::mrl, g),
          cell(values, Contest.Scores::mrlE, g),
          cell(values, Contest.Scores::fixed, g),
          cell(values, Contest.Scores::svd, g),
          cell(values, Contest.Scores::slice, g),
          cell(values, Contest.Scores::random, g));
    }
    report.table(table.note(note()).build());
  }

  private String note() {
    return examples.train().labels().length
        + " training and "
        + examples.test().labels().length
        + " test rows, "
        + scores.size()
        + " seed(s)"
        + (examples.synthetic() ? ", synthetic" : "");
  }

  private @Nullable Measurement cell(
      Function<Contest.Row, double[]> values, Function<Contest.Scores, Contest.Row> row, int g) {
    double[] samples =
        scores.stream()
            .map(s -> values.apply(row.apply(s)))
            .filter(v -> v.length > g)
            .mapToDouble(v -> v[g])
            .toArray();
    return samples.length == 0 ? null : Measurement.of("", samples);
  }

  private void adaptive() {
    report.table(
        Table.of("Adaptive classification and retrieval, " + examples.name())
            .columns("way")
            .higher("top-1, %")
            .lower("expected dimensions")
            .lower("10⁶ multiply-adds a query")
            .row("classifier at d", mean(s -> s.cascade().full()), nesting.dimension(), null)
            .row(
                "cascade",
                mean(s -> s.cascade().accuracy()),
                mean(s -> s.cascade().expectedDim()).mean(),
                null)
            .row(
                "cascade, sizes one after another",
                mean(s -> s.cascade().accuracy()),
                mean(s -> s.cascade().cumulativeDim()).mean(),
                null)
            .row("retrieval at d", mean(s -> s.single().top1()), null, first.single().megaFlops())
            .row(
                "adaptive retrieval",
                mean(s -> s.adaptive().top1()),
                null,
                first.adaptive().megaFlops())
            .row("funnel retrieval", mean(s -> s.funnel().top1()), null, first.funnel().megaFlops())
            .note(note())
            .build());
  }

  private void details() {
    Table.Builder between =
        Table.of("Sizes that were never trained, nearest neighbour of MRL, " + examples.name())
            .columns("m", "accuracy, %", "at the size below", "at the size above");
    for (int g = 0; g + 1 < nesting.levels(); g++) {
      int level = g;
      between.row(
          Contest.betweenSize(nesting, g),
          mean(s -> s.between()[level]),
          mean(s -> s.mrl().nearest()[level]),
          mean(s -> s.mrl().nearest()[level + 1]));
    }
    report.table(between.note(note()).build());
    Table.Builder groups =
        Table.of("Classes and superclasses of MRL, %, " + examples.name())
            .columns("m", "class", "superclass");
    for (int g = 0; g < nesting.levels(); g++) {
      int level = g;
      groups.row(
          nesting.size(g), mean(s -> s.mrl().linear()[level]), mean(s -> s.superclass()[level]));
    }
    groups.row("oracle over sizes", mean(Contest.Scores::oracle), null);
    report.table(groups.note(note()).build());
    Table.Builder robust =
        Table.of("Corrupted test rows, linear accuracy at d, %, " + examples.name())
            .columns("corruption")
            .higher("MRL")
            .higher("FF");
    for (Examples.Corruption corruption : Examples.Corruption.values()) {
      int c = Arrays.asList(Examples.Corruption.values()).indexOf(corruption);
      robust.row(
          corruption.toString().toLowerCase(Locale.ROOT),
          mean(s -> s.robustMrl()[c]),
          mean(s -> s.robustFixed()[c]));
    }
    report.table(robust.note(note()).build());
  }

  private Measurement mean(ToDoubleFunction<Contest.Scores> value) {
    return Measurement.of("", samples(value));
  }

  private double[] samples(ToDoubleFunction<Contest.Scores> value) {
    return scores.stream().mapToDouble(value).toArray();
  }

  private double average(ToDoubleFunction<Contest.Scores> value) {
    return Arrays.stream(samples(value)).average().orElse(Double.NaN);
  }

  /**
   * The spec's acceptance. The nearest-neighbour ratios need many classes: with ten, a few
   * directions of the baseline separate most of them too.
   */
  void checks(boolean manyClasses) {
    String on = examples.name() + ": ";
    for (int g = 0; g < nesting.levels(); g++) {
      int level = g;
      double gap = average(s -> s.mrl().linear()[level] - s.fixed().linear()[level]);
      report.check(
          Check.atLeast(on + "linear accuracy of MRL − FF at m=" + nesting.size(g), gap, -1.5));
    }
    for (int g = 0; g < nesting.levels(); g++) {
      int level = g;
      double gap = average(s -> s.mrl().linear()[level] - s.mrlE().linear()[level]);
      report.check(
          Check.atMost(
              on + "linear accuracy of MRL − MRL-E at m=" + nesting.size(g), gap, g == 0 ? 4 : 1));
    }
    if (manyClasses) {
      double mrl = average(s -> s.mrl().nearest()[0]);
      report.check(
          Check.atLeast(
              on + "nearest neighbour of MRL over SVD at the smallest m",
              mrl / average(s -> s.svd().nearest()[0]),
              1.5));
      report.check(
          Check.atLeast(
              on + "nearest neighbour of MRL over slice at the smallest m",
              mrl / average(s -> s.slice().nearest()[0]),
              2));
    }
    report.check(
        Check.atMost(
            on + "expected dimensions of the cascade",
            average(s -> s.cascade().expectedDim()),
            nesting.dimension() / 14.0));
    report.check(
        Check.atLeast(
            on + "accuracy of the cascade − at d",
            average(s -> s.cascade().accuracy() - s.cascade().full()),
            -1.5));
    retrieval(on + "adaptive retrieval", Contest.Scores::adaptive);
    retrieval(on + "funnel retrieval", Contest.Scores::funnel);
  }

  private void retrieval(String name, Function<Contest.Scores, Contest.Retrieval> way) {
    report.check(
        Check.atLeast(
            name + ": multiply-adds at d over its own",
            first.single().megaFlops() / way.apply(first).megaFlops(),
            14));
    report.check(
        Check.atLeast(
            name + ": top-1 − at d", average(s -> way.apply(s).top1() - s.single().top1()), -0.5));
  }

  void claims() {
    String on = " on " + examples.name();
    for (int g = 0; g < nesting.levels(); g++) {
      int level = g;
      report.claim(
          Claim.higherPaired(
              "nested-" + nesting.size(g),
              "MRL at m=" + nesting.size(g) + " is as accurate as a fixed-size model" + on,
              samples(s -> s.mrl().linear()[level]),
              samples(s -> s.fixed().linear()[level]),
              -1));
    }
    List<Double> worst = new ArrayList<>();
    for (Contest.Scores s : scores) {
      double least = Double.POSITIVE_INFINITY;
      for (int g = 0; g + 1 < nesting.levels(); g++) {
        double floor = Math.min(s.mrl().nearest()[g], s.mrl().nearest()[g + 1]);
        least = Math.min(least, s.between()[g] - floor);
      }
      worst.add(least);
    }
    double[] zero = new double[worst.size()];
    report.claim(
        Claim.higherPaired(
            "between",
            "sizes between the trained ones are at most 1 point below their neighbours" + on,
            worst.stream().mapToDouble(Double::doubleValue).toArray(),
            zero,
            -1));
    report.claim(
        Claim.higherPaired(
            "cascade",
            "the cascade is within 1.5 points of the classifier at d" + on,
            samples(s -> s.cascade().accuracy()),
            samples(s -> s.cascade().full()),
            -1.5));
    report.claim(
        Claim.higherPaired(
            "robust",
            "MRL at d is as robust as FF to noise, blur and occlusion, within 1 point" + on,
            samples(s -> Arrays.stream(s.robustMrl()).average().orElse(Double.NaN)),
            samples(s -> Arrays.stream(s.robustFixed()).average().orElse(Double.NaN)),
            -1));
    int last = nesting.levels() - 1;
    report.claim(
        Claim.lowerPaired(
            "coarse-to-fine",
            "superclass accuracy falls less from d to the smallest m than class accuracy" + on,
            samples(s -> s.superclass()[last] - s.superclass()[0]),
            samples(s -> s.mrl().linear()[last] - s.mrl().linear()[0]),
            0));
    report.claim(
        Claim.higherPaired(
            "oracle",
            "some rows are right only at sizes below the best one" + on,
            samples(Contest.Scores::oracle),
            samples(s -> Arrays.stream(s.mrl().linear()).max().orElse(Double.NaN)),
            0));
  }
}
