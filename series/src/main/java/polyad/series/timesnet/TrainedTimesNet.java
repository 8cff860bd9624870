package polyad.series.timesnet;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ModelDirectory;
import polyad.catalog.UsageException;
import polyad.catalog.task.Task;
import polyad.data.StandardScaler;
import polyad.series.TimeFeatures;
import polyad.tensor.Generator;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/** A trained model with what it knows of its data; one kind a task. */
public abstract sealed class TrainedTimesNet implements Task
    permits TimesNetForecaster, TimesNetImputer, TimesNetDetector, TimesNetClassifier {
  private static final String FACTS = "series.json";

  private final TimesNet model;
  private final TimesNetFacts facts;
  private final StandardScaler scaler;

  /** Takes over a model, which is closed with this. */
  TrainedTimesNet(TimesNet model, TimesNetFacts facts) {
    if (facts.variates().size() != model.config().encIn()) {
      throw new IllegalArgumentException(
          "variates: %d names for a model of %d"
              .formatted(facts.variates().size(), model.config().encIn()));
    }
    this.model = model;
    this.facts = facts;
    scaler = facts.scaler();
    model.eval();
  }

  static TrainedTimesNet of(TimesNet model, TimesNetFacts facts) {
    return switch (model.config().task()) {
      case LONG_TERM_FORECAST, SHORT_TERM_FORECAST -> new TimesNetForecaster(model, facts);
      case IMPUTATION -> new TimesNetImputer(model, facts);
      case ANOMALY_DETECTION -> new TimesNetDetector(model, facts);
      case CLASSIFICATION -> new TimesNetClassifier(model, facts);
    };
  }

  /**
   * Reads a model.
   *
   * @throws UsageException when a part is missing or does not fit
   */
  public static TrainedTimesNet load(ModelDirectory directory) throws IOException {
    TimesNetConfig config = directory.config(TimesNetConfig.class);
    TimesNetFacts facts = directory.json(FACTS, TimesNetFacts.class);
    try (var _ = TensorScope.open()) {
      TimesNet model = new TimesNet(config, new Generator(0));
      model.loadOfficial(TensorFiles.readSafetensors(directory.weights()));
      return of(model, facts);
    } catch (IllegalArgumentException e) {
      throw new UsageException(directory.path() + ": " + e.getMessage(), e);
    }
  }

  /** Writes the model; the caller commits. */
  public final void write(ModelDirectory.Writer writer) throws IOException {
    writer.config(model.config()).json(FACTS, facts);
    TensorFiles.writeSafetensors(
        writer.weights(), model.stateDict(), Map.of("method", TimesNetMethod.SLUG));
  }

  /** The channels, in order. */
  public final List<String> variates() {
    return facts.variates();
  }

  /** The network. */
  public final TimesNet network() {
    return model;
  }

  final TimesNetFacts facts() {
    return facts;
  }

  final StandardScaler scaler() {
    return scaler;
  }

  /** Steps that a window has. */
  final int window() {
    return model.config().seqLen();
  }

  /**
   * The clock as the model reads it, [n, F]; null for a model without a clock.
   *
   * @throws IllegalArgumentException when the model reads a clock and none is given
   */
  static double @Nullable [][] marks(
      TimesNetConfig config, @Nullable List<LocalDateTime> times, int steps) {
    if (config.embed() == TimeEmbedding.NONE) {
      return null;
    }
    if (times == null || times.size() != steps) {
      throw new IllegalArgumentException(
          "times: the model reads the clock and needs one time for each of %d steps, found %d"
              .formatted(steps, times == null ? 0 : times.size()));
    }
    return config.embed() == TimeEmbedding.TIME_F
        ? TimeFeatures.of(times, TimeFeatures.Frequency.of(config.freq()))
        : TimeFeatures.calendar(times);
  }

  /** Refuses rows of another width, and NaN unless gaps are allowed. */
  final void requireRows(double[][] rows, boolean gaps) {
    requireRows(rows, 0, gaps);
  }

  /** As above, from this row on. */
  final void requireRows(double[][] rows, int from, boolean gaps) {
    for (int t = from; t < rows.length; t++) {
      if (rows[t].length != facts.variates().size()) {
        throw new IllegalArgumentException(
            "the series has %d variates, the model %d"
                .formatted(rows[t].length, facts.variates().size()));
      }
      for (int j = 0; j < rows[t].length; j++) {
        if (!Double.isFinite(rows[t][j]) && !(gaps && Double.isNaN(rows[t][j]))) {
          throw new IllegalArgumentException(
              "row %d, '%s': %s; fill gaps first, for example with a model of task impute"
                  .formatted(t + 1, facts.variates().get(j), rows[t][j]));
        }
      }
    }
  }

  @Override
  public final void close() {
    model.close();
  }
}
