package polyad.vision.align.study;

import java.io.IOException;
import polyad.catalog.Progress;
import polyad.catalog.Run;
import polyad.data.BatchOrder;
import polyad.nn.Adam;
import polyad.nn.Schedule;
import polyad.nn.Trainer;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.vision.align.PairData;
import polyad.vision.align.PairTrainer;

/**
 * Trains a matcher to tell the own text from seven others of the batch, and the own picture from
 * seven others.
 */
final class MatcherTraining {
  private static final int OTHERS = 7;
  private static final int PIECE = 1000;

  private final Run run;
  private final TowersConfig config;
  private final Generator rng;
  private final CrossAttentionMatcher model;

  MatcherTraining(Run run, TowersConfig config, int vocabulary) {
    this.run = run;
    this.config = config;
    rng = new Generator(run.seed());
    model = new CrossAttentionMatcher(vocabulary, rng);
  }

  CrossAttentionMatcher model() {
    return model;
  }

  /** Trains; the pass that ranks the validation pairs best is kept. */
  void fit(String name, PairData data, PairData validation) throws IOException {
    BatchOrder order =
        new BatchOrder(data.size(), config.options().batch(), run.seed(), true, true);
    long steps = PairTrainer.steps(data.size(), config.options());
    Trainer.Options options =
        Trainer.Options.epochs(config.options().epochs()).withCheckpoint(run.checkpoint(name), 0);
    try (Adam adam = Adam.adamW(model, config.options().weightDecay());
        Progress progress = run.progress(name, steps)) {
      new Trainer(
              model,
              adam,
              Schedule.oneCycle(config.options().learningRate(), steps),
              order,
              rng,
              options)
          .stopWhen(run::stopRequested)
          .listener(event -> progress.at(event.step(), event.loss()))
          .validation(() -> -recall(model, validation).mean())
          .fit(batch -> loss(data.rows(batch)));
    }
  }

  private Tensor loss(PairData pairs) {
    int n = pairs.size();
    Tensor pictures = model.pictures(pairs.pixels()); // [N, 16, d]
    long[] shifts = shifts(n);
    Tensor[] byPicture = new Tensor[shifts.length];
    Tensor[] byText = new Tensor[shifts.length];
    for (int c = 0; c < shifts.length; c++) {
      Tensor rows = Tensor.arange(n).add(shifts[c]).remainder(Tensor.full(n, DType.I64, 1));
      byPicture[c] = model.score(pictures, pairs.tokens().rows(rows)); // picture i, text i + s
      byText[c] = byPicture[c].roll(shifts[c], 0); // text j, picture j - s
    }
    Tensor own = Tensor.zeros(DType.I64, n);
    return crossEntropy(Tensor.stack(1, byPicture), own)
        .add(crossEntropy(Tensor.stack(1, byText), own));
  }

  private Tensor crossEntropy(Tensor logits, Tensor own) {
    return Functional.crossEntropy(
        logits, own, config.options().loss().labelSmoothing(), Functional.Reduction.MEAN);
  }

  /** 0 for the own text, then the distances of others, all different. */
  private long[] shifts(int n) {
    int others = Math.min(OTHERS, n - 1);
    long[] drawn = Tensor.randperm(rng, n - 1L).narrow(0, 0, others).toLongArray();
    long[] shifts = new long[others + 1];
    for (int i = 0; i < others; i++) {
      shifts[i + 1] = drawn[i] + 1;
    }
    return shifts;
  }

  /** Scores every picture with every text and ranks both ways. */
  static ShapesScores.Recall recall(CrossAttentionMatcher model, PairData data) {
    int n = data.size();
    double[][] scores = new double[n][n]; // text, picture
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor pictures = model.pictures(data.pixels());
      for (int text = 0; text < n; text++) {
        scores[text] = scores(model, pictures, data, text);
      }
    }
    return recall(scores);
  }

  /** Of one text with all pictures. */
  static double[] scores(CrossAttentionMatcher model, Tensor pictures, PairData texts, int text) {
    int n = Math.toIntExact(pictures.size(0));
    double[] all = new double[n];
    for (int from = 0; from < n; from += PIECE) {
      try (var _ = TensorScope.open();
          var _ = Autograd.noGrad()) {
        int count = Math.min(PIECE, n - from);
        double[] some =
            model
                .scores(pictures.narrow(0, from, count), texts.tokens().narrow(text, 1))
                .toDoubleArray();
        System.arraycopy(some, 0, all, from, count);
      }
    }
    return all;
  }

  /**
   * Recall of a square of scores whose diagonal is right.
   *
   * @param scores by text, then picture
   */
  static ShapesScores.Recall recall(double[][] scores) {
    int n = scores.length;
    int[] image = new int[n];
    int[] text = new int[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        image[i] += isBefore(scores[j][i], j, scores[i][i], i) ? 1 : 0;
        text[i] += isBefore(scores[i][j], j, scores[i][i], i) ? 1 : 0;
      }
    }
    return new ShapesScores.Recall(
        share(image, 1), share(text, 1), share(image, 5), share(text, 5));
  }

  private static boolean isBefore(double score, int place, double own, int ownPlace) {
    return score > own || (score == own && place < ownPlace);
  }

  private static double share(int[] ranks, int k) {
    int found = 0;
    for (int rank : ranks) {
      found += rank < k ? 1 : 0;
    }
    return (double) found / ranks.length;
  }
}
