package polyad.text.matryoshka2d;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Progress;
import polyad.data.BatchOrder;
import polyad.data.SentencePairs;
import polyad.data.SentencePairs.Format;
import polyad.nn.Adam;
import polyad.nn.Trainer;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.text.SentenceEncoder;
import polyad.text.TokenBatch;
import polyad.text.TokenizedTexts;

/**
 * Trains a sentence encoder for every depth and width.
 *
 * <pre>{@code
 * Matryoshka2d.builder().base(AngleObjective.paper()).dims(8, 16, 32).fit(encoder, pairs);
 * }</pre>
 *
 * <p>Baselines are the same with parts left out: without layers it is Matryoshka representation
 * learning, without layers and widths it trains the whole encoder alone.
 */
public final class Matryoshka2d {
  /** For {@link Builder#layersPerStep} and {@link Builder#dimsPerStep}: every one in each step. */
  public static final int ALL = -1;

  private final BaseLoss base;
  private final int[] dims;
  private final int layersPerStep;
  private final int dimsPerStep;
  private final TwoDimensionalLoss.Options options;
  private final TrainingOptions training;
  private final @Nullable SentenceEncoder teacher;

  private Matryoshka2d(Builder builder) {
    base = builder.base;
    dims = builder.dims;
    layersPerStep = builder.layersPerStep;
    dimsPerStep = builder.dimsPerStep;
    options = builder.options;
    training = builder.training;
    teacher = builder.teacher;
  }

  /** Starts with the paper's objective and one layer and one width a step. */
  public static Builder builder() {
    return new Builder();
  }

  /** Names what differs from the defaults. */
  public static final class Builder {
    private BaseLoss base = AngleObjective.paper();
    private int[] dims = {};
    private int layersPerStep = 1;
    private int dimsPerStep = 1;
    private TwoDimensionalLoss.Options options = TwoDimensionalLoss.Options.defaults();
    private TrainingOptions training = TrainingOptions.defaults();
    private @Nullable SentenceEncoder teacher;

    private Builder() {}

    /** What is asked of every depth and width. */
    public Builder base(BaseLoss loss) {
      base = loss;
      return this;
    }

    /**
     * The widths below the full one; without this, powers of two from 8.
     *
     * @throws IllegalArgumentException when there are none
     */
    public Builder dims(int... widths) {
      if (widths.length == 0) {
        throw new IllegalArgumentException("dims are empty, allowed: at least one");
      }
      dims = widths.clone();
      return this;
    }

    /** Earlier layers a step: {@link #ALL}, or a number, 0 for none. */
    public Builder layersPerStep(int count) {
      layersPerStep = count(count, "layersPerStep");
      return this;
    }

    /** Widths a step: {@link #ALL}, or a number, 0 for none. */
    public Builder dimsPerStep(int count) {
      dimsPerStep = count(count, "dimsPerStep");
      return this;
    }

    private static int count(int count, String name) {
      if (count < ALL) {
        throw new IllegalArgumentException(
            name + " is " + count + ", allowed: -1 for all, 0 for none, or a number");
      }
      return count;
    }

    /** Weights of the parts. */
    public Builder options(TwoDimensionalLoss.Options weights) {
      options = weights;
      return this;
    }

    /** Whether earlier layers are aligned with the last. */
    public Builder kl(boolean apply) {
      options =
          new TwoDimensionalLoss.Options(
              options.layerWeight(),
              options.lambda(),
              apply,
              options.klTemperature(),
              options.klScale(),
              options.detachTeacher());
      return this;
    }

    /** The temperature of the alignment. */
    public Builder temperature(double tau) {
      options =
          new TwoDimensionalLoss.Options(
              options.layerWeight(),
              options.lambda(),
              options.applyKl(),
              tau,
              options.klScale(),
              options.detachTeacher());
      return this;
    }

    /**
     * A trained encoder of the same tokens and width, which is left alone: earlier layers are
     * aligned with its vectors instead of the last layer's, and the last layer's tokens with its
     * tokens.
     */
    public Builder teacher(SentenceEncoder frozen) {
      teacher = frozen;
      return this;
    }

    /** How long and how fast. */
    public Builder training(TrainingOptions how) {
      training = how;
      return this;
    }

    /** The trainer. */
    public Matryoshka2d build() {
      return new Matryoshka2d(this);
    }

    /** Trains without being watched; see {@link Matryoshka2d#fit}. */
    public Trainer.Result fit(SentenceEncoder encoder, SentencePairs pairs) {
      return build().fit(encoder, pairs, Watch.silent());
    }
  }

  /**
   * Who watches a training.
   *
   * @param seed of the order of the pairs
   * @param checkpoint directory for checkpoints, or null
   */
  public record Watch(
      long seed, @Nullable Path checkpoint, Progress progress, BooleanSupplier stop) {
    /** Nobody. */
    public static Watch silent() {
      return new Watch(1, null, Progress.hidden(), () -> false);
    }
  }

  /**
   * Trains. The encoder is left in evaluation mode.
   *
   * @throws IllegalArgumentException when the encoder has fewer than 2 layers and earlier ones are
   *     asked for, a width is not below its own, or the losses do not fit the pairs
   */
  public Trainer.Result fit(SentenceEncoder encoder, SentencePairs pairs, Watch watch) {
    Plan plan = plan(encoder, pairs);
    int batch = Math.min(training.batchSize(), pairs.size());
    BatchOrder order = new BatchOrder(pairs.size(), batch, watch.seed(), true, true);
    long steps = (long) order.batchesPerEpoch() * training.epochs();
    TokenizedTexts texts = encoder.tokenize(pairs.sentences());
    Trainer.Options limits =
        Trainer.Options.epochs(training.epochs()).withClipNorm(training.clipNorm());
    if (watch.checkpoint() != null) {
      limits = limits.withCheckpoint(watch.checkpoint(), 0);
    }
    Generator rng = encoder.transformer().generator();
    try (Adam optimizer = Adam.adamW(encoder, training.weightDecay())) {
      return new Trainer(encoder, optimizer, training.schedule(steps), order, rng, limits)
          .listener(event -> watch.progress().at(event.step(), event.loss()))
          .stopWhen(watch.stop())
          .fit(rows -> loss(encoder, texts, pairs, rows, plan, rng));
    }
  }

  /** What a step may draw from. */
  private record Plan(int[] layers, int[] dims, TwoDimensionalLoss loss) {}

  private Plan plan(SentenceEncoder encoder, SentencePairs pairs) {
    int depth = encoder.layers();
    if (layersPerStep != 0 && depth < 2) {
      throw new IllegalArgumentException(
          "the encoder has " + depth + " layers, training for several depths takes 2 or more");
    }
    int[] widths = dimsPerStep == 0 ? new int[0] : Widths.below(encoder.dimension(), dims);
    if (base instanceof AngleObjective angle && !angle.takesOdd(pairs.format())) {
      requireEven(Widths.with(widths, encoder.dimension()));
    }
    if (teacher != null && teacher.dimension() != encoder.dimension()) {
      throw new IllegalArgumentException(
          "the teacher gives %d numbers, the encoder %d"
              .formatted(teacher.dimension(), encoder.dimension()));
    }
    int[] layers = layersPerStep == 0 ? new int[0] : IntStream.range(1, depth).toArray();
    return new Plan(layers, widths, new TwoDimensionalLoss(base, options));
  }

  private static void requireEven(int[] widths) {
    for (int d : widths) {
      if (d % 2 != 0) {
        throw new IllegalArgumentException(
            "dim is " + d + ", allowed with the angle loss: even ones");
      }
    }
  }

  private Tensor loss(
      SentenceEncoder encoder,
      TokenizedTexts texts,
      SentencePairs pairs,
      int[] rows,
      Plan plan,
      Generator rng) {
    List<Integer> chosen = draw(plan.layers(), layersPerStep, rng);
    List<Integer> widths = draw(plan.dims(), dimsPerStep, rng);
    TokenBatch batch = texts.batch(sentences(rows, pairs.width()));
    List<Tensor> states = encoder.hiddenStates(batch, encoder.layers()); // each [R, L, D]
    List<TwoDimensionalLoss.LayerVectors> earlier =
        chosen.stream()
            .map(n -> new TwoDimensionalLoss.LayerVectors(n, encoder.pool(states.get(n), batch)))
            .toList();
    Tensor last = encoder.pool(states.getLast(), batch); // [R, D]
    PairBatch layout = layout(pairs, rows);
    SentenceEncoder guide = teacher;
    if (guide == null) {
      return plan.loss().of(last, null, earlier, widths, layout).total();
    }
    Teaching teaching = Teaching.of(guide, batch);
    return plan.loss()
        .of(last, teaching.pooled(), earlier, widths, layout)
        .total()
        .add(teaching.alignment(states.getLast(), batch, options.klTemperature()));
  }

  /** The places of the rows' sentences, row by row. */
  private static int[] sentences(int[] rows, int width) {
    return Arrays.stream(rows)
        .flatMap(row -> IntStream.range(row * width, (row + 1) * width))
        .toArray();
  }

  private static PairBatch layout(SentencePairs pairs, int[] rows) {
    if (pairs.format() != Format.SCORED) {
      return pairs.format() == Format.TRIPLES ? PairBatch.triples() : PairBatch.pairs();
    }
    double[] labels = Arrays.stream(rows).mapToDouble(row -> pairs.labels()[row]).toArray();
    return PairBatch.scored(Tensor.of(labels, labels.length));
  }

  /** Some of the values, each at most once, in their order; all of them for {@link #ALL}. */
  private static List<Integer> draw(int[] values, int count, Generator rng) {
    if (count == ALL || count >= values.length) {
      return Arrays.stream(values).boxed().toList();
    }
    return Arrays.stream(Tensor.randperm(rng, values.length).toLongArray())
        .limit(count)
        .sorted()
        .mapToObj(i -> values[Math.toIntExact(i)])
        .toList();
  }
}
