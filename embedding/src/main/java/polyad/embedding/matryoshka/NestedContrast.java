package polyad.embedding.matryoshka;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import polyad.catalog.Progress;
import polyad.catalog.Run;
import polyad.data.ImageClassificationSet;
import polyad.data.generate.StrokeGlyphs;
import polyad.embedding.NestedLoss;
import polyad.embedding.Nesting;
import polyad.nn.Activation;
import polyad.nn.Adam;
import polyad.nn.Embedding;
import polyad.nn.Layer;
import polyad.nn.Linear;
import polyad.nn.Mlp;
import polyad.nn.Schedule;
import polyad.nn.Sequential;
import polyad.nn.evaluate.NearestNeighbors;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** A nested dual encoder of drawn glyphs and their names; judged by the name nearest to a glyph. */
final class NestedContrast {
  /** The sizes of the small towers of the full profile. */
  static final Nesting NESTING = new Nesting(new int[] {4, 8, 16, 32, 64});

  private static final int CLASSES = 200;
  private static final int TRAIN = 20;
  private static final int TEST = 5;
  private static final int BATCH = 100;
  private static final int STEPS = 1500;
  private static final double TEMPERATURE = 0.1;

  private final Run run;
  private final long seed;

  /** Percent of held-out glyphs whose nearest name is theirs, by size. */
  record Result(double[] accuracy) {}

  NestedContrast(Run run, long seed) {
    this.run = run;
    this.seed = seed;
  }

  Result measure() {
    ImageClassificationSet glyphs = new StrokeGlyphs(CLASSES, TRAIN + TEST, 28, 0.03).draw(seed);
    int[][] rows = new int[CLASSES][TRAIN + TEST];
    int[] filled = new int[CLASSES];
    for (int i = 0; i < glyphs.size(); i++) {
      int label = glyphs.labels()[i];
      rows[label][filled[label]++] = i;
    }
    Generator rng = new Generator(seed);
    int d = NESTING.dimension();
    Layer image = new Mlp(new long[] {28L * 28, 256, d}, Activation::relu, rng);
    Layer name = new Sequential(new Embedding(CLASSES, d, rng), new Linear(d, d, rng));
    try (var _ = TensorScope.open();
        Adam imageStep = Adam.adamW(image, 0.01);
        Adam nameStep = Adam.adamW(name, 0.01);
        Progress progress = run.progress("glyphs and names", STEPS)) {
      Schedule schedule = Schedule.oneCycle(2e-3, STEPS);
      SplittableRandom random = new SplittableRandom(seed);
      NestedLoss loss = new NestedLoss(NESTING);
      for (int step = 0; step < STEPS; step++) {
        run.stopIfRequested();
        int[] classes = random.ints(0, CLASSES).distinct().limit(BATCH).toArray();
        int[] examples = new int[BATCH];
        for (int i = 0; i < BATCH; i++) {
          examples[i] = rows[classes[i]][random.nextInt(TRAIN)];
        }
        try (var _ = TensorScope.open()) {
          image.zeroGrad();
          name.zeroGrad();
          Tensor z = image.forward(pixels(glyphs, examples));
          Tensor w = name.forward(Tensor.of(classes, BATCH));
          Tensor total = loss.contrastive(z, w, TEMPERATURE).total();
          total.backward();
          imageStep.step(schedule.at(step));
          nameStep.step(schedule.at(step));
          progress.step(total.item());
        }
      }
      return judge(glyphs, rows, image, name);
    } finally {
      image.close();
      name.close();
    }
  }

  private static Tensor pixels(ImageClassificationSet glyphs, int[] examples) {
    return Tensor.of(glyphs.batch(examples), examples.length, 28L * 28);
  }

  private static Result judge(
      ImageClassificationSet glyphs, int[][] rows, Layer image, Layer name) {
    int[] held = new int[CLASSES * TEST];
    for (int i = 0; i < held.length; i++) {
      held[i] = rows[i / TEST][TRAIN + i % TEST];
    }
    double[] accuracy = new double[NESTING.levels()];
    try (var _ = Autograd.noGrad()) {
      Tensor z = image.forward(pixels(glyphs, held));
      Tensor names = name.forward(Tensor.arange(CLASSES));
      int[] classes = IntStream.range(0, CLASSES).toArray();
      for (int g = 0; g < accuracy.length; g++) {
        int m = NESTING.size(g);
        accuracy[g] =
            100
                * NearestNeighbors.accuracy(
                    names.narrow(1, 0, m), classes, z.narrow(1, 0, m), glyphs.batchLabels(held));
      }
    }
    return new Result(accuracy);
  }
}
