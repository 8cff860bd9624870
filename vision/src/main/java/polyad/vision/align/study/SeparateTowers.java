package polyad.vision.align.study;

import java.util.ArrayList;
import java.util.List;
import polyad.data.BatchOrder;
import polyad.data.generate.CaptionedShapes;
import polyad.nn.Adam;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.nn.Schedule;
import polyad.nn.Trainer;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.vision.align.PaddedTokens;
import polyad.vision.align.PairData;
import polyad.vision.align.PairTrainer;
import polyad.vision.align.SmallCnn;

/**
 * The baseline of towers that never met: an image net trained on true labels of shape, colour, size
 * and place, counts of words, and a ridge regression from the one to the other on the noisy pairs.
 */
final class SeparateTowers extends Module {
  private static final int[] CLASSES = {8, 8, 3, 4};
  private static final double RIDGE = 10;

  /** Pairs that the towers are joined on while a pass is chosen. */
  private static final int VALIDATION_PAIRS = 3000;

  private final SmallCnn image;
  private final Linear head;
  private final Generator rng;

  SeparateTowers(int dim, long seed) {
    rng = new Generator(seed);
    image = addChild("image", new SmallCnn(3, CaptionedShapes.SIDE, dim, rng));
    head = addChild("head", new Linear(dim, 8 + 8 + 3 + 4, rng));
  }

  /**
   * Trains the image net with labels and keeps the pass whose joined towers find most.
   *
   * @param validation pairs to find
   */
  void fit(
      PairData data,
      int[] combinations,
      PairData validation,
      int vocabulary,
      TowersConfig config,
      long seed,
      PairTrainer.Watch w) {
    int few = Math.min(VALIDATION_PAIRS, data.size());
    PairData joined = new PairData(data.pixels().narrow(0, 0, few), data.tokens().narrow(0, few));
    BatchOrder order = new BatchOrder(data.size(), config.options().batch(), seed, true, true);
    Trainer.Options options = Trainer.Options.epochs(config.options().epochs());
    if (w.checkpoint() != null) {
      options = options.withCheckpoint(w.checkpoint(), 0);
    }
    long steps = PairTrainer.steps(data.size(), config.options());
    try (Adam adam = Adam.adamW(this, config.options().weightDecay())) {
      new Trainer(
              this,
              adam,
              Schedule.oneCycle(config.options().learningRate(), steps),
              order,
              rng,
              options)
          .stopWhen(w.stop())
          .validation(() -> -recall(joined, validation, vocabulary).mean())
          .listener(event -> w.progress().at(event.step(), event.loss()))
          .fit(batch -> loss(data.rows(batch).pixels(), batch, combinations));
    }
  }

  private Tensor loss(Tensor pixels, int[] batch, int[] combinations) {
    Tensor logits = head.forward(image.forward(pixels).relu()); // [B, 23]
    long[][] labels = new long[CLASSES.length][batch.length];
    for (int i = 0; i < batch.length; i++) {
      var c = CaptionedShapes.Combination.of(combinations[batch[i]]);
      labels[0][i] = c.shape();
      labels[1][i] = c.colour();
      labels[2][i] = c.size();
      labels[3][i] = c.place();
    }
    Tensor total = Tensor.scalar(0);
    long from = 0;
    for (int k = 0; k < CLASSES.length; k++) {
      Tensor part = logits.narrow(1, from, CLASSES[k]);
      total = total.add(Functional.crossEntropy(part, Tensor.of(labels[k], batch.length)));
      from += CLASSES[k];
    }
    return total;
  }

  /** Joins the towers on the pairs and ranks the test pairs. */
  ShapesScores.Recall recall(PairData pairs, PairData test, int vocabulary) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor words = counts(pairs.tokens(), vocabulary); // [N, V]
      Tensor mean = words.mean(true, 0);
      Tensor x = features(pairs.pixels()); // [N, D + 1]
      Tensor gram = x.mT().matmul(x).add(Tensor.eye(DType.F64, x.size(1)).mul(RIDGE));
      Tensor map = Linalg.solve(gram, x.mT().matmul(words.sub(mean))); // [D + 1, V]
      Tensor predicted = features(test.pixels()).matmul(map);
      return ShapesScores.recall(predicted, counts(test.tokens(), vocabulary).sub(mean));
    }
  }

  private Tensor features(Tensor pixels) {
    List<Tensor> parts = new ArrayList<>();
    for (Tensor piece : pixels.chunk((int) Math.ceil(pixels.size(0) / 500.0), 0)) {
      try (TensorScope scope = TensorScope.open()) {
        Tensor x = image.forward(piece).relu().to(DType.F64);
        parts.add(scope.keep(Tensor.cat(1, x, Tensor.ones(DType.F64, x.size(0), 1))));
      }
    }
    return Tensor.cat(0, parts);
  }

  private static Tensor counts(PaddedTokens tokens, int vocabulary) {
    Tensor counts = Tensor.zeros(DType.F64, tokens.size(), vocabulary);
    return counts.scatterAdd(1, tokens.ids(), tokens.mask().to(DType.F64));
  }
}
