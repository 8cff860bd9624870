package polyad.series.timesnet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.nn.LayerNorm;
import polyad.nn.Linear;
import polyad.nn.Module;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/**
 * One backbone for forecasting, imputation, anomaly detection and classification: embedding, L
 * {@link TimesBlock}s with one layer norm, and the task's head. Names of weights are the official
 * code's.
 */
public final class TimesNet extends Module {
  private static final double EPS = 1e-5;

  private final TimesNetConfig config;
  private final Generator rng;
  private final DataEmbedding embedding;
  private final List<TimesBlock> blocks = new ArrayList<>();
  private final LayerNorm layerNorm;
  private final @Nullable Linear predictLinear;
  private final Linear projection;
  private int[][] lastPeriods = {};

  /**
   * What a pass gives.
   *
   * @param output forecast [B, H, C], reconstruction [B, T, C] or logits [B, classes]
   * @param blocks the normalised output of every block, [B, S, d]
   * @param periods what every block found
   */
  public record Trace(Tensor output, List<Tensor> blocks, List<Periods> periods) {
    /** Copies the lists. */
    public Trace {
      blocks = List.copyOf(blocks);
      periods = List.copyOf(periods);
    }
  }

  /** With merged kernels and the paper's initial weights. */
  public TimesNet(TimesNetConfig config, Generator rng) {
    this(config, true, rng);
  }

  /**
   * With the paper's initial weights.
   *
   * @param merged whether inception kernels are merged before they are applied, which changes
   *     rounding and time only
   * @param rng draws weights and dropout masks
   */
  public TimesNet(TimesNetConfig config, boolean merged, Generator rng) {
    this.config = config;
    this.rng = rng;
    for (int i = 0; i < config.eLayers(); i++) {
      blocks.add(addChild("model." + i, new TimesBlock(config, merged, rng)));
    }
    embedding = addChild("enc_embedding", new DataEmbedding(config, rng));
    layerNorm = addChild("layer_norm", new LayerNorm(config.dModel(), EPS));
    predictLinear =
        config.task().forecasts()
            ? addChild("predict_linear", new Linear(config.seqLen(), config.length(), rng))
            : null;
    projection =
        addChild(
            "projection",
            config.task() == TimesNetTask.CLASSIFICATION
                ? new Linear((long) config.dModel() * config.seqLen(), config.numClass(), rng)
                : new Linear(config.dModel(), config.cOut(), rng));
  }

  /** What it was made with. */
  public TimesNetConfig config() {
    return config;
  }

  /** The periods of the last pass, strongest first: [L, k]. */
  public int[][] periods() {
    return Arrays.stream(lastPeriods).map(int[]::clone).toArray(int[][]::new);
  }

  /** Uses these periods in every block from now on, whatever the amplitudes say: for timings. */
  public void forcePeriods(int... periods) {
    for (int period : periods) {
      if (period < 1 || period > config.length()) {
        throw new IllegalArgumentException(
            "period is " + period + ", allowed: 1 to " + config.length());
      }
    }
    blocks.forEach(block -> block.force(periods));
  }

  /**
   * The task's output.
   *
   * @param x [B, T, C]; for imputation with 0 where the mask is 0
   * @param marks [B, T, F] of the clock; null for a model without one
   * @param mask [B, T, C] of 1 where observed for imputation; [B, T] of 1 where there is a step for
   *     classification, null where all are; ignored else
   * @return forecast [B, H, C], reconstruction [B, T, C] or logits [B, classes]
   */
  public Tensor forward(Tensor x, @Nullable Tensor marks, @Nullable Tensor mask) {
    return trace(x, marks, mask).output();
  }

  /** As {@link #forward}, with what the blocks did. */
  public Trace trace(Tensor x, @Nullable Tensor marks, @Nullable Tensor mask) {
    requireShapes(x, marks, mask);
    List<Tensor> outputs = new ArrayList<>();
    List<Periods> periods = new ArrayList<>();
    Tensor y =
        switch (config.task()) {
          case LONG_TERM_FORECAST, SHORT_TERM_FORECAST, ANOMALY_DETECTION ->
              normalised(x, marks, outputs, periods);
          case IMPUTATION -> imputed(x, marks, mask, outputs, periods);
          case CLASSIFICATION -> classified(x, mask, outputs, periods);
        };
    lastPeriods = periods.stream().map(Periods::period).toArray(int[][]::new);
    return new Trace(y, outputs, periods);
  }

  private Tensor normalised(
      Tensor x, @Nullable Tensor marks, List<Tensor> outputs, List<Periods> periods) {
    Tensor mean = x.mean(true, 1).detach(); // [B, 1, C]
    Tensor centred = x.sub(mean);
    Tensor sd = centred.var(false, true, 1).add(EPS).sqrt();
    Tensor h = embedding.forward(centred.div(sd), marks); // [B, T, d]
    if (predictLinear != null) {
      h = predictLinear.forward(h.transpose(1, 2)).transpose(1, 2).contiguous(); // [B, S, d]
    }
    Tensor y = encode(h, outputs, periods);
    int kept = config.task().forecasts() ? config.predLen() : config.seqLen();
    Tensor last = y.narrow(1, y.size(1) - kept, kept); // [B, H, d]
    return projection.forward(last).mul(scale(sd)).add(scale(mean));
  }

  /** A single output channel takes the scale of the last input channel. */
  private Tensor scale(Tensor statistic) {
    return config.cOut() == config.encIn() ? statistic : statistic.narrow(2, config.encIn() - 1, 1);
  }

  private Tensor imputed(
      Tensor x,
      @Nullable Tensor marks,
      @Nullable Tensor mask,
      List<Tensor> outputs,
      List<Periods> periods) {
    if (mask == null) {
      throw new IllegalArgumentException("mask is missing: imputation needs [B, T, C]");
    }
    Tensor observed = mask.eq(1).to(x.dtype());
    Tensor count = observed.sum(true, 1); // [B, 1, C]
    Tensor mean = x.sum(true, 1).div(count).detach();
    Tensor centred = x.sub(mean).maskedFill(mask.eq(0), 0);
    Tensor sd = centred.square().sum(true, 1).div(count).add(EPS).sqrt().detach();
    Tensor y = encode(embedding.forward(centred.div(sd), marks), outputs, periods);
    return projection.forward(y).mul(scale(sd)).add(scale(mean));
  }

  private Tensor classified(
      Tensor x, @Nullable Tensor mask, List<Tensor> outputs, List<Periods> periods) {
    Tensor h = Functional.gelu(encode(embedding.forward(x, null), outputs, periods));
    Tensor dropped = isTraining() ? Functional.dropout(h, config.dropout(), rng) : h;
    Tensor kept = mask == null ? dropped : dropped.mul(mask.to(x.dtype()).unsqueeze(2));
    return projection.forward(kept.reshape(x.size(0), -1));
  }

  private Tensor encode(Tensor h, List<Tensor> outputs, List<Periods> periods) {
    Tensor y = h;
    for (TimesBlock block : blocks) {
      TimesBlock.Result result = block.forward(y);
      y = layerNorm.forward(result.output());
      outputs.add(y);
      periods.add(result.periods());
    }
    return y;
  }

  private void requireShapes(Tensor x, @Nullable Tensor marks, @Nullable Tensor mask) {
    requireShape("x", x, x.dim() == 3 ? x.size(0) : -1, config.seqLen(), config.encIn());
    boolean clocked = config.embed() != TimeEmbedding.NONE;
    if (clocked && marks == null) {
      throw new IllegalArgumentException("marks are missing: embed is " + config.embed());
    }
    if (!clocked && marks != null) {
      throw new IllegalArgumentException("marks are given to a model without a clock");
    }
    if (mask != null && config.task() == TimesNetTask.IMPUTATION) {
      requireShape("mask", mask, x.shape());
    } else if (mask != null && config.task() == TimesNetTask.CLASSIFICATION) {
      requireShape("mask", mask, x.size(0), x.size(1));
    }
  }

  private static void requireShape(String name, Tensor tensor, long... expected) {
    if (!Arrays.equals(tensor.shape(), expected)) {
      throw new IllegalArgumentException(
          "%s has shape %s, expected %s"
              .formatted(name, Arrays.toString(tensor.shape()), Arrays.toString(expected)));
    }
  }

  /**
   * Reads weights, {@code .safetensors}, under official names; fixed tables and, for a model
   * without a clock, the embedding of one are left out.
   *
   * @throws IllegalArgumentException when a name is missing or unknown or a shape differs
   */
  public void loadStateDict(Path file) throws IOException {
    try (var _ = TensorScope.open()) {
      loadOfficial(TensorFiles.readSafetensors(file));
    }
  }

  /** As {@link #loadStateDict(Path)}, from memory. */
  public void loadOfficial(Map<String, Tensor> state) {
    loadStateDict(TimesNetCheckpoint.own(this, state));
  }
}
