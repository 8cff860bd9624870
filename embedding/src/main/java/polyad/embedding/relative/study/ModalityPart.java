package polyad.embedding.relative.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import polyad.catalog.Run;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.LabelledTexts;
import polyad.data.generate.CaptionedShapes;
import polyad.embedding.relative.Anchors;
import polyad.embedding.relative.RelativeModel;
import polyad.embedding.relative.Stitch;
import polyad.nn.Layer;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Pictures of shapes and their captions: a classifier of each, trained on samples of its own, with
 * captioned pictures as parallel anchors. A head of captions then reads pictures, and the other way
 * round.
 */
final class ModalityPart {
  private static final int WIDTH = 48;
  private static final int ANCHORS = 300;
  private static final int COLOURS = 8;
  private static final int CLASSES = 8 * COLOURS; // shape and colour, which every caption names

  /** 6000 pictures and as many captions, 12 passes. */
  static final Size FULL = new Size(6000, 1000, 12);

  private final Run run;
  private final Size size;

  /**
   * How much to train.
   *
   * @param samples pictures, and captions of other pictures
   * @param test captioned pictures
   * @param epochs passes
   */
  record Size(int samples, int test, int epochs) {}

  /** Accuracies in percent, encoders by heads, pictures first; of one seed. */
  record Scores(double[][] relative, double[][] absolute) {}

  /** Pictures as rows, captions and classes. */
  private record Pairs(Tensor pixels, LabelledTexts captions, int[] labels) {
    static Pairs draw(int count, long seed) {
      int[] all = IntStream.range(0, CaptionedShapes.COMBINATIONS).toArray();
      CaptionedShapes.Sample sample = CaptionedShapes.draw(count, 0, all, seed);
      int[] labels = IntStream.of(sample.combinations()).map(Pairs::label).toArray();
      List<String> names = IntStream.of(labels).mapToObj("%02d"::formatted).toList();
      return new Pairs(
          Tensor.of(sample.pixels(), count, CaptionedShapes.VALUES),
          new LabelledTexts(sample.captions(), names),
          labels);
    }

    private static int label(int number) {
      var shown = CaptionedShapes.Combination.of(number);
      return shown.shape() * COLOURS + shown.colour();
    }
  }

  ModalityPart(Run run, Size size) {
    this.run = run;
    this.size = size;
  }

  Scores measure(long seed) throws IOException {
    return new Scores(
        matrix(new RelativeModel.Reader.Relative(ANCHORS), seed),
        matrix(new RelativeModel.Reader.Absolute(), seed));
  }

  private double[][] matrix(RelativeModel.Reader reader, long seed) throws IOException {
    Pairs pictures = Pairs.draw(size.samples(), seed + 1);
    Pairs captions = Pairs.draw(size.samples(), seed + 2);
    Pairs shared = Pairs.draw(ANCHORS, seed + 3);
    Pairs test = Pairs.draw(size.test(), seed + 4);
    int[] each = IntStream.range(0, ANCHORS).toArray();
    Anchors.Parallel anchors = Anchors.parallel(each, each, ANCHORS, seed);
    Texts texts = Texts.of("captions", captions.captions(), test.captions());
    Tensor anchorTexts =
        Texts.of("anchors", captions.captions(), shared.captions()).test(); // the same numbers

    Layer seeing = Networks.colourCnn(WIDTH, new Generator(seed));
    Layer reading =
        new TextEncoder(texts.vocabulary(), Texts.LENGTH, WIDTH, new Generator(seed + 40));
    List<Stitch.Party> parties = new ArrayList<>();
    parties.add(
        party(
            "pictures",
            seeing,
            reader,
            pictures.pixels(),
            pictures.labels(),
            test.pixels(),
            anchors.first().of(shared.pixels()),
            anchors.first().hash(),
            seed));
    parties.add(
        party(
            "captions",
            reading,
            reader,
            texts.train(),
            captions.labels(),
            texts.test(),
            anchors.second().of(anchorTexts),
            anchors.second().hash(),
            seed + 40)); // equal first weights would make the heads alike
    double[][] scores = Stitch.matrix(parties, Trainings.accuracy(test.labels()));
    parties.forEach(party -> party.model().close());
    return scores;
  }

  private Stitch.Party party(
      String name,
      Layer encoder,
      RelativeModel.Reader reader,
      Tensor samples,
      int[] labels,
      Tensor test,
      Tensor anchors,
      String hash,
      long seed)
      throws IOException {
    Layer head = Networks.classifier(reader.width(WIDTH), CLASSES, new Generator(seed + 5));
    RelativeModel model = new RelativeModel(encoder, WIDTH, reader, head);
    String kind = reader instanceof RelativeModel.Reader.Relative ? "relative" : "absolute";
    new Trainings(run)
        .fit(
            "%s-%s-seed%d".formatted(name, kind, seed),
            model,
            samples,
            anchors,
            Trainings.classes(labels),
            RelativeModel.Training.of(size.epochs(), 100, 2e-3),
            seed);
    return Stitch.Party.of(name, model, test, anchors, hash);
  }

  void report(Report report, List<Scores> all) {
    report.section("Pictures and captions (synthetic)");
    report.table(
        Table.of("Accuracy, %")
            .columns("encoder", "head")
            .higher("relative")
            .higher("absolute")
            .row(row("pictures", "pictures", all, 0, 0))
            .row(row("captions", "captions", all, 1, 1))
            .row(row("pictures", "captions", all, 0, 1))
            .row(row("captions", "pictures", all, 1, 0))
            .note(
                "%d captioned pictures are anchors; %d classes of shape and colour, chance %.1f %%"
                    .formatted(ANCHORS, CLASSES, 100.0 / CLASSES))
            .build());
    report.claim(
        Claim.higherPaired(
            "modalities",
            "with captioned pictures as anchors a head of captions reads pictures and the other way"
                + " round; absolute ones do not",
            all.stream().mapToDouble(s -> Matrices.offDiagonal(s.relative())).toArray(),
            all.stream().mapToDouble(s -> Matrices.offDiagonal(s.absolute())).toArray(),
            0));
  }

  private static Object[] row(String encoder, String head, List<Scores> all, int i, int j) {
    double[] relative = all.stream().mapToDouble(s -> s.relative()[i][j]).toArray();
    double[] absolute = all.stream().mapToDouble(s -> s.absolute()[i][j]).toArray();
    return new Object[] {encoder, head, Measurement.of("", relative), Measurement.of("", absolute)};
  }
}
