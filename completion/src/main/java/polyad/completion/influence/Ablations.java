package polyad.completion.influence;

import java.util.LinkedHashMap;
import java.util.Map;
import polyad.catalog.Monitor;
import polyad.data.SparseTensor;

/** DAIN with single parts exchanged. */
final class Ablations {
  private Ablations() {}

  /** Test RMSE by variant. */
  record Outcome(Map<String, Double> rmse) {}

  static Outcome run(
      CompletionTask task, Map<String, DainConfig> variants, long seed, Monitor monitor) {
    SparseTensor.Split split = task.split(seed);
    Map<String, Double> rmse = new LinkedHashMap<>();
    variants.forEach(
        (name, config) -> {
          try (DainResult result =
              new Dain(config, monitor).fit(split.train(), split.validation(), seed)) {
            double[] y = Cells.predict(result.model(), split.test());
            rmse.put(name, Scores.rmse(y, split.test()));
          }
        });
    return new Outcome(rmse);
  }
}
