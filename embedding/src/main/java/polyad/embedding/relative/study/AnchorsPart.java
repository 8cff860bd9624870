package polyad.embedding.relative.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.embedding.relative.Anchors;
import polyad.embedding.relative.Quantization;
import polyad.embedding.relative.RelativeModel;
import polyad.embedding.relative.Stitch;
import polyad.nn.Activation;
import polyad.nn.Layer;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Two perceptrons of other seeds: how many anchors, which, and how coarse. */
final class AnchorsPart {
  static final int[] COUNTS = {10, 50, 100, 300, 600};
  private static final int COUNT = 100;
  private static final int WIDTH = 64;
  private static final double[] NOISE = {0, 0.1, 0.2, 0.4, 0.8};
  private static final double[] BINS = {0, 0.05, 0.1, 0.2, 0.5};
  private static final String[] CHOICES = {
    "uniform", "stratified by class", "farthest points", "k-means", "first rows", "other data set"
  };

  private final Run run;
  private final Images images;
  private final Images other;
  private final RelativeModel.Training training;

  /**
   * Of one seed, accuracies in percent.
   *
   * @param byCount stitched, by number of anchors
   * @param own by choice of anchors
   * @param stitched by choice of anchors
   * @param noisy stitched, by size of bins and noise
   */
  record Scores(double[] byCount, double[] own, double[] stitched, double[][] noisy) {}

  AnchorsPart(Run run, Images images, Images other, RelativeModel.Training training) {
    this.run = run;
    this.images = images;
    this.other = other;
    this.training = training;
  }

  Scores measure(long seed) throws IOException {
    int n = (int) images.train().size(0);
    double[] byCount = new double[COUNTS.length];
    for (int i = 0; i < COUNTS.length; i++) {
      Anchors anchors = Anchors.uniform(n, Math.min(COUNTS[i], n), seed);
      byCount[i] = score("count" + COUNTS[i], anchors, images.train(), Quantization.NONE, seed)[1];
    }
    double[] own = new double[CHOICES.length];
    double[] stitched = new double[CHOICES.length];
    for (int i = 0; i < CHOICES.length; i++) {
      boolean foreign = i == CHOICES.length - 1;
      double[] pair =
          score(
              "choice" + i,
              choice(i, seed),
              foreign ? other.train() : images.train(),
              Quantization.NONE,
              seed);
      own[i] = pair[0];
      stitched[i] = pair[1];
    }
    double[][] noisy = new double[BINS.length][];
    for (int i = 0; i < BINS.length; i++) {
      Quantization bins =
          BINS[i] == 0
              ? Quantization.NONE
              : new Quantization(Quantization.Kind.DIFFERENTIABLE_ROUND, BINS[i]);
      noisy[i] = noise("bins" + i, Anchors.uniform(n, COUNT, seed), bins, seed);
    }
    return new Scores(byCount, own, stitched, noisy);
  }

  private Anchors choice(int which, long seed) {
    int n = (int) images.train().size(0);
    return switch (which) {
      case 0 -> Anchors.uniform(n, COUNT, seed);
      case 1 -> Anchors.stratified(images.labels(), Images.CLASSES, COUNT, seed);
      case 2 -> Anchors.farthestPoint(images.train(), COUNT, (int) (seed % n));
      case 3 -> Anchors.kMeans(images.train(), COUNT, seed);
      case 4 -> Anchors.mostFrequent(n, COUNT);
      default -> Anchors.uniform((int) other.train().size(0), COUNT, seed).from(other.name());
    };
  }

  private List<Stitch.Party> pair(
      String name, Anchors anchors, Tensor from, Quantization bins, long seed) throws IOException {
    List<Stitch.Party> parties = new ArrayList<>();
    Tensor anchorRows = anchors.of(from);
    for (int i = 0; i < 2; i++) {
      long own = seed + 7000L * (i + 1);
      Generator rng = new Generator(own);
      var reader = new RelativeModel.Reader.Relative(anchors.size(), bins);
      Layer head = Networks.classifier(anchors.size(), Images.CLASSES, rng);
      RelativeModel model =
          new RelativeModel(Networks.mlp(WIDTH, Activation::relu, rng), WIDTH, reader, head);
      new Trainings(run)
          .fit(
              "anchors-%s-%d-seed%d".formatted(name, i, seed),
              model,
              images.train(),
              anchorRows,
              Trainings.classes(images.labels()),
              training,
              own);
      parties.add(Stitch.Party.of("seed " + i, model, images.test(), anchorRows, anchors.hash()));
    }
    return parties;
  }

  /** Own and stitched accuracy. */
  private double[] score(String name, Anchors anchors, Tensor from, Quantization bins, long seed)
      throws IOException {
    List<Stitch.Party> parties = pair(name, anchors, from, bins, seed);
    double[][] matrix = Stitch.matrix(parties, Trainings.accuracy(images.testLabels()));
    parties.forEach(party -> party.model().close());
    return new double[] {Matrices.diagonal(matrix), Matrices.offDiagonal(matrix)};
  }

  /** Stitched accuracy when vectors of samples and anchors are moved by a share of their length. */
  private double[] noise(String name, Anchors anchors, Quantization bins, long seed)
      throws IOException {
    List<Stitch.Party> parties = pair(name, anchors, images.train(), bins, seed);
    double[] accuracy = new double[NOISE.length];
    for (int i = 0; i < NOISE.length; i++) {
      Generator rng = new Generator(seed + i);
      List<Stitch.Party> moved = new ArrayList<>();
      for (Stitch.Party party : parties) {
        moved.add(
            new Stitch.Party(
                party.name(),
                party.model(),
                moved(party.vectors(), NOISE[i], rng),
                moved(party.anchors(), NOISE[i], rng),
                party.hash()));
      }
      accuracy[i] =
          Matrices.offDiagonal(Stitch.matrix(moved, Trainings.accuracy(images.testLabels())));
    }
    parties.forEach(party -> party.model().close());
    return accuracy;
  }

  private static Tensor moved(Tensor x, double share, Generator rng) {
    Tensor direction = x.randnLike(rng);
    Tensor length = x.norm(2, true, 1).div(direction.norm(2, true, 1));
    return x.add(direction.mul(length), share);
  }

  void report(Report report, List<Scores> all) {
    report.section("Anchors, " + images.title());
    counts(report, all);
    Table.Builder choices =
        Table.of("Which " + COUNT + " anchors; accuracy, %")
            .columns("choice")
            .higher("own")
            .higher("stitched");
    for (int i = 0; i < CHOICES.length; i++) {
      int at = i;
      String name = i == CHOICES.length - 1 ? CHOICES[i] + ": " + other.title() : CHOICES[i];
      choices.row(name, mean(all, s -> s.own()[at]), mean(all, s -> s.stitched()[at]));
    }
    report.table(
        choices
            .note(
                "two perceptrons; farthest points and k-means on pixels. Most frequent words and"
                    + " parallel anchors are in the sections on words and languages")
            .build());
    double[] foreign = all.stream().mapToDouble(s -> s.stitched()[CHOICES.length - 1]).toArray();
    double[] inside = all.stream().mapToDouble(s -> s.stitched()[0]).toArray();
    report.check(
        Check.atMost(
            "anchors: loss of stitched accuracy with another data set's, points",
            Matrices.mean(inside) - Matrices.mean(foreign),
            10));
    report.claim(
        Claim.higherPaired(
            "ood-anchors",
            "anchors of another data set serve too, within ten points",
            foreign,
            inside,
            -10));
    noise(report, all);
  }

  private static void counts(Report report, List<Scores> all) {
    double[] x = new double[COUNTS.length];
    double[] y = new double[COUNTS.length];
    Table.Builder table =
        Table.of("How many anchors").columns("anchors").higher("stitched accuracy, %");
    for (int i = 0; i < COUNTS.length; i++) {
      int at = i;
      Measurement mean = mean(all, s -> s.byCount()[at]);
      x[i] = COUNTS[i];
      y[i] = mean.mean();
      table.row(COUNTS[i], mean);
    }
    report.table(table.build());
    report.plot(
        new Plot.Lines(
            "Stitched accuracy by number of anchors",
            Plot.Axis.log("anchors"),
            Plot.Axis.linear("accuracy, %"),
            List.of(Plot.Curve.of("relative", x, y))));
    report.check(
        Check.atLeast("anchors: stitched accuracy, 100 less 10 anchors, points", y[2] - y[0], 0));
    report.check(
        Check.atMost(
            "anchors: change of stitched accuracy from 300 to 600, points",
            Math.abs(y[4] - y[3]),
            5));
  }

  private static void noise(Report report, List<Scores> all) {
    Table.Builder table = Table.of("Bins under noise; stitched accuracy, %").columns("bin");
    for (double share : NOISE) {
      table.higher("noise " + share);
    }
    List<Plot.Curve> curves = new ArrayList<>();
    for (int i = 0; i < BINS.length; i++) {
      Object[] row = new Object[NOISE.length + 1];
      double[] y = new double[NOISE.length];
      row[0] = BINS[i] == 0 ? "none" : String.valueOf(BINS[i]);
      for (int j = 0; j < NOISE.length; j++) {
        int bin = i;
        int share = j;
        Measurement mean = mean(all, s -> s.noisy()[bin][share]);
        row[j + 1] = mean;
        y[j] = mean.mean();
      }
      table.row(row);
      curves.add(Plot.Curve.of("bin " + row[0], NOISE, y));
    }
    report.table(
        table
            .note("noise: vectors of samples and anchors moved by this share of their length")
            .build());
    report.plot(
        new Plot.Lines(
            "Bins under noise",
            Plot.Axis.linear("noise"),
            Plot.Axis.linear("stitched accuracy, %"),
            curves));
  }

  /** A number of one seed's scores. */
  private interface Of {
    double value(Scores scores);
  }

  private static Measurement mean(List<Scores> all, Of of) {
    return Measurement.of("", all.stream().mapToDouble(of::value).toArray());
  }
}
