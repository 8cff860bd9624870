package polyad.completion.influence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyad.completion.CellModel;
import polyad.completion.CpAls;
import polyad.completion.ModeEffects;
import polyad.completion.TensorCompleter;
import polyad.completion.TuckerAls;
import polyad.data.SparseTensor;

/** Classical completion with rank and ridge chosen on the validation cells. */
final class ClassicalBaselines {
  private static final int SWEEPS = 30;
  private static final double[] RIDGES = {1, 3, 10};
  private static final int[] RANKS = {1, 2, 3};

  private ClassicalBaselines() {}

  /** Test RMSE by name. */
  static Map<String, Double> rmse(SparseTensor.Split split, long seed) {
    int order = split.train().order();
    Map<String, List<TensorCompleter>> families = new LinkedHashMap<>();
    families.put("mean", List.of(ModeEffects.MEAN));
    List<TensorCompleter> effects = new ArrayList<>();
    List<TensorCompleter> cp = new ArrayList<>();
    List<TensorCompleter> tucker = new ArrayList<>();
    for (double ridge : RIDGES) {
      effects.add(new ModeEffects(ridge, SWEEPS));
      for (int rank : RANKS) {
        cp.add(new CpAls(rank, ridge, SWEEPS));
        if (rank > 1) {
          tucker.add(TuckerAls.of(order, rank, ridge, SWEEPS));
        }
      }
    }
    families.put("mode effects", effects);
    families.put("CP-ALS", cp);
    families.put("Tucker-ALS", tucker);
    Map<String, Double> rmse = new LinkedHashMap<>();
    families.forEach((name, choices) -> rmse.put(name, best(split, choices, seed)));
    return rmse;
  }

  private static double best(SparseTensor.Split split, List<TensorCompleter> choices, long seed) {
    double bestValidation = Double.POSITIVE_INFINITY;
    double test = Double.NaN;
    for (TensorCompleter choice : choices) {
      CellModel model = choice.fit(split.train(), seed);
      double score = Scores.rmse(model.complete(split.validation()), split.validation());
      if (score < bestValidation) {
        bestValidation = score;
        test = Scores.rmse(model.complete(split.test()), split.test());
      }
    }
    return test;
  }
}
