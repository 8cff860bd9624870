package polyad.vision.align;

import java.util.function.Consumer;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;

/**
 * How {@link Align} is trained.
 *
 * @param epochs passes over the pairs, 1 or more
 * @param batch pairs whose texts and pictures are each other's negatives, 2 or more
 * @param chunk pairs embedded at once, 1 or more; smaller than the batch saves memory
 * @param optimizer what moves the weights
 * @param learningRate its peak, above 0
 * @param temperatureRate the temperature's rate as a multiple; 0 keeps the temperature
 * @param weightDecay of matrices, 0 or more
 * @param warmup share of the steps in which LAMB's rate rises, 0 to 1; AdamW goes through one cycle
 * @param loss of a batch
 * @param flip whether half of the pictures are mirrored; not when captions tell left from right
 * @param shift the most pixels by which pictures are moved, 0 or more
 */
public record AlignOptions(
    @Describe("passes over the pairs; 1 or more") int epochs,
    @Describe("pairs whose texts and pictures are each other's negatives; 2 or more") int batch,
    @Describe("pairs embedded at once; smaller than the batch saves memory") int chunk,
    @Describe("adamw (one cycle) or lamb (linear rise and fall)") Optimizer optimizer,
    @Describe("peak learning rate; above 0") double learningRate,
    @Describe("the temperature's rate as a multiple; 0 keeps the temperature")
        double temperatureRate,
    @Describe("weight decay of matrices; 0 or more") double weightDecay,
    @Describe("share of LAMB's steps in which the rate rises; 0 to 1") double warmup,
    @Describe("loss of a batch") AlignLoss loss,
    @Describe("mirror half of the pictures; not where captions tell left from right") boolean flip,
    @Describe("move pictures by up to so many pixels; 0 or more") int shift) {
  /** What moves the weights. */
  public enum Optimizer {
    /** AdamW in one cycle, for small towers. */
    ADAMW,
    /** The paper's, for large batches: a linear rise and a linear fall. */
    LAMB
  }

  /** For small towers: 14 passes of AdamW at 2e-3 in batches of 128. */
  public static final AlignOptions DEFAULT =
      new AlignOptions(
          14, 128, 128, Optimizer.ADAMW, 2e-3, 8, 1e-2, 0.1, AlignLoss.DEFAULT, false, 0);

  /** Checks every value. */
  public AlignOptions {
    ConfigChecks.atLeast("epochs", epochs, 1);
    ConfigChecks.atLeast("batch", batch, 2);
    ConfigChecks.atLeast("chunk", chunk, 1);
    ConfigChecks.positive("learningRate", learningRate);
    ConfigChecks.atLeast("temperatureRate", temperatureRate, 0.0);
    ConfigChecks.atLeast("weightDecay", weightDecay, 0.0);
    ConfigChecks.between("warmup", warmup, 0, 1);
    ConfigChecks.atLeast("shift", shift, 0);
  }

  /** The same with another number of passes. */
  public AlignOptions withEpochs(int passes) {
    return with(draft -> draft.epochs = passes);
  }

  /** The same with batches of so many pairs, embedded in chunks. */
  public AlignOptions withBatch(int pairs, int atOnce) {
    return with(
        draft -> {
          draft.batch = pairs;
          draft.chunk = atOnce;
        });
  }

  /** The same with another optimiser and its peak rate. */
  public AlignOptions withOptimizer(Optimizer kind, double peak) {
    return with(
        draft -> {
          draft.optimizer = kind;
          draft.learningRate = peak;
        });
  }

  /** The same with another multiple of the rate for the temperature; 0 keeps it. */
  public AlignOptions withTemperatureRate(double multiple) {
    return with(draft -> draft.temperatureRate = multiple);
  }

  /** The same with another loss. */
  public AlignOptions withLoss(AlignLoss other) {
    return with(draft -> draft.loss = other);
  }

  /** The same with half of the pictures mirrored, or none. */
  public AlignOptions withFlip(boolean mirrored) {
    return with(draft -> draft.flip = mirrored);
  }

  /** The same with pictures moved by up to so many pixels. */
  public AlignOptions withShift(int pixels) {
    return with(draft -> draft.shift = pixels);
  }

  private AlignOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** Values that may change one by one. */
  private static final class Draft {
    private int epochs;
    private int batch;
    private int chunk;
    private Optimizer optimizer;
    private double learningRate;
    private double temperatureRate;
    private final double weightDecay;
    private final double warmup;
    private AlignLoss loss;
    private boolean flip;
    private int shift;

    Draft(AlignOptions options) {
      epochs = options.epochs;
      batch = options.batch;
      chunk = options.chunk;
      optimizer = options.optimizer;
      learningRate = options.learningRate;
      temperatureRate = options.temperatureRate;
      weightDecay = options.weightDecay;
      warmup = options.warmup;
      loss = options.loss;
      flip = options.flip;
      shift = options.shift;
    }

    AlignOptions options() {
      return new AlignOptions(
          epochs,
          batch,
          chunk,
          optimizer,
          learningRate,
          temperatureRate,
          weightDecay,
          warmup,
          loss,
          flip,
          shift);
    }
  }
}
