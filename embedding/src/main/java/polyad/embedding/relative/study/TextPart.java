package polyad.embedding.relative.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.data.LabelledTexts;
import polyad.data.Splits;
import polyad.embedding.relative.Anchors;
import polyad.embedding.relative.RelativeModel;
import polyad.embedding.relative.Stitch;
import polyad.nn.Layer;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Transformers of text: other seeds on one language, and two languages with parallel anchors. */
final class TextPart {
  private static final int WIDTH = 48;
  private static final int ANCHORS = 200;
  private static final int FRAMES = 2500; // sentences a language is trained on
  private static final int TEST_FRAMES = 600;
  private static final RelativeModel.Training TRAINING = RelativeModel.Training.of(6, 64, 2e-3);

  private final Run run;

  /** Accuracies in percent, encoders by heads; of one seed. */
  record Scores(List<OnSet> sets, double[][] relativeLanguages, double[][] absoluteLanguages) {}

  /** Two seeds on one set of texts. */
  record OnSet(String name, double[][] relative, double[][] absolute) {}

  TextPart(Run run) {
    this.run = run;
  }

  Scores measure(long seed) throws IOException {
    List<OnSet> sets = new ArrayList<>();
    for (Texts texts : Texts.open(run.data(), seed)) {
      sets.add(
          new OnSet(
              texts.name(),
              seeds(texts, new RelativeModel.Reader.Relative(ANCHORS), seed),
              seeds(texts, new RelativeModel.Reader.Absolute(), seed)));
    }
    return new Scores(
        sets,
        languages(new RelativeModel.Reader.Relative(ANCHORS), seed),
        languages(new RelativeModel.Reader.Absolute(), seed));
  }

  private double[][] seeds(Texts texts, RelativeModel.Reader reader, long seed) throws IOException {
    Anchors anchors = Anchors.uniform((int) texts.train().size(0), ANCHORS, seed);
    Tensor anchorRows = anchors.of(texts.train());
    List<Stitch.Party> parties = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      RelativeModel model = train("text-" + texts.slug(), texts, anchorRows, reader, i, seed);
      parties.add(
          Stitch.Party.of("seed " + (i + 1), model, texts.test(), anchorRows, anchors.hash()));
    }
    return matrix(parties, texts.testLabels());
  }

  /**
   * Each language's model has read sentences of its own; only the anchors are translated, and the
   * test sentences are judged in the language of the encoder.
   */
  private double[][] languages(RelativeModel.Reader reader, long seed) throws IOException {
    LabelledTexts frames = Texts.topics(2 * FRAMES + TEST_FRAMES + ANCHORS, seed);
    int[] parallel = Splits.permutation(ANCHORS, new SplittableRandom(seed));
    Anchors.Parallel anchors = Anchors.parallel(parallel, parallel, ANCHORS, seed);
    LabelledTexts anchorFrames =
        Texts.part(frames, 2 * FRAMES + TEST_FRAMES, 2 * FRAMES + TEST_FRAMES + ANCHORS);
    LabelledTexts test = Texts.part(frames, 2 * FRAMES, 2 * FRAMES + TEST_FRAMES);
    List<Stitch.Party> parties = new ArrayList<>();
    int[] labels = new int[0];
    for (int i = 0; i < 2; i++) {
      LabelledTexts own = Texts.part(frames, i * FRAMES, (i + 1) * FRAMES);
      LabelledTexts read = joined(own, anchorFrames);
      Texts texts =
          i == 0
              ? Texts.of("first language", read, test)
              : Texts.of("second language", Texts.translated(read), Texts.translated(test));
      Tensor of = texts.train().narrow(0, FRAMES, ANCHORS);
      Tensor anchorRows = (i == 0 ? anchors.first() : anchors.second()).of(of);
      RelativeModel model = train("language", texts, anchorRows, reader, i, seed);
      String hash = (i == 0 ? anchors.first() : anchors.second()).hash();
      parties.add(Stitch.Party.of(texts.name(), model, texts.test(), anchorRows, hash));
      labels = texts.testLabels();
    }
    return matrix(parties, labels);
  }

  private static LabelledTexts joined(LabelledTexts a, LabelledTexts b) {
    List<String> texts = new ArrayList<>(a.texts());
    texts.addAll(b.texts());
    List<String> labels = new ArrayList<>(a.labels());
    labels.addAll(b.labels());
    return new LabelledTexts(texts, labels);
  }

  private RelativeModel train(
      String what, Texts texts, Tensor anchors, RelativeModel.Reader reader, int which, long seed)
      throws IOException {
    long own = seed + 40L * which;
    Generator rng = new Generator(own);
    Layer encoder = new TextEncoder(texts.vocabulary(), Texts.LENGTH, WIDTH, rng);
    Layer head = Networks.classifier(reader.width(WIDTH), texts.classes(), rng);
    RelativeModel model = new RelativeModel(encoder, WIDTH, reader, head);
    boolean relative = reader instanceof RelativeModel.Reader.Relative;
    new Trainings(run)
        .fit(
            "%s-%s-%d-seed%d".formatted(what, relative ? "relative" : "absolute", which, seed),
            model,
            texts.train(),
            anchors,
            Trainings.classes(texts.labels()),
            TRAINING,
            own);
    return model;
  }

  private static double[][] matrix(List<Stitch.Party> parties, int[] labels) {
    double[][] scores = Stitch.matrix(parties, Trainings.accuracy(labels));
    parties.forEach(party -> party.model().close());
    return scores;
  }

  void report(Report report, List<Scores> all) {
    report.section("Transformers of text");
    double[] nativeTongue = of(all, Scores::relativeLanguages, false);
    double[] crossed = of(all, Scores::relativeLanguages, true);
    double[] broken = of(all, Scores::absoluteLanguages, true);
    double chance = 100.0 / 10;
    Table.Builder table =
        Table.of("Accuracy, %")
            .columns("task", "what the head reads")
            .higher("own")
            .higher("stitched");
    int sets = all.getFirst().sets().size();
    for (int set = 0; set < sets; set++) {
      int i = set;
      String task = all.getFirst().sets().get(i).name() + ", two seeds";
      Of relative = s -> s.sets().get(i).relative();
      Of absolute = s -> s.sets().get(i).absolute();
      table
          .row(task, "relative", mean(of(all, relative, false)), mean(of(all, relative, true)))
          .row(task, "absolute", mean(of(all, absolute, false)), mean(of(all, absolute, true)));
    }
    report.table(
        table
            .row("two languages (synthetic)", "relative", mean(nativeTongue), mean(crossed))
            .row(
                "two languages (synthetic)",
                "absolute",
                mean(of(all, Scores::absoluteLanguages, false)),
                mean(broken))
            .note(
                ("%d anchors; the languages share no word and no training sentence but the"
                        + " translated anchors; ten topics, chance %.0f %%")
                    .formatted(ANCHORS, chance))
            .build());
    for (int set = 0; set < sets; set++) {
      judge(report, all, set);
    }
    report.check(
        Check.atLeast(
            "languages: stitched over native accuracy, relative",
            Matrices.mean(crossed) / Matrices.mean(nativeTongue),
            0.8));
    report.check(
        Check.atMost(
            "languages: stitched accuracy, absolute, %", Matrices.mean(broken), 1.5 * chance));
    report.claim(
        Claim.higherPaired(
            "languages",
            "with translated anchors a head of one language works behind an encoder of another",
            crossed,
            broken,
            0));
  }

  private static void judge(Report report, List<Scores> all, int set) {
    String name = all.getFirst().sets().get(set).name();
    double[] own = of(all, s -> s.sets().get(set).relative(), false);
    double[] stitched = of(all, s -> s.sets().get(set).relative(), true);
    report.check(
        Check.atLeast(
            name + ": stitched over own accuracy, relative",
            Matrices.mean(stitched) / Matrices.mean(own),
            0.8));
    report.claim(
        Claim.higherPaired(
            "text-stitching-" + Texts.slug(name),
            name + ": Transformers are stitched without training; absolute ones are not",
            stitched,
            of(all, s -> s.sets().get(set).absolute(), true),
            0));
  }

  /** A matrix of one seed's scores. */
  private interface Of {
    double[][] matrix(Scores scores);
  }

  private static double[] of(List<Scores> all, Of of, boolean stitched) {
    return all.stream()
        .map(of::matrix)
        .mapToDouble(m -> stitched ? Matrices.offDiagonal(m) : Matrices.diagonal(m))
        .toArray();
  }

  private static Measurement mean(double[] values) {
    return Measurement.of("", values);
  }
}
