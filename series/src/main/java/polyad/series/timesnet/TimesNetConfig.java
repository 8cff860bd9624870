package polyad.series.timesnet;

import java.util.Map;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.series.TimeFeatures;

/**
 * The sizes and choices of a {@link TimesNet}.
 *
 * @param seqLen steps read, T; 2 to 5000
 * @param predLen steps predicted, H; 0 unless the task forecasts
 * @param encIn channels C
 * @param cOut channels of the output
 * @param dModel width d, even
 * @param dFf hidden width f of the 2D kernels
 * @param eLayers TimesBlocks L
 * @param topK periods k a block, at most (T + H) / 2
 * @param numKernels kernels K of an inception block, of sizes 1, 3, ..., 2K − 1
 * @param embed how the clock enters
 * @param freq unit of the clock: s, t, h, d, b, w, m or a
 * @param dropout 0 to 1
 * @param numClass classes; at least 2 for classification
 * @param task which head
 * @param backbone which 2D network looks at the folded series
 * @param fold whether series are folded by period; without, a series is one row
 */
public record TimesNetConfig(
    @Describe("steps read T; 2 to 5000") int seqLen,
    @Describe("steps predicted H; 0 unless the task forecasts") int predLen,
    @Describe("channels C; 1 or more") int encIn,
    @Describe("channels of the output; 1 or more") int cOut,
    @Describe("width d; even, 2 or more") int dModel,
    @Describe("hidden width f of the 2D kernels; 1 or more") int dFf,
    @Describe("TimesBlocks L; 1 or more") int eLayers,
    @Describe("periods k a block; 1 to (T + H) / 2") int topK,
    @Describe("kernels K of an inception block, sizes 1, 3, ..., 2K - 1; 1 or more") int numKernels,
    @Describe("how the clock enters") TimeEmbedding embed,
    @Describe("unit of the clock: s, t, h, d, b, w, m or a") String freq,
    @Describe("dropout in training; 0 to 1") double dropout,
    @Describe("classes; 2 or more for classification") int numClass,
    @Describe("which head") TimesNetTask task,
    @Describe("2D network on the folded series") Backbone backbone,
    @Describe("whether series are folded by period; without, a series is one row") boolean fold) {
  private static final int LONGEST = 5000;

  /** The 2D network on the folded series. */
  public enum Backbone {
    /** Kernels of several sizes, averaged: the paper's. */
    INCEPTION,
    /** Grouped 3x3 convolutions between pointwise ones, with a residual. */
    RESNEXT
  }

  /** Checks the numbers. */
  public TimesNetConfig {
    ConfigChecks.between("seqLen", seqLen, 2, LONGEST);
    ConfigChecks.atLeast("predLen", predLen, task.forecasts() ? 1 : 0);
    if (!task.forecasts() && predLen != 0) {
      throw new IllegalArgumentException(
          "predLen is " + predLen + ", allowed with task " + task.officialName() + ": 0");
    }
    ConfigChecks.atLeast("encIn", encIn, 1);
    ConfigChecks.atLeast("cOut", cOut, 1);
    ConfigChecks.atLeast("dModel", dModel, 2);
    if (dModel % 2 != 0) {
      throw new IllegalArgumentException("dModel is " + dModel + ", allowed: even numbers");
    }
    ConfigChecks.atLeast("dFf", dFf, 1);
    ConfigChecks.atLeast("eLayers", eLayers, 1);
    ConfigChecks.atLeast("topK", topK, 1);
    if (topK > (seqLen + predLen) / 2) {
      throw new IllegalArgumentException(
          "topK is %d, allowed: 1 to %d; top_k %d needs at least %d steps"
              .formatted(topK, (seqLen + predLen) / 2, topK, 2 * topK));
    }
    ConfigChecks.atLeast("numKernels", numKernels, 1);
    ConfigChecks.between("dropout", dropout, 0, 1);
    ConfigChecks.atLeast("numClass", numClass, task == TimesNetTask.CLASSIFICATION ? 2 : 0);
    if (embed != TimeEmbedding.NONE) {
      TimeFeatures.Frequency.of(freq);
    }
    if (task != TimesNetTask.CLASSIFICATION && cOut != encIn && cOut != 1) {
      throw new IllegalArgumentException(
          "cOut is " + cOut + ", allowed: encIn, " + encIn + ", whose scale the output takes");
    }
  }

  /** The paper's ETTh1 sizes: d = 16, f = 32, k = 5, K = 6, two blocks, dropout 0.1. */
  public static TimesNetConfig of(TimesNetTask task, int seqLen, int predLen, int channels) {
    boolean clocked = task == TimesNetTask.LONG_TERM_FORECAST || task == TimesNetTask.IMPUTATION;
    return new TimesNetConfig(
        seqLen,
        predLen,
        channels,
        channels,
        16,
        32,
        2,
        Math.min(task.forecasts() ? 5 : 3, (seqLen + predLen) / 2),
        6,
        clocked ? TimeEmbedding.TIME_F : TimeEmbedding.NONE,
        "h",
        0.1,
        task == TimesNetTask.CLASSIFICATION ? 2 : 0,
        task,
        Backbone.INCEPTION,
        true);
  }

  /**
   * Of the official code's arguments, by their names; unknown ones are ignored.
   *
   * @throws IllegalArgumentException naming an argument that is missing or no number
   */
  public static TimesNetConfig ofArguments(Map<String, ?> arguments) {
    TimesNetTask kind = TimesNetTask.of(text(arguments, "task_name"));
    boolean clocked = kind == TimesNetTask.LONG_TERM_FORECAST || kind == TimesNetTask.IMPUTATION;
    String how = text(arguments, "embed");
    TimeEmbedding clock =
        switch (how) {
          case "timeF" -> TimeEmbedding.TIME_F;
          case "fixed" -> TimeEmbedding.FIXED;
          case "learned" -> TimeEmbedding.LEARNED;
          default ->
              throw new IllegalArgumentException(
                  "embed is '" + how + "', allowed: timeF, fixed, learned");
        };
    return new TimesNetConfig(
        (int) number(arguments, "seq_len"),
        kind.forecasts() ? (int) number(arguments, "pred_len") : 0,
        (int) number(arguments, "enc_in"),
        (int) number(arguments, "c_out"),
        (int) number(arguments, "d_model"),
        (int) number(arguments, "d_ff"),
        (int) number(arguments, "e_layers"),
        (int) number(arguments, "top_k"),
        (int) number(arguments, "num_kernels"),
        clocked ? clock : TimeEmbedding.NONE,
        text(arguments, "freq"),
        number(arguments, "dropout"),
        kind == TimesNetTask.CLASSIFICATION ? (int) number(arguments, "num_class") : 0,
        kind,
        Backbone.INCEPTION,
        true);
  }

  private static String text(Map<String, ?> arguments, String name) {
    Object value = arguments.get(name);
    if (value == null) {
      throw new IllegalArgumentException("argument '" + name + "' is missing");
    }
    return value.toString();
  }

  private static double number(Map<String, ?> arguments, String name) {
    String value = text(arguments, name);
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "argument '" + name + "' is '" + value + "', expected a number", e);
    }
  }

  /** The length S = T + H that the blocks work on. */
  public int length() {
    return seqLen + predLen;
  }

  /** With these widths, periods, kernels and blocks. */
  public TimesNetConfig withSize(int d, int f, int k, int kernels, int layers) {
    return new TimesNetConfig(
        seqLen, predLen, encIn, cOut, d, f, layers, k, kernels, embed, freq, dropout, numClass,
        task, backbone, fold);
  }

  /** With another clock. */
  public TimesNetConfig withClock(TimeEmbedding how, String unit) {
    return new TimesNetConfig(
        seqLen,
        predLen,
        encIn,
        cOut,
        dModel,
        dFf,
        eLayers,
        topK,
        numKernels,
        how,
        unit,
        dropout,
        numClass,
        task,
        backbone,
        fold);
  }

  /** With so many classes. */
  public TimesNetConfig withClasses(int classes) {
    return new TimesNetConfig(
        seqLen,
        predLen,
        encIn,
        cOut,
        dModel,
        dFf,
        eLayers,
        topK,
        numKernels,
        embed,
        freq,
        dropout,
        classes,
        task,
        backbone,
        fold);
  }

  /** With another dropout. */
  public TimesNetConfig withDropout(double p) {
    return new TimesNetConfig(
        seqLen,
        predLen,
        encIn,
        cOut,
        dModel,
        dFf,
        eLayers,
        topK,
        numKernels,
        embed,
        freq,
        p,
        numClass,
        task,
        backbone,
        fold);
  }

  /** With another 2D network, or without folding. */
  public TimesNetConfig withBackbone(Backbone other, boolean folded) {
    return new TimesNetConfig(
        seqLen,
        predLen,
        encIn,
        cOut,
        dModel,
        dFf,
        eLayers,
        topK,
        numKernels,
        embed,
        freq,
        dropout,
        numClass,
        task,
        other,
        folded);
  }
}
