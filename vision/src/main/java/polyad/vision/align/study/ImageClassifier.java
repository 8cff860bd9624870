package polyad.vision.align.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Progress;
import polyad.catalog.Run;
import polyad.data.BatchOrder;
import polyad.nn.Adam;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.nn.Schedule;
import polyad.nn.Trainer;
import polyad.tensor.Autograd;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.vision.align.Augmentation;
import polyad.vision.align.SmallCnn;

/** ALIGN's small image tower under a linear head, trained with labels. */
final class ImageClassifier extends Module {
  private static final int BATCH = 64;
  private static final int PIECE = 500;
  private static final double RATE = 2e-3;
  private static final double WEIGHT_DECAY = 1e-2;
  private static final String TOWER = "image.";

  private final SmallCnn tower;
  private final Linear head;
  private final Generator rng;

  ImageClassifier(int dim, int classes, long seed) {
    rng = new Generator(seed);
    tower = addChild("tower", new SmallCnn(1, LabelledImages.SIDE, dim, rng));
    head = addChild("head", new Linear(dim, classes, rng));
  }

  /** Takes the image tower of a dual encoder. */
  void loadTower(Map<String, Tensor> dualEncoder) {
    Map<String, Tensor> own = new LinkedHashMap<>();
    dualEncoder.forEach(
        (name, value) -> {
          if (name.startsWith(TOWER)) {
            own.put(name.substring(TOWER.length()), value);
          }
        });
    tower.loadStateDict(own);
  }

  /**
   * Trains all weights.
   *
   * @param validation whose best pass is kept; null keeps the last
   * @param shift pixels by which pictures are moved at most
   */
  void fit(
      Run run,
      String name,
      LabelledImages train,
      @Nullable LabelledImages validation,
      int epochs,
      int shift)
      throws IOException {
    run.stopIfRequested();
    BatchOrder order = new BatchOrder(train.size(), BATCH, run.seed(), true, true);
    long steps = (long) train.size() / BATCH * epochs;
    Augmentation augmentation = new Augmentation(shift, false);
    Trainer.Options options =
        Trainer.Options.epochs(epochs).withCheckpoint(run.checkpoint(name), 0);
    try (Adam adam = Adam.adamW(this, WEIGHT_DECAY);
        Progress progress = run.progress(name, steps)) {
      Trainer trainer =
          new Trainer(this, adam, Schedule.oneCycle(RATE, steps), order, rng, options)
              .stopWhen(run::stopRequested)
              .listener(event -> progress.at(event.step(), event.loss()));
      if (validation != null) {
        trainer.validation(() -> -accuracy(validation));
      }
      trainer.fit(
          batch -> {
            LabelledImages some = train.select(batch);
            Tensor pixels = augmentation.apply(some.pixels(), rng);
            Tensor logits = head.forward(tower.forward(pixels).relu()); // [B, C]
            return Functional.crossEntropy(logits, Tensor.of(some.labels(), some.size()));
          });
    }
  }

  /** What the tower makes of pictures, [N, D], with fixed batch norms. */
  Tensor features(Tensor pixels) {
    boolean training = isTraining();
    eval();
    List<Tensor> parts = new ArrayList<>();
    for (long from = 0; from < pixels.size(0); from += PIECE) {
      try (TensorScope scope = TensorScope.open();
          var _ = Autograd.noGrad()) {
        long count = Math.min(PIECE, pixels.size(0) - from);
        parts.add(scope.keep(tower.forward(pixels.narrow(0, from, count))));
      }
    }
    if (training) {
      train();
    }
    return Tensor.cat(0, parts);
  }

  /** The share of pictures whose label is found. */
  double accuracy(LabelledImages images) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      long[] found = head.forward(features(images.pixels()).relu()).argmax(1, false).toLongArray();
      int right = 0;
      for (int i = 0; i < found.length; i++) {
        right += found[i] == images.labels()[i] ? 1 : 0;
      }
      return (double) right / found.length;
    }
  }
}
