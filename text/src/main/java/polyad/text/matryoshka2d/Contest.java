package polyad.text.matryoshka2d;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import polyad.catalog.Progress;
import polyad.catalog.Run;
import polyad.data.SentencePairs;
import polyad.tensor.Autograd;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;
import polyad.text.SentenceEncoder;
import polyad.text.TokenizedTexts;
import polyad.text.WordPiece;

/** Trains contestants on the same data, in the same order, with the same steps, and scores them. */
final class Contest {
  /** Training sentences that principal components are fitted on. */
  private static final int PCA_SENTENCES = 2000;

  private final Run run;
  private final Examples examples;
  private final EncoderShape shape;
  private final BaseLoss base;
  private final TrainingOptions training;
  private final long seed;

  Contest(
      Run run,
      Examples examples,
      EncoderShape shape,
      BaseLoss base,
      TrainingOptions training,
      long seed) {
    this.run = run;
    this.examples = examples;
    this.shape = shape;
    this.base = base;
    this.training = training;
    this.seed = seed;
  }

  /** The widths that are trained beside the full one. */
  int[] trainedDims() {
    return Widths.powersOfTwo(shape.hidden());
  }

  /** The widths of the grids: those that are trained, and 4, which is not. */
  int[] dims() {
    return Widths.with(
        IntStream.concat(IntStream.of(4), IntStream.of(trainedDims())).toArray(), shape.hidden());
  }

  /** The sentences of the test pairs. */
  List<String> testSentences() {
    return examples.test().sentences();
  }

  /** Learned on the training sentences. */
  WordPiece tokenizer() {
    return examples.tokenizer();
  }

  /** The depths of the grids. */
  int[] layers() {
    return IntStream.rangeClosed(1, shape.layers()).toArray();
  }

  private String name(String model) {
    return (examples.name() + "-" + model + "-seed" + seed).replaceAll("[^A-Za-z0-9.-]+", "-");
  }

  /** A contestant's encoder, from its checkpoint where its training is finished. */
  SentenceEncoder train(Contestant contestant) throws IOException {
    return train(contestant, shape.layers());
  }

  private SentenceEncoder train(Contestant contestant, int depth) throws IOException {
    SentenceEncoder encoder = shape.withLayers(depth).build(examples.tokenizer(), seed);
    String name = name(contestant.title() + "-" + depth);
    int batch = Math.min(training.batchSize(), examples.train().size());
    long steps = (long) training.epochs() * (examples.train().size() / batch);
    try (Progress progress = run.progress(name, steps)) {
      var watch = new Matryoshka2d.Watch(seed, run.checkpoint(name), progress, run::stopRequested);
      contestant.trainer(base, trainedDims(), training).fit(encoder, examples.train(), watch);
    }
    return encoder;
  }

  /** A contestant's scores. */
  Grid grid(Contestant contestant) throws Exception {
    return run.once(
        name("grid-" + contestant.title()),
        Grid.class,
        () -> {
          try (SentenceEncoder encoder = train(contestant)) {
            return Grid.evaluate(encoder, examples.test(), layers(), dims());
          }
        });
  }

  /** A contestant's scores on other pairs than the test's own. */
  Grid grid(Contestant contestant, String name, SentencePairs pairs) throws Exception {
    return run.once(
        name("grid-" + name + "-" + contestant.title()),
        Grid.class,
        () -> {
          try (SentenceEncoder encoder = train(contestant)) {
            return Grid.evaluate(encoder, pairs, layers(), dims());
          }
        });
  }

  /**
   * One encoder a depth, each trained at its full width only; the deepest is the contestant {@link
   * Contestant#FULL} itself.
   */
  Grid separate() throws Exception {
    return run.once(
        name("grid-separate"),
        Grid.class,
        () -> {
          List<double[]> rows = new ArrayList<>();
          for (int n : layers()) {
            try (SentenceEncoder encoder = train(Contestant.FULL, n)) {
              int[] last = {n};
              rows.add(Grid.evaluate(encoder, examples.test(), last, dims()).scores()[0]);
            }
          }
          return new Grid(layers(), dims(), rows.toArray(double[][]::new));
        });
  }

  /** The whole encoder trained alone, each layer projected on its principal components. */
  Grid pca() throws Exception {
    return run.once(
        name("grid-pca"),
        Grid.class,
        () -> {
          try (SentenceEncoder encoder = train(Contestant.FULL)) {
            return pca(encoder);
          }
        });
  }

  private Grid pca(SentenceEncoder encoder) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      List<String> sentences = examples.train().sentences();
      TokenizedTexts known =
          encoder.tokenize(sentences.subList(0, Math.min(PCA_SENTENCES, sentences.size())));
      TokenizedTexts unknown = encoder.tokenize(examples.test().sentences());
      List<Tensor> fit = encoder.pooledAll(known, layers());
      List<Tensor> vectors = encoder.pooledAll(unknown, layers());
      double[][] scores = new double[layers().length][];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = projected(fit.get(i), vectors.get(i));
      }
      return new Grid(layers(), dims(), scores);
    }
  }

  private double[] projected(Tensor fit, Tensor vectors) {
    Tensor mean = fit.mean(true, 0); // [1, D]
    Tensor centred = fit.sub(mean);
    Tensor directions = Linalg.eigh(centred.mT().matmul(centred)).vectors().flip(1); // [D, D]
    Tensor rotated = vectors.sub(mean).matmul(directions); // [2P, D]
    return Arrays.stream(dims())
        .mapToDouble(d -> Grid.score(rotated, x -> x.narrow(1, 0, d), examples.test().labels()))
        .toArray();
  }
}
