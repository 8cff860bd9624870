package polyad.series.timesnet;

import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.UsageException;

/**
 * What {@code polyad train timesnet} may be told.
 *
 * @param seqLen 0 for the task's default
 * @param nan what becomes of gaps where the task is not to fill them
 */
record TimesNetOptions(
    @Describe("what the model is for") Job task,
    @Describe("steps read T; 0 for 96, 100 for anomalies, the longest series for classes")
        int seqLen,
    @Describe("steps to forecast H; 1 or more") int predLen,
    @Describe("width d; even, 2 or more") int dModel,
    @Describe("hidden width f of the 2D kernels; 1 or more") int dFf,
    @Describe("TimesBlocks L; 1 or more") int eLayers,
    @Describe("periods k a block; 1 to half the steps") int topK,
    @Describe("kernels K of an inception block; 1 or more") int numKernels,
    @Describe("how the clock enters forecasts and imputation; none for a file without one")
        TimeEmbedding embed,
    @Describe("2D network on the folded series") TimesNetConfig.Backbone backbone,
    @Describe("dropout in training; 0 to 1") double dropout,
    @Describe("passes over the training windows at most; 1 or more") int epochs,
    @Describe("windows a step; 1 or more") int batch,
    @Describe("learning rate of the first epoch; above 0") double lr,
    @Describe("whether the learning rate is halved after every epoch; never for classes")
        boolean halve,
    @Describe("epochs without a better validation score before stopping; 0 for never") int patience,
    @Describe("share held back, at the end or at random, to choose the best epoch; 0.01 to 0.5")
        double validation,
    @Describe("share of the cells that are hidden to learn filling; 0.01 to 0.9") double maskRate,
    @Describe("expected anomalies among training rows; percent; 0.01 to 50") double anomalyRatio,
    @Describe("gaps are refused, or filled with straight lines; imputation learns around them")
        Nan nan) {
  /** What a model is for. */
  enum Job {
    /** Continue a series. */
    FORECAST(TimesNetTask.LONG_TERM_FORECAST),
    /** Fill gaps. */
    IMPUTE(TimesNetTask.IMPUTATION),
    /** Score how strange steps are. */
    ANOMALY(TimesNetTask.ANOMALY_DETECTION),
    /** Name the class of whole series. */
    CLASSIFY(TimesNetTask.CLASSIFICATION);

    private final TimesNetTask head;

    Job(TimesNetTask head) {
      this.head = head;
    }

    TimesNetTask head() {
      return head;
    }
  }

  /** What becomes of gaps in training rows. */
  enum Nan {
    /** They are an error that names the place. */
    REFUSE,
    /** Straight lines between neighbours take their place. */
    LINEAR
  }

  TimesNetOptions {
    ConfigChecks.atLeast("seqLen", seqLen, 0);
    ConfigChecks.atLeast("predLen", predLen, 1);
    ConfigChecks.atLeast("epochs", epochs, 1);
    ConfigChecks.atLeast("batch", batch, 1);
    ConfigChecks.positive("lr", lr);
    ConfigChecks.between("validation", validation, 0.01, 0.5);
    ConfigChecks.between("maskRate", maskRate, 0.01, 0.9);
    ConfigChecks.between("anomalyRatio", anomalyRatio, 0.01, 50);
  }

  static TimesNetOptions defaults() {
    return new TimesNetOptions(
        Job.FORECAST,
        0,
        24,
        16,
        32,
        2,
        3,
        6,
        TimeEmbedding.TIME_F,
        TimesNetConfig.Backbone.INCEPTION,
        0.1,
        10,
        32,
        1e-3,
        true,
        3,
        0.15,
        0.25,
        1,
        Nan.REFUSE);
  }

  /** Steps read, where no series says otherwise. */
  int window() {
    return seqLen > 0 ? seqLen : task == Job.ANOMALY ? 100 : 96;
  }

  int horizon() {
    return task == Job.FORECAST ? predLen : 0;
  }

  TimesNetConfig network(int steps, int channels, int classes, TimeEmbedding clock, String freq) {
    try {
      return new TimesNetConfig(
          steps,
          horizon(),
          channels,
          channels,
          dModel,
          dFf,
          eLayers,
          topK,
          numKernels,
          clock,
          freq,
          dropout,
          classes,
          task.head(),
          backbone,
          true);
    } catch (IllegalArgumentException e) {
      throw new UsageException("bad setting: " + e.getMessage(), e);
    }
  }

  Fitting fitting(int examples) {
    Fitting fitting = Fitting.epochs(epochs, examples, batch, lr, patience);
    if (task == Job.CLASSIFY) {
      return fitting.forClasses();
    }
    return halve ? fitting : fitting.halved(0);
  }
}
