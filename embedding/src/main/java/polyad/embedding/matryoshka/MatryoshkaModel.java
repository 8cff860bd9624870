package polyad.embedding.matryoshka;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Progress;
import polyad.data.BatchOrder;
import polyad.data.ImageShape;
import polyad.embedding.NestedHead;
import polyad.embedding.NestedLoss;
import polyad.embedding.Nesting;
import polyad.nn.Activation;
import polyad.nn.Adam;
import polyad.nn.BatchNorm;
import polyad.nn.Conv;
import polyad.nn.Layer;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.nn.Schedule;
import polyad.nn.Sequential;
import polyad.nn.Trainer;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * An encoder whose embedding can be cut at every nested size, with its classifiers: state {@code
 * encoder.*} and {@code head.nesting_classifier_{i}.*}.
 */
public final class MatryoshkaModel extends Module {
  private static final int BLOCK = 4096;

  private final Layer encoder;
  private final NestedHead head;
  private final Generator rng;

  private MatryoshkaModel(Layer encoder, NestedHead head, Generator rng) {
    this.encoder = addChild("encoder", encoder);
    this.head = addChild("head", head);
    this.rng = rng;
  }

  /** A perceptron with batch norm after its hidden layers: in, hidden, hidden, d. */
  public static MatryoshkaModel mlp(int in, int classes, MatryoshkaConfig config, long seed) {
    Generator rng = new Generator(seed);
    Layer encoder =
        new Sequential(
            new Linear(in, config.hidden(), rng),
            new BatchNorm(config.hidden()),
            Activation.relu(),
            new Linear(config.hidden(), config.hidden(), rng),
            new BatchNorm(config.hidden()),
            Activation.relu(),
            new Linear(config.hidden(), config.sizes().dimension(), rng));
    return new MatryoshkaModel(encoder, head(config, classes, rng), rng);
  }

  /** A small convolutional network for images given as rows: two strided 3 × 3 layers, then d. */
  public static MatryoshkaModel cnn(
      ImageShape image, int classes, MatryoshkaConfig config, long seed) {
    Generator rng = new Generator(seed);
    Conv.Options strided = Conv.Options.kernel(3, 3).withStride(2).withPadding(1);
    int height = (image.height() + 3) / 4;
    int width = (image.width() + 3) / 4;
    Layer encoder =
        new Sequential(
            Activation.of(x -> x.reshape(-1, image.channels(), image.height(), image.width())),
            new Conv(image.channels(), 32, strided, rng),
            new BatchNorm(32),
            Activation.relu(),
            new Conv(32, 64, strided, rng),
            new BatchNorm(64),
            Activation.relu(),
            Activation.of(h -> h.flatten(1, 3)),
            new Linear(64L * height * width, config.sizes().dimension(), rng));
    return new MatryoshkaModel(encoder, head(config, classes, rng), rng);
  }

  private static NestedHead head(MatryoshkaConfig config, int classes, Generator rng) {
    return new NestedHead(config.sizes(), classes, config.efficient(), true, rng);
  }

  /** The sizes. */
  public Nesting nesting() {
    return head.nesting();
  }

  /** Whole embeddings, not normalised: [B, in] to [B, d]. */
  public Tensor embed(Tensor x) {
    return encoder.forward(x);
  }

  /** Logits of every size from whole embeddings: [B, d] to G times [B, C]. */
  public Tensor[] logits(Tensor z) {
    return head.forward(z);
  }

  /**
   * Trains on rows and classes; eq. 1 with AdamW and one cycle. The model is left in evaluation
   * mode.
   *
   * @param x [N, in]
   * @param labels classes from 0, one a row
   * @param checkpoint directory for checkpoints, or null
   */
  public Trainer.Result fit(
      Tensor x,
      int[] labels,
      MatryoshkaConfig config,
      long seed,
      @Nullable Path checkpoint,
      Progress progress,
      BooleanSupplier stop) {
    Tensor target = Tensor.of(labels, labels.length);
    BatchOrder order =
        new BatchOrder(
            labels.length, Math.min(config.batchSize(), labels.length), seed, true, true);
    long steps = (long) order.batchesPerEpoch() * config.epochs();
    double[] importance = config.importance().length == 0 ? null : config.importance();
    NestedLoss loss = new NestedLoss(nesting(), importance);
    Trainer.Options options = Trainer.Options.epochs(config.epochs());
    if (checkpoint != null) {
      options = options.withCheckpoint(checkpoint, 0);
    }
    try (Adam optimizer = Adam.adamW(this, config.weightDecay())) {
      return new Trainer(
              this, optimizer, Schedule.oneCycle(config.learningRate(), steps), order, rng, options)
          .listener(event -> progress.at(event.step(), event.loss()))
          .stopWhen(stop)
          .fit(
              batch -> {
                Tensor rows = Tensor.of(batch, batch.length);
                Tensor z = embed(x.indexSelect(0, rows));
                return loss.crossEntropy(
                        logits(z), target.indexSelect(0, rows), config.labelSmoothing())
                    .total();
              });
    }
  }

  /** Embeds many rows in blocks: [N, in] to [N, m], the first m coordinates. */
  public Tensor transform(Tensor x, int m) {
    try (TensorScope scope = TensorScope.open();
        var _ = Autograd.noGrad()) {
      eval();
      long n = x.size(0);
      Tensor[] blocks = new Tensor[Math.toIntExact((n + BLOCK - 1) / BLOCK)];
      for (int i = 0; i < blocks.length; i++) {
        long start = (long) i * BLOCK;
        try (TensorScope inner = TensorScope.open()) {
          Tensor z = embed(x.narrow(0, start, Math.min(BLOCK, n - start)));
          blocks[i] = inner.keep(z.narrow(1, 0, m).contiguous());
        }
      }
      return scope.keep(Tensor.cat(0, blocks));
    }
  }

  /** Probabilities of every size from whole embeddings, [G][N][C]. */
  double[][][] probabilities(Tensor z) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor[] logits = logits(z);
      double[][][] all = new double[logits.length][][];
      for (int g = 0; g < logits.length; g++) {
        all[g] = matrix(logits[g].softmax(-1));
      }
      return all;
    }
  }

  private static double[][] matrix(Tensor tensor) {
    int columns = Math.toIntExact(tensor.size(1));
    double[] flat = tensor.toDoubleArray();
    double[][] rows = new double[Math.toIntExact(tensor.size(0))][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * columns, (i + 1) * columns);
    }
    return rows;
  }

  /** The classes predicted at a level from whole embeddings, [N]. */
  int[] classes(Tensor z, int level) {
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor prefix = z.narrow(-1, 0, nesting().size(level));
      long[] best = head.forward(prefix, level).argmax(-1, false).toLongArray();
      return Arrays.stream(best).mapToInt(Math::toIntExact).toArray();
    }
  }
}
