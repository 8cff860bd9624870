package polyad.vision.align;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Monitor;
import polyad.catalog.Progress;
import polyad.tensor.Generator;
import polyad.tensor.TensorScope;
import polyad.text.WordPieceTrainer;
import polyad.vision.ImagePreprocessing;

/** Describes an {@link Align} and trains it. */
public final class AlignBuilder {
  private ImageTowerConfig image = ImageTowerConfig.smallCnn(32);
  private TextTowerConfig text = TextTowerConfig.bagOfWords(64);
  private int dim = 64;
  private int vocabulary = 4000;
  private int[] nesting = {};
  private int margin;
  private AlignOptions options = AlignOptions.DEFAULT;
  private PairCleaner.@Nullable Rules rules;
  private PairDataset evaluation = new PairDataset(List.of());
  private long seed = 1;
  private @Nullable Path checkpoint;
  private Monitor monitor = Monitor.silent();
  private @Nullable Path start;

  AlignBuilder() {}

  /** The image tower; {@link ImageTowerConfig#smallCnn} for 32 x 32 pixels by default. */
  public AlignBuilder image(ImageTowerConfig tower) {
    image = tower;
    return this;
  }

  /** The text tower; {@link TextTowerConfig#bagOfWords} of width 64 by default. */
  public AlignBuilder text(TextTowerConfig tower) {
    text = tower;
    return this;
  }

  /** Width of the common space, 2 or more; 64 by default. */
  public AlignBuilder dim(int width) {
    dim = ConfigChecks.atLeast("dim", width, 2);
    return this;
  }

  /**
   * Prefixes of the vectors that shall be embeddings by themselves, rising, the last equal to the
   * width; only the whole by default. An index then searches by prefix first.
   */
  public AlignBuilder nesting(int... lengths) {
    nesting = lengths.clone();
    return this;
  }

  /**
   * Scales pictures to so many pixels more on each side and cuts them back: anywhere in training,
   * in the middle else; 0 by default. A model that is trained further keeps its own.
   */
  public AlignBuilder margin(int pixels) {
    margin = ConfigChecks.atLeast("margin", pixels, 0);
    return this;
  }

  /** The most pieces of words that are learned from the captions; 4000 by default. */
  public AlignBuilder vocabulary(int pieces) {
    vocabulary = ConfigChecks.atLeast("vocabulary", pieces, 10);
    return this;
  }

  /**
   * Trains further from a model or checkpoint, with its towers and tokenizer, instead of from the
   * beginning.
   */
  public AlignBuilder startFrom(Path folder) {
    start = folder;
    return this;
  }

  /** All numbers of the training at once. */
  public AlignBuilder options(AlignOptions all) {
    options = all;
    return this;
  }

  /** Share of the target that is spread over all texts of a batch, 0 to 1; 0.1 by default. */
  public AlignBuilder labelSmoothing(double share) {
    return options(options.withLoss(new AlignLoss(share, options.loss().reduction())));
  }

  /** How the two directions of the loss are joined; their sum by default. */
  public AlignBuilder reduction(AlignLoss.Reduction reduction) {
    return options(options.withLoss(new AlignLoss(options.loss().labelSmoothing(), reduction)));
  }

  /** Pairs that are each other's negatives, 2 or more; 128 by default. */
  public AlignBuilder batch(int pairs) {
    return options(options.withBatch(pairs, options.chunk()));
  }

  /** Pairs that are embedded at once; smaller than the batch saves memory; 128 by default. */
  public AlignBuilder chunk(int pairs) {
    return options(options.withBatch(options.batch(), pairs));
  }

  /** Passes over the pairs, 1 or more; 14 by default. */
  public AlignBuilder epochs(int passes) {
    return options(options.withEpochs(passes));
  }

  /** What moves the weights and its peak rate, above 0; AdamW at 2e-3 by default. */
  public AlignBuilder optimizer(AlignOptions.Optimizer kind, double learningRate) {
    return options(options.withOptimizer(kind, learningRate));
  }

  /** Mirrors half of the pictures; not where captions tell left from right; off by default. */
  public AlignBuilder flip(boolean mirrored) {
    return options(options.withFlip(mirrored));
  }

  /** Moves pictures by up to so many pixels; 0 by default. */
  public AlignBuilder shift(int pixels) {
    return options(options.withShift(pixels));
  }

  /** Leaves out pairs by the paper's rules; none are left out by default. */
  public AlignBuilder clean(PairCleaner.Rules limits) {
    rules = limits;
    return this;
  }

  /** Pictures of which no training picture may be a copy; only together with {@link #clean}. */
  public AlignBuilder evaluation(PairDataset heldOut) {
    evaluation = heldOut;
    return this;
  }

  /** Fixes the initial weights and the order of the pairs; 1 by default. */
  public AlignBuilder seed(long number) {
    seed = number;
    return this;
  }

  /** Where the training is kept and taken up from; nowhere by default. */
  public AlignBuilder checkpoint(@Nullable Path folder) {
    checkpoint = folder;
    return this;
  }

  /** Who watches; nobody by default. */
  public AlignBuilder monitor(Monitor watcher) {
    monitor = watcher;
    return this;
  }

  /**
   * Trains on pairs. Pictures that cannot be read and captions without words are left out and
   * counted; {@link Align#report()} has the numbers.
   *
   * @throws polyad.catalog.UsageException when more than half of the pictures cannot be read
   * @throws IllegalArgumentException when there are fewer usable pairs than a batch has
   * @throws ArithmeticException when the loss is not finite, naming the step and σ
   */
  public Align fit(PairDataset data) throws IOException {
    try (var _ = TensorScope.open()) {
      Generator rng = new Generator(seed);
      Align fresh = start == null ? null : Align.load(start, rng);
      ImagePreprocessing preprocessing =
          fresh == null ? image.preprocessing().withMargin(margin) : fresh.preprocessing();
      PairLoader.Loaded loaded =
          new PairLoader(preprocessing, monitor).load(data, rules, evaluation);
      Align untrained = fresh == null ? untrained(loaded.captions(), preprocessing, rng) : fresh;
      try {
        return fit(untrained, data.size(), loaded, rng);
      } catch (RuntimeException e) {
        untrained.close();
        throw e;
      }
    }
  }

  private Align untrained(List<String> captions, ImagePreprocessing preprocessing, Generator rng) {
    var tokenizer = WordPieceTrainer.train(captions, vocabulary, 1, true);
    Align.Shape shape = new Align.Shape(dim, text.maxTokens(), nesting, image, text);
    DualEncoder model = AlignFolder.build(shape, tokenizer.vocabulary().size(), rng);
    return new Align(model, shape, tokenizer, preprocessing, null);
  }

  private Align fit(Align untrained, int given, PairLoader.Loaded loaded, Generator rng) {
    TextTokens tokens =
        TextTokens.of(untrained.tokenizer(), loaded.captions(), untrained.maxTokens());
    List<byte[]> pictures = new ArrayList<>();
    List<int[]> texts = new ArrayList<>();
    for (int i = 0; i < loaded.captions().size(); i++) {
      if (!tokens.isWordless(i)) {
        pictures.add(loaded.pictures().get(i));
        texts.add(tokens.ids().get(i));
      }
    }
    PairReport report =
        new PairReport(
            given,
            loaded.unreadable(),
            loaded.captions().size() - texts.size(),
            loaded.dropped(),
            tokens.cut(),
            texts.size());
    monitor.info(report.toString());
    PairTrainer.requireEnough(texts.size(), options.batch());
    requireCompany(untrained.shape().image());
    PairLoss loss = new NestedPairLoss(PairLoss.of(options.loss()), untrained.nesting());
    PairTrainer trainer = new PairTrainer(untrained.model(), rng, options, loss);
    try (Progress progress = monitor.progress("align", PairTrainer.steps(texts.size(), options))) {
      trainer.fit(
          new TrainingPairs(pictures, PaddedTokens.of(texts), untrained.preprocessing()),
          seed,
          new PairTrainer.Watch(checkpoint, progress, monitor::stopRequested));
    }
    if (trainer.clamped() > 0) {
      monitor.info("the temperature left its bounds " + trainer.clamped() + " times");
    }
    untrained.model().eval();
    return new Align(
        untrained.model(),
        untrained.shape(),
        untrained.tokenizer(),
        untrained.preprocessing(),
        report);
  }

  /** Batch norms of towers of convolutions need two pictures in each chunk. */
  private void requireCompany(ImageTowerConfig tower) {
    int chunk = Math.min(options.chunk(), options.batch());
    boolean alone = chunk == 1 || options.batch() % chunk == 1;
    if (alone && !(tower instanceof ImageTowerConfig.Clip)) {
      throw new IllegalArgumentException(
          "chunk is %d, allowed: 2 or more, and not one that leaves one of a batch of %d alone"
              .formatted(options.chunk(), options.batch()));
    }
  }
}
