package polyad.embedding.relative.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.embedding.relative.Anchors;
import polyad.embedding.relative.RelativeModel;
import polyad.embedding.relative.Stitch;
import polyad.nn.Layer;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Convolutional auto-encoders of two seeds, plain and variational, with their halves exchanged. */
final class AutoencoderPart {
  private static final double DIVERGENCE_WEIGHT = 1e-4; // of the divergence, against the mean error
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final Run run;
  private final Images images;
  private final RelativeModel.Training training;
  private final int[] channels;
  private final int anchorCount;

  /** What is minimised beside the squared error. */
  enum Kind {
    /** Mean squared error. */
    PLAIN,
    /** Likelihood with the best common σ. */
    OPTIMAL_SIGMA,
    /** Mean squared error and divergence from N(0, 1). */
    VARIATIONAL
  }

  /** Mean squared errors times 1000, encoders by decoders. */
  record Scores(double[][] relative, double[][] absolute) {}

  AutoencoderPart(
      Run run, Images images, RelativeModel.Training training, int[] channels, int anchorCount) {
    this.run = run;
    this.images = images;
    this.training = training;
    this.channels = channels;
    this.anchorCount = anchorCount;
  }

  Scores measure(Kind kind, long seed) throws IOException {
    Anchors anchors = Anchors.uniform((int) images.train().size(0), anchorCount, seed);
    return new Scores(
        matrix(kind, new RelativeModel.Reader.Relative(anchorCount), anchors, seed),
        matrix(kind, new RelativeModel.Reader.Absolute(), anchors, seed));
  }

  private double[][] matrix(Kind kind, RelativeModel.Reader reader, Anchors anchors, long seed)
      throws IOException {
    Tensor anchorRows = anchors.of(images.train());
    int width = Networks.latent(channels);
    List<Stitch.Party> parties = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      long own = seed + 500L * i;
      Generator rng = new Generator(own);
      Layer body = Networks.convolutions(channels, rng);
      GaussianEncoder gaussian =
          kind == Kind.VARIATIONAL ? new GaussianEncoder(body, width, width, rng) : null;
      RelativeModel model =
          new RelativeModel(
              gaussian == null ? body : gaussian,
              width,
              reader,
              Networks.deconvolutions(reader.width(width), channels, rng));
      new Trainings(run)
          .fit(
              "ae-%s-%s-%d-seed%d".formatted(kind, name(reader), i, seed),
              model,
              images.train(),
              anchorRows,
              (output, rows) -> {
                Tensor error = Functional.mseLoss(output, images.train().indexSelect(0, rows));
                if (gaussian != null) {
                  return error.add(gaussian.divergence(), DIVERGENCE_WEIGHT);
                }
                // −ln N(x; x̂, σ²) at the best σ² = MSE is (1 + ln 2π + ln MSE)/2 a pixel.
                return kind == Kind.OPTIMAL_SIGMA
                    ? error.add(1e-6).log().add(1 + LOG_TWO_PI).div(2.0)
                    : error;
              },
              training,
              own);
      parties.add(
          Stitch.Party.of("seed " + (i + 1), model, images.test(), anchorRows, anchors.hash()));
    }
    double[][] errors =
        Stitch.matrix(parties, output -> 1000 * Functional.mseLoss(output, images.test()).item());
    parties.forEach(party -> party.model().close());
    return errors;
  }

  private static String name(RelativeModel.Reader reader) {
    return reader instanceof RelativeModel.Reader.Relative ? "relative" : "absolute";
  }

  void report(Report report, Kind kind, List<Scores> all, boolean judge) {
    String what =
        switch (kind) {
          case PLAIN -> "auto-encoders";
          case OPTIMAL_SIGMA -> "auto-encoders with the optimal-σ likelihood";
          case VARIATIONAL -> "variational auto-encoders";
        };
    report.section("Reconstruction by convolutional " + what + ", " + images.title());
    double[] own = of(all, true, false);
    double[] stitched = of(all, true, true);
    double[] absolute = of(all, false, false);
    double[] broken = of(all, false, true);
    report.table(
        Table.of("Mean squared error times 1000")
            .columns("what the decoder reads")
            .lower("own")
            .lower("stitched")
            .row("relative", Measurement.of("", own), Measurement.of("", stitched))
            .row("absolute", Measurement.of("", absolute), Measurement.of("", broken))
            .note(
                "%d anchors, vectors of width %d".formatted(anchorCount, Networks.latent(channels)))
            .build());
    if (judge && kind == Kind.PLAIN) {
      report.check(
          Check.atMost(
              "reconstruction: error stitched, relative over absolute",
              Matrices.mean(stitched) / Matrices.mean(broken),
              0.35));
      report.check(
          Check.atMost(
              "reconstruction: error stitched over own, relative",
              Matrices.mean(stitched) / Matrices.mean(own),
              3));
    }
    report.claim(
        Claim.lowerPaired(
            "reconstruction-" + kind.name().toLowerCase(Locale.ROOT),
            "stitched halves of " + what + " reconstruct when relative, not when absolute",
            stitched,
            broken,
            0));
  }

  private static double[] of(List<Scores> all, boolean relative, boolean stitched) {
    return all.stream()
        .map(s -> relative ? s.relative() : s.absolute())
        .mapToDouble(m -> stitched ? Matrices.offDiagonal(m) : Matrices.diagonal(m))
        .toArray();
  }
}
