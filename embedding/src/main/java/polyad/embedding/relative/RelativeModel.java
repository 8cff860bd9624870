package polyad.embedding.relative;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import polyad.catalog.Progress;
import polyad.data.BatchOrder;
import polyad.nn.Adam;
import polyad.nn.Layer;
import polyad.nn.LayerNorm;
import polyad.nn.Module;
import polyad.nn.Schedule;
import polyad.nn.Trainer;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * An encoder and a head that reads its vectors, whole or as seen from anchors. Names: {@code
 * encoder}, {@code norm}, {@code head}.
 *
 * <p>A head that was trained on relative vectors works behind any encoder with the same anchors;
 * see {@link Stitch}.
 */
public final class RelativeModel extends Module {
  private static final int BLOCK = 1000; // samples encoded at once

  private final Layer encoder;
  private final Reader reader;
  private final LayerNorm norm;
  private final Layer head;
  private final int width;

  /** What a head reads. */
  public sealed interface Reader {
    /** The vectors themselves, [n, d]. */
    record Absolute() implements Reader {}

    /**
     * Cosines to the encoded anchors, [n, k].
     *
     * @param anchors k
     * @param bins how cosines are made coarse
     */
    record Relative(int anchors, Quantization bins) implements Reader {
      /** Cosines as they are. */
      public Relative(int anchors) {
        this(anchors, Quantization.NONE);
      }
    }

    /**
     * Cosines to points of the vector space that belong to no sample, [n, k]: a baseline.
     *
     * @param points [k, d]
     */
    record Points(Tensor points) implements Reader {}

    /** Width of what the head reads, behind vectors of width d. */
    default int width(int d) {
      return switch (this) {
        case Absolute _ -> d;
        case Relative relative -> relative.anchors();
        case Points points -> (int) points.points().size(0);
      };
    }
  }

  /** What is minimised. */
  @FunctionalInterface
  public interface Objective {
    /**
     * A single number.
     *
     * @param output of the head, [B, ...]
     * @param rows the samples' numbers, [B] I64
     */
    Tensor loss(Tensor output, Tensor rows);
  }

  /**
   * How a model is trained: AdamW under one cycle.
   *
   * @param epochs passes over the samples
   * @param batch samples a step
   * @param rate peak learning rate
   * @param decay weight decay
   * @param anchorGradient whether derivatives go through the anchors too; false in the paper
   */
  public record Training(int epochs, int batch, double rate, double decay, boolean anchorGradient) {
    /** As published: no derivatives through the anchors. */
    public static Training of(int epochs, int batch, double rate) {
      return new Training(epochs, batch, rate, 0.01, false);
    }
  }

  /** Who watches a training. */
  public record Watch(Progress progress, BooleanSupplier stop, @Nullable Path checkpoint) {}

  /**
   * Joins the parts; a layer norm stands before the head.
   *
   * @param encoder samples to [n, width]
   * @param head [n, reader's width] to anything
   */
  public RelativeModel(Layer encoder, int width, Reader reader, Layer head) {
    this.encoder = addChild("encoder", encoder);
    this.reader = reader;
    this.width = width;
    this.norm = addChild("norm", new LayerNorm(reader.width(width)));
    this.head = addChild("head", head);
  }

  /** Width of the encoder's vectors. */
  public int width() {
    return width;
  }

  /** What the head reads. */
  public Reader reader() {
    return reader;
  }

  /** Vectors of samples in blocks, in evaluation mode and without derivatives: [n, width]. */
  public Tensor encode(Tensor samples) {
    boolean training = isTraining();
    eval();
    try (TensorScope scope = TensorScope.open();
        var _ = Autograd.noGrad()) {
      List<Tensor> parts = new ArrayList<>();
      long n = samples.size(0);
      for (long from = 0; from < n; from += BLOCK) {
        parts.add(encoder.forward(samples.narrow(0, from, Math.min(BLOCK, n - from))));
      }
      return scope.keep(parts.size() == 1 ? parts.getFirst() : Tensor.cat(0, parts));
    } finally {
      if (training) {
        train();
      }
    }
  }

  /** What the head makes of vectors, given the vectors of the anchors by the same encoder. */
  public Tensor read(Tensor vectors, Tensor anchors) {
    Tensor read =
        switch (reader) {
          case Reader.Absolute _ -> vectors;
          case Reader.Relative relative ->
              relative.bins().apply(Projection.COSINE.apply(vectors, anchors));
          case Reader.Points points -> Projection.COSINE.apply(vectors, points.points());
        };
    return head.forward(norm.forward(read));
  }

  /**
   * Trains encoder and head together; the anchors are encoded anew in each step with the weights of
   * that step, in evaluation mode. The model is left in evaluation mode.
   *
   * @param samples [n, ...]
   * @param anchors [k, ...], samples like those
   * @param validation a score to be lowered after each epoch, or null
   */
  public void fit(
      Tensor samples,
      Tensor anchors,
      Objective objective,
      Training training,
      long seed,
      Watch watch,
      @Nullable DoubleSupplier validation) {
    int n = (int) samples.size(0);
    BatchOrder order = new BatchOrder(n, Math.min(n, training.batch()), seed, true, true);
    Trainer.Options options = Trainer.Options.epochs(training.epochs()).withClipNorm(5);
    if (watch.checkpoint() != null) {
      options = options.withCheckpoint(watch.checkpoint(), 0);
    }
    long steps = (long) order.batchesPerEpoch() * training.epochs();
    Schedule schedule = Schedule.oneCycle(training.rate(), steps);
    try (Adam optimizer = Adam.adamW(this, training.decay())) {
      Trainer trainer =
          new Trainer(this, optimizer, schedule, order, new Generator(seed), options)
              .listener(event -> watch.progress().at(event.step(), event.loss()))
              .stopWhen(watch.stop());
      if (validation != null) {
        trainer.validation(validation);
      }
      trainer.fit(
          batch -> {
            Tensor rows = Tensor.of(batch, batch.length).to(DType.I64);
            Tensor seen = seenFrom(anchors, training.anchorGradient());
            Tensor vectors = encoder.forward(samples.indexSelect(0, rows));
            return objective.loss(read(vectors, seen), rows);
          });
    }
  }

  private Tensor seenFrom(Tensor anchors, boolean gradient) {
    if (!(reader instanceof Reader.Relative)) {
      return anchors;
    }
    return gradient ? encoder.forward(anchors) : encode(anchors);
  }
}
