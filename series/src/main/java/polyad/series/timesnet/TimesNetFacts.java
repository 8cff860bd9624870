package polyad.series.timesnet;

import java.util.List;
import polyad.data.StandardScaler;

/**
 * What a trained model has to know of its data, kept beside its weights.
 *
 * @param variates names of the channels, in order
 * @param mean of each channel's training rows
 * @param sd of each channel's training rows, above 0
 * @param classes names of the classes; empty unless it classifies
 * @param threshold score above which a step is an anomaly; 0 unless it detects
 */
record TimesNetFacts(
    List<String> variates, double[] mean, double[] sd, List<String> classes, double threshold) {
  TimesNetFacts {
    variates = List.copyOf(variates);
    classes = List.copyOf(classes);
  }

  static TimesNetFacts of(List<String> variates, StandardScaler scaler) {
    return new TimesNetFacts(variates, scaler.mean(), scaler.sd(), List.of(), 0);
  }

  TimesNetFacts withClasses(List<String> names) {
    return new TimesNetFacts(variates, mean, sd, names, threshold);
  }

  TimesNetFacts withThreshold(double score) {
    return new TimesNetFacts(variates, mean, sd, classes, score);
  }

  StandardScaler scaler() {
    return new StandardScaler(mean, sd);
  }
}
