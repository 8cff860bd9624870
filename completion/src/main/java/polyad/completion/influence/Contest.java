package polyad.completion.influence;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Run;
import polyad.data.SparseTensor;
import polyad.data.SparseTensorFile;
import polyad.data.Splits;
import polyad.nn.evaluate.Correlation;

/** DAIN and everything it is compared with on one task: same budget, same last training. */
final class Contest {
  /** Names under which results are kept. */
  static final String NONE = "none";

  static final String RETRAIN = "retrain";
  static final String DAIN = "DAIN";

  private static final int SHOWN_ENTITIES = 15;
  private static final int SHOWN_CELLS = 2000;
  private static final double REMOVED = 0.1;

  /** Trainings whose mean is a score without some cells: one alone is as noisy as the effect. */
  private static final int REPEATS = 3;

  private final Run run;
  private final CompletionTask task;
  private final DainConfig config;

  /**
   * What one seed gave.
   *
   * @param rmse test RMSE by method
   * @param chiSquareP p-values of the drawn indexes against their distributions, one a mode
   * @param exactCorrelation rank correlation of the importance with that of the exact last layer
   * @param topImportance greatest entity importances of the first mode, falling
   * @param topFrequency shares of the training cells of the same entities
   * @param topEntities which they are
   * @param cellImportance of cells picked evenly
   * @param fullMse validation MSE with all training cells, 0 when removal was not asked for
   * @param withoutImportantMse validation MSE without the most important tenth
   * @param withoutRandomMse validation MSE without a random tenth
   */
  record Outcome(
      Map<String, Double> rmse,
      double[] chiSquareP,
      double exactCorrelation,
      double[] topImportance,
      double[] topFrequency,
      int[] topEntities,
      double[] cellImportance,
      double fullMse,
      double withoutImportantMse,
      double withoutRandomMse) {}

  Contest(Run run, CompletionTask task, DainConfig config) {
    this.run = run;
    this.task = task;
    this.config = config;
  }

  /**
   * Runs a seed, unless this run has done so before.
   *
   * @param name of the contest
   * @param classical whether to run classical completion too
   * @param removal whether to train without important and without random cells
   */
  Outcome seed(String name, long seed, boolean classical, boolean removal) throws Exception {
    return run.once(
        name + "-seed" + seed,
        Outcome.class,
        () -> new Seed(name, seed).outcome(classical, removal));
  }

  /** One seed's work. */
  private final class Seed {
    private final String label;
    private final boolean kept; // the first seed's model is the run's
    private final SparseTensor.Split split;
    private final Dain dain;
    private final Dain.Seeds seeds;
    private final Dain.FirstStep first;
    private final double[] importance;
    private final Augmenter augmenter;
    private final Map<String, Double> rmse = new LinkedHashMap<>();

    Seed(String name, long seed) {
      label = name + " seed " + seed;
      kept = name.equals(task.slug()) && seed == run.seed();
      split = task.split(seed);
      dain = new Dain(config, run.monitor());
      seeds = Dain.Seeds.of(seed);
      first = dain.firstStep(split.train(), split.validation(), seeds);
      importance = InfluenceTracker.importance(first.influence());
      augmenter =
          new Augmenter(split.train(), first.model(), ValuePredictor.of(first.model()), importance);
    }

    Outcome outcome(boolean classical, boolean removal) throws IOException {
      try (TensorModel model = first.model()) {
        rmse.put(NONE, test(model));
        SparseTensor drawn = augmenter.draw(config.sampling(), count(), seeds.sampling());
        train(RETRAIN, split.train());
        for (Augmenter.Baseline baseline : Augmenter.Baseline.values()) {
          SparseTensor cells = augmenter.draw(baseline, count(), seeds.sampling());
          train(name(baseline), split.train().concat(cells));
        }
        dain(split.train().concat(drawn));
        if (classical) {
          rmse.putAll(ClassicalBaselines.rmse(split, seeds.init()));
        }
        double[] mse = removal ? removals() : new double[3];
        double[][] entities = augmenter.entityWeights(Sampling.Importance.INFLUENCE);
        int[] top =
            Arrays.copyOf(
                Statistics.descending(entities[0]), Math.min(SHOWN_ENTITIES, entities[0].length));
        double[] frequency = augmenter.entityWeights(Sampling.Importance.FREQUENCY)[0];
        double[] exact = LastLayerInfluence.influence(model, split.train(), split.validation());
        return new Outcome(
            rmse,
            chiSquare(drawn, entities),
            Correlation.spearman(importance, InfluenceTracker.importance(exact)),
            Arrays.stream(top).mapToDouble(j -> entities[0][j]).toArray(),
            Arrays.stream(top).mapToDouble(j -> frequency[j]).toArray(),
            top,
            evenly(importance),
            mse[0],
            mse[1],
            mse[2]);
      }
    }

    private int count() {
      return dain.augmentedCells(split.train());
    }

    /** Trains DAIN's last network, notes its test RMSE, and keeps it as the run's where it is. */
    private void dain(SparseTensor cells) throws IOException {
      try (TensorModel model = trained(DAIN, cells, 0)) {
        rmse.put(DAIN, test(model));
        if (kept) {
          var facts =
              NeuralCompleter.Facts.of(
                  SparseTensorFile.numbered(split.train(), 0), split.train(), 0, 1);
          try (ModelDirectory.Writer writer = run.model()) {
            new NeuralCompleter(model, config.network(), facts).write(writer);
            writer.commit();
          }
        }
      }
    }

    private void train(String method, SparseTensor cells) {
      try (TensorModel model = trained(method, cells, 0)) {
        rmse.put(method, test(model));
      }
    }

    private TensorModel trained(String method, SparseTensor cells, int repeat) {
      TensorModel model = dain.create(cells.dims(), seeds.secondInit() + repeat);
      dain.training(label + " " + method)
          .fit(model, cells, split.validation(), seeds.secondOrder() + repeat, null);
      return model;
    }

    private double test(TensorModel model) {
      return Scores.rmse(Cells.predict(model, split.test()), split.test());
    }

    private double[] removals() {
      int removed = (int) (REMOVED * split.train().nnz());
      int[] byImportance = Statistics.descending(importance);
      int[] random =
          Splits.permutation(split.train().nnz(), new SplittableRandom(seeds.sampling()));
      return new double[] {
        validationMse("all cells", split.train()),
        validationMse("less important", without(byImportance, removed)),
        validationMse("less random", without(random, removed))
      };
    }

    private double validationMse(String method, SparseTensor cells) {
      double sum = 0;
      for (int i = 0; i < REPEATS; i++) {
        try (TensorModel model = trained(method, cells, i)) {
          sum += ValidationPass.of(model, split.validation()).mse();
        }
      }
      return sum / REPEATS;
    }

    private SparseTensor without(int[] order, int removed) {
      return split.train().select(Arrays.copyOfRange(order, removed, order.length));
    }
  }

  private static double[] chiSquare(SparseTensor drawn, double[][] entities) {
    double[] p = new double[entities.length];
    for (int k = 0; k < p.length; k++) {
      int[] counts = new int[entities[k].length];
      for (int j : drawn.indexes(k)) {
        counts[j]++;
      }
      p[k] = Statistics.chiSquareP(counts, entities[k]);
    }
    return p;
  }

  private static double[] evenly(double[] values) {
    int count = Math.min(SHOWN_CELLS, values.length);
    return IntStream.range(0, count)
        .mapToDouble(i -> values[(int) ((long) i * values.length / count)])
        .toArray();
  }

  /** What tables call a baseline. */
  static String name(Augmenter.Baseline baseline) {
    return switch (baseline) {
      case DUPLICATE -> "duplicate";
      case REPLACE_ENTITY -> "entity replacement";
      case REPLACE_ENTITY_PREDICTED -> "entity replacement, predicted";
      case RANDOM -> "random";
      case FREQUENCY -> "frequency";
      case NOISE -> "noise";
    };
  }

  /** A method's test RMSE over seeds. */
  static double[] rmse(List<Outcome> outcomes, String method) {
    return outcomes.stream().mapToDouble(o -> o.rmse().getOrDefault(method, Double.NaN)).toArray();
  }
}
