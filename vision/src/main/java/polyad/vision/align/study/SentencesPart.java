package polyad.vision.align.study;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import polyad.catalog.Run;
import polyad.catalog.report.Table;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.text.WordPiece;
import polyad.text.WordPieceTrainer;
import polyad.vision.align.DualEncoder;
import polyad.vision.align.PaddedTokens;
import polyad.vision.align.PairData;
import polyad.vision.align.ZeroShot;

/**
 * Real pictures whose captions are sentences with the name of a class: labels by texts alone,
 * against a net of the same size that was trained with the labels.
 */
final class SentencesPart {
  private static final int TEST = 2000;
  private static final int PASSES_OF_ALPHABETS = 2;
  private static final List<String> CLOTHES =
      List.of(
          "a photo of a %s",
          "%s",
          "new %s for sale",
          "picture of one %s on a dark ground",
          "%s jpg",
          "buy this %s today");
  private static final List<String> LETTERS =
      List.of(
          "a letter of the %s alphabet",
          "%s", "handwritten %s character", "%s png", "how to write %s");

  private final AlignExperiment.Config config;
  private final Run run;

  /** Shares of right labels. */
  record Accuracy(double single, double ensemble) {}

  /**
   * What came of a set.
   *
   * @param clean sentences all right
   * @param noisy some of them wrong
   * @param supervised with labels
   */
  record Result(
      Accuracy clean, Accuracy noisy, double supervised, int classes, int pairs, int tests) {}

  SentencesPart(AlignExperiment.Config config, Run run) {
    this.config = config;
    this.run = run;
  }

  void report() throws Exception {
    int most = config.realPairs();
    report(
        "fashion",
        "Fashion-MNIST with sentences of class names",
        LabelledImages.fashionMnist(run.data(), most, Math.min(TEST, most)),
        CLOTHES,
        config.realEpochs());
    report(
        "alphabets",
        "Omniglot with sentences of alphabets, characters never seen",
        LabelledImages.alphabets(run.data(), most, run.seed()),
        LETTERS,
        PASSES_OF_ALPHABETS * config.realEpochs());
  }

  private void report(
      String name,
      String title,
      Optional<LabelledImages.Source> source,
      List<String> patterns,
      int epochs)
      throws Exception {
    if (source.isEmpty()) {
      run.info(name + ": the data are not at hand: left out");
      return;
    }
    Result r =
        run.once(
            name + "-sentences",
            Result.class,
            () -> {
              try (var _ = TensorScope.open()) {
                return new Trial(name, source.get().read(), patterns, epochs).measure();
              }
            });
    run.report().section(title);
    run.report()
        .table(
            Table.of("Right labels on %,d test pictures".formatted(r.tests()))
                .columns("model")
                .higher("one prompt")
                .higher(patterns.size() + " prompts")
                .row("ALIGN, right sentences", r.clean().single(), r.clean().ensemble())
                .row(
                    "ALIGN, %.0f %% wrong sentences".formatted(100 * config.noise()),
                    r.noisy().single(),
                    r.noisy().ensemble())
                .row("labels, a linear head on the same tower", r.supervised(), null)
                .row("chance", 1.0 / r.classes(), null)
                .note("%,d pictures, %d passes, one seed".formatted(r.pairs(), epochs))
                .build());
  }

  /** The trainings on one set. */
  private final class Trial {
    private final String name;
    private final LabelledImages.Parts parts;
    private final LabelledImages validation;
    private final ClassSentences sentences;
    private final WordPiece tokenizer;
    private final int epochs;

    Trial(String name, LabelledImages.Parts parts, List<String> patterns, int epochs) {
      this.name = name;
      this.parts = parts;
      validation = Objects.requireNonNull(parts.validation(), "a part to choose passes by");
      this.epochs = epochs;
      sentences = new ClassSentences(patterns, parts.train().classes());
      tokenizer = WordPieceTrainer.train(sentences.all(), 500, 1, true);
    }

    Result measure() throws Exception {
      return new Result(
          align(0),
          align(config.noise()),
          supervised(),
          parts.train().classes().size(),
          parts.train().size(),
          parts.test().size());
    }

    private Accuracy align(double noise) throws Exception {
      LabelledImages train = parts.train();
      TowersConfig how = TowersConfig.defaults().withEpochs(epochs).withShift(2);
      try (var _ = TensorScope.open()) {
        List<String> captions = sentences.draw(train.labels(), noise, run.seed());
        var task =
            TowerTraining.Task.of(
                name + "-" + Math.round(100 * noise),
                how,
                tokenizer.vocabulary().size(),
                new PairData(train.pixels(), PaddedTokens.of(tokenizer, captions)));
        return new TowerTraining(run)
            .train(
                task,
                model -> accuracy(model, validation, Integer.MAX_VALUE),
                (model, training) ->
                    new Accuracy(
                        accuracy(model, parts.test(), 1),
                        accuracy(model, parts.test(), Integer.MAX_VALUE)));
      }
    }

    private double accuracy(DualEncoder model, LabelledImages images, int prompts) {
      try (var _ = TensorScope.open()) {
        Tensor[] classes = new Tensor[images.classes().size()];
        for (int c = 0; c < classes.length; c++) {
          List<String> texts = sentences.prompts(c);
          texts = texts.subList(0, Math.min(prompts, texts.size()));
          classes[c] = Vectors.texts(model, PaddedTokens.of(tokenizer, texts)); // [P, D]
        }
        ZeroShot zeroShot = ZeroShot.of(Tensor.stack(0, classes));
        long[] found = zeroShot.predict(Vectors.images(model, images.pixels())).toLongArray();
        int right = 0;
        for (int i = 0; i < found.length; i++) {
          right += found[i] == images.labels()[i] ? 1 : 0;
        }
        return (double) right / found.length;
      }
    }

    private double supervised() throws Exception {
      try (var _ = TensorScope.open();
          ImageClassifier net =
              new ImageClassifier(
                  TowersConfig.defaults().dim(), parts.train().classes().size(), run.seed())) {
        net.fit(run, name + "-labels", parts.train(), validation, epochs, 2);
        return net.accuracy(parts.test());
      }
    }
  }
}
