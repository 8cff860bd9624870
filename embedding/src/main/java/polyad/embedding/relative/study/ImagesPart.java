package polyad.embedding.relative.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.embedding.relative.AbsoluteAligner;
import polyad.embedding.relative.Anchors;
import polyad.embedding.relative.RelativeModel;
import polyad.embedding.relative.Stitch;
import polyad.nn.Activation;
import polyad.nn.Layer;
import polyad.nn.evaluate.Cka;
import polyad.nn.evaluate.Correlation;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Classifiers of images of several architectures, widths and seeds, stitched in every pair. */
final class ImagesPart {
  private static final String[] NAMES = {"mlp-64", "mlp-64'", "tanh-64", "cnn-64", "cnn-32"};
  private static final int[] WIDTHS = {64, 64, 64, 64, 32};
  private static final int COMPARED = 400; // samples whose angles are compared
  private static final long POINTS_SEED = 77;

  private final Run run;
  private final Images images;
  private final RelativeModel.Training training;
  private final int anchorCount;

  /**
   * Of one seed; accuracies in percent, encoders by heads.
   *
   * @param points of the first two encoders, seen from random points
   * @param orthogonal absolute heads behind a rotation fitted on the anchors
   * @param affine absolute heads behind an affine map fitted on the anchors
   * @param angles of two seeds' spaces: correlation of cosines within each, of cosines within one
   *     and across, residual of Procrustes
   * @param cka mean over pairs, linear and Gaussian, of absolute spaces
   */
  record Scores(
      double[][] relative,
      double[][] absolute,
      double[][] points,
      double[][] orthogonal,
      double[][] affine,
      double[] angles,
      double[] cka) {}

  ImagesPart(Run run, Images images, RelativeModel.Training training, int anchorCount) {
    this.run = run;
    this.images = images;
    this.training = training;
    this.anchorCount = anchorCount;
  }

  private static Layer encoder(int which, Generator rng) {
    return switch (which) {
      case 0, 1 -> Networks.mlp(64, Activation::relu, rng);
      case 2 -> Networks.mlp(64, Activation::tanh, rng);
      case 3 -> Networks.cnn(64, rng);
      default -> Networks.cnn(32, rng);
    };
  }

  Scores measure(long seed) throws IOException {
    Anchors anchors = Anchors.uniform((int) images.train().size(0), anchorCount, seed);
    List<Stitch.Party> relative = parties(seed, anchors, "relative", NAMES.length);
    List<Stitch.Party> absolute = parties(seed, anchors, "absolute", NAMES.length);
    List<Stitch.Party> points = parties(seed, anchors, "points", 2);
    var accuracy = Trainings.accuracy(images.testLabels());
    double[][] orthogonal = new double[NAMES.length][NAMES.length];
    double[][] affine = new double[NAMES.length][NAMES.length];
    for (int i = 0; i < NAMES.length; i++) {
      for (int j = 0; j < NAMES.length; j++) {
        Tensor from = absolute.get(i).anchors();
        Tensor to = absolute.get(j).anchors();
        Stitch stitch = Stitch.of(absolute.get(i), absolute.get(j));
        orthogonal[i][j] =
            WIDTHS[i] == WIDTHS[j]
                ? stitch.evaluateMapped(AbsoluteAligner.orthogonal(from, to), accuracy)
                : Double.NaN;
        affine[i][j] = stitch.evaluateMapped(AbsoluteAligner.affine(from, to), accuracy);
      }
    }
    Scores scores =
        new Scores(
            Stitch.matrix(relative, accuracy),
            Stitch.matrix(absolute, accuracy),
            Stitch.matrix(points, accuracy),
            orthogonal,
            affine,
            angles(absolute.get(0).vectors(), absolute.get(1).vectors()),
            cka(absolute));
    for (List<Stitch.Party> all : List.of(relative, absolute, points)) {
      all.forEach(party -> party.model().close());
    }
    return scores;
  }

  private List<Stitch.Party> parties(long seed, Anchors anchors, String kind, int count)
      throws IOException {
    List<Stitch.Party> parties = new ArrayList<>();
    Tensor anchorRows = anchors.of(images.train());
    Trainings trainings = new Trainings(run);
    for (int i = 0; i < count; i++) {
      long own = seed + 1000L * i;
      Generator rng = new Generator(own);
      RelativeModel.Reader reader =
          switch (kind) {
            case "relative" -> new RelativeModel.Reader.Relative(anchorCount);
            case "absolute" -> new RelativeModel.Reader.Absolute();
            default ->
                new RelativeModel.Reader.Points(
                    Tensor.randn(new Generator(POINTS_SEED), anchorCount, WIDTHS[i]));
          };
      Layer head = Networks.classifier(reader.width(WIDTHS[i]), Images.CLASSES, rng);
      RelativeModel model = new RelativeModel(encoder(i, rng), WIDTHS[i], reader, head);
      trainings.fit(
          "images-" + kind + "-" + i + "-seed" + seed,
          model,
          images.train(),
          anchorRows,
          Trainings.classes(images.labels()),
          training,
          own);
      parties.add(Stitch.Party.of(NAMES[i], model, images.test(), anchorRows, anchors.hash()));
    }
    return parties;
  }

  private static double[] angles(Tensor first, Tensor second) {
    try (var _ = TensorScope.open()) {
      Tensor a = unit(first.narrow(0, 0, Math.min(COMPARED, first.size(0))));
      Tensor b = unit(second.narrow(0, 0, a.size(0)));
      double[] own = pairs(a.matmul(a.mT()));
      double same = Correlation.pearson(own, pairs(b.matmul(b.mT())));
      double cross = Correlation.pearson(own, pairs(a.matmul(b.mT())));
      Tensor u = first.sub(first.mean(true, 0));
      Tensor v = second.sub(second.mean(true, 0));
      double sum = Linalg.svdvals(u.mT().matmul(v)).sum().item();
      double energy = u.square().sum().item() * v.square().sum().item();
      return new double[] {same, cross, 1 - sum * sum / energy};
    }
  }

  private static Tensor unit(Tensor x) {
    return x.div(x.norm(2, true, 1).clampMin(1e-12));
  }

  /** What stands above the diagonal. */
  private static double[] pairs(Tensor square) {
    int n = (int) square.size(0);
    double[] all = square.toDoubleArray();
    return IntStream.range(0, n)
        .boxed()
        .flatMapToDouble(i -> IntStream.range(i + 1, n).mapToDouble(j -> all[i * n + j]))
        .toArray();
  }

  private static double[] cka(List<Stitch.Party> parties) {
    double linear = 0;
    double rbf = 0;
    int count = 0;
    for (int i = 0; i < parties.size(); i++) {
      for (int j = i + 1; j < parties.size(); j++) {
        long n = Math.min(COMPARED, parties.get(i).vectors().size(0));
        Tensor a = parties.get(i).vectors().narrow(0, 0, n);
        Tensor b = parties.get(j).vectors().narrow(0, 0, n);
        linear += Cka.linear(a, b);
        rbf += Cka.rbf(a, b);
        count++;
      }
    }
    return new double[] {linear / count, rbf / count};
  }

  void report(Report report, List<Scores> all, boolean judge) {
    report.section("Image classifiers, " + images.title());
    Scores first = all.getFirst();
    String note =
        "accuracy, %%; %d anchors, first of %d seeds; – where widths differ"
            .formatted(anchorCount, all.size());
    report.table(
        Matrices.table("Relative: encoder down, head across", NAMES, first.relative(), note));
    report.table(
        Matrices.table("Absolute: encoder down, head across", NAMES, first.absolute(), note));
    report.table(rows(all));
    report.table(
        Table.of("Two seeds of one architecture, and all pairs")
            .columns("measure", "value")
            .row("correlation of cosines, within A and within B", mean(all, s -> s.angles()[0]))
            .row("correlation of cosines, within A and across", mean(all, s -> s.angles()[1]))
            .row("residual of the best rotation and scale", mean(all, s -> s.angles()[2]))
            .row("linear CKA, mean of pairs", mean(all, s -> s.cka()[0]))
            .row("Gaussian CKA, mean of pairs", mean(all, s -> s.cka()[1]))
            .build());
    double[] own = values(all, s -> Matrices.diagonal(s.relative()));
    double[] stitched = values(all, s -> Matrices.offDiagonal(s.relative()));
    double[] absolute = values(all, s -> Matrices.diagonal(s.absolute()));
    double[] broken = values(all, s -> Matrices.offDiagonal(s.absolute()));
    if (judge) {
      report.check(
          Check.atLeast(
              "images: stitched over own accuracy, relative",
              Matrices.mean(stitched) / Matrices.mean(own),
              0.85));
      report.check(
          Check.atMost(
              "images: stitched accuracy, absolute, equal widths, %",
              Matrices.mean(broken), 2 * 100.0 / Images.CLASSES));
      report.check(
          Check.atLeast(
              "images: own accuracy, relative less absolute, points",
              Matrices.mean(own) - Matrices.mean(absolute),
              -2.5));
    }
    report.claim(
        Claim.higherPaired(
            "images-stitching",
            "image classifiers of other seeds, architectures and widths are stitched without"
                + " training; absolute ones are not",
            stitched,
            broken,
            0));
    report.claim(
        Claim.higherPaired(
            "images-accuracy",
            "training with the relative layer costs at most a point of accuracy",
            own,
            absolute,
            -1));
    report.claim(
        Claim.higherPaired(
            "images-fitting",
            "stitching reaches a map fitted on the anchors, within a point",
            stitched,
            values(all, s -> Matrices.offDiagonal(s.affine())),
            -1));
    report.claim(
        Claim.higherPaired(
            "angles",
            "angles between encodings stay the same from one training to another, more than with"
                + " the other run's own encodings",
            values(all, s -> s.angles()[0]),
            values(all, s -> s.angles()[1]),
            0));
  }

  private static Table rows(List<Scores> all) {
    return Table.of("Own and stitched accuracy, %")
        .columns("what the head reads")
        .higher("own")
        .higher("stitched")
        .row(
            "relative",
            mean(all, s -> Matrices.diagonal(s.relative())),
            mean(all, s -> Matrices.offDiagonal(s.relative())))
        .row(
            "absolute",
            mean(all, s -> Matrices.diagonal(s.absolute())),
            mean(all, s -> Matrices.offDiagonal(s.absolute())))
        .row(
            "absolute, rotation fitted on the anchors (equal widths)",
            mean(all, s -> Matrices.diagonal(s.orthogonal())),
            mean(all, s -> Matrices.offDiagonal(s.orthogonal())))
        .row(
            "absolute, affine map fitted on the anchors",
            mean(all, s -> Matrices.diagonal(s.affine())),
            mean(all, s -> Matrices.offDiagonal(s.affine())))
        .row(
            "relative to random points (two seeds of an mlp)",
            mean(all, s -> Matrices.diagonal(s.points())),
            mean(all, s -> Matrices.offDiagonal(s.points())))
        .note("n = seeds; the standard error is over them")
        .build();
  }

  /** A number of one seed's scores. */
  private interface Of {
    double value(Scores scores);
  }

  private static double[] values(List<Scores> all, Of of) {
    return all.stream().mapToDouble(of::value).toArray();
  }

  private static Measurement mean(List<Scores> all, Of of) {
    return Measurement.of("", values(all, of));
  }
}
