package polyad.completion.influence;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import polyad.catalog.JobException;
import polyad.catalog.Monitor;
import polyad.data.SparseTensor;
import polyad.tensor.Generator;
import polyad.tensor.TensorScope;

/**
 * DAIN from end to end: train a network and judge every training cell's influence, add up the
 * entities' importance, draw new cells by it, and train a new network on all of them.
 *
 * <pre>{@code
 * SparseTensor.Split split = tensor.split(0.1, 0.2, 1);
 * DainConfig config = DainConfig.of(NetworkConfig.official(), TrainingOptions.OFFICIAL);
 * try (DainResult result = new Dain(config).fit(split.train(), split.validation(), 1)) {
 *   double[] y = ValuePredictor.of(result.model()).values(split.test());
 * }
 * }</pre>
 */
public final class Dain {
  private final DainConfig config;
  private final Monitor monitor;

  /**
   * The seeds of a run, which make its parts independent of each other.
   *
   * @param init of the first network
   * @param order of its cells
   * @param sampling of the new cells
   * @param secondInit of the last network
   * @param secondOrder of its cells
   */
  record Seeds(long init, long order, long sampling, long secondInit, long secondOrder) {
    static Seeds of(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      return new Seeds(
          random.nextLong(),
          random.nextLong(),
          random.nextLong(),
          random.nextLong(),
          random.nextLong());
    }
  }

  /** The first step's network, and the signed influence of the cells it was trained on. */
  record FirstStep(TensorModel model, double[] influence, double validationMse, int epochs) {}

  /** With no one watching. */
  public Dain(DainConfig config) {
    this(config, Monitor.silent());
  }

  /** Watched by a monitor. */
  public Dain(DainConfig config, Monitor monitor) {
    this.config = config;
    this.monitor = monitor;
  }

  /**
   * Carries it out.
   *
   * @param validation cells that influence is measured on and that stop training; at least one
   * @throws JobException when no cell has any influence, or a loss is not finite
   */
  public DainResult fit(SparseTensor train, SparseTensor validation, long seed) {
    Seeds seeds = Seeds.of(seed);
    FirstStep first = firstStep(train, validation, seeds);
    double[] importance = importance(first.influence());
    SparseTensor augmented = augment(train, validation, first, importance, seeds);
    NetworkTraining.Outcome after;
    TensorModel model = create(train.dims(), seeds.secondInit());
    after =
        training("augmented")
            .fit(model, train.concat(augmented), validation, seeds.secondOrder(), null);
    return new DainResult(
        first.model(),
        first.influence(),
        importance,
        EntityImportance.aggregate(train, importance),
        augmented,
        model,
        Math.sqrt(first.validationMse()),
        Math.sqrt(after.validationMse()));
  }

  /** Trains the first network and judges its cells. */
  FirstStep firstStep(SparseTensor train, SparseTensor validation, Seeds seeds) {
    TensorModel model = create(train.dims(), seeds.init());
    InfluenceTracker tracker = new InfluenceTracker(train.nnz(), config.checkpoints());
    DainConfig.Influence kind = config.influence();
    var tracking =
        new NetworkTraining.Tracking(tracker, config.weight(), kind == DainConfig.Influence.FULL);
    NetworkTraining.Outcome outcome =
        training("base").fit(model, train, validation, seeds.order(), tracking);
    double[] influence =
        switch (kind) {
          case TRACIN, FULL -> tracker.influence();
          case EXACT_LAST_LAYER -> LastLayerInfluence.influence(model, train, validation);
          case EXACT ->
              new InfluenceFunction(model, train, EXACT_DAMPING, EXACT_ITERATIONS, EXACT_TOLERANCE)
                  .influence(validation);
        };
    return new FirstStep(model, influence, outcome.validationMse(), outcome.scores().size());
  }

  private static final double EXACT_DAMPING = 0.01;
  private static final int EXACT_ITERATIONS = 50;
  private static final double EXACT_TOLERANCE = 1e-3;

  private static double[] importance(double[] influence) {
    try {
      return InfluenceTracker.importance(influence);
    } catch (ArithmeticException e) {
      throw new JobException(String.valueOf(e.getMessage()), e);
    }
  }

  private SparseTensor augment(
      SparseTensor train,
      SparseTensor validation,
      FirstStep first,
      double[] importance,
      Seeds seeds) {
    List<TensorModel> others = new ArrayList<>();
    try {
      List<ValuePredictor> predictors = new ArrayList<>();
      predictors.add(ValuePredictor.of(first.model()));
      for (int i = 1; i < config.ensemble(); i++) {
        TensorModel other = create(train.dims(), seeds.init() + i);
        others.add(other);
        training("ensemble " + (i + 1)).fit(other, train, validation, seeds.order() + i, null);
        predictors.add(ValuePredictor.of(other));
      }
      Augmenter augmenter =
          new Augmenter(train, first.model(), ValuePredictor.ensemble(predictors), importance);
      int count = augmentedCells(train);
      SparseTensor drawn = augmenter.draw(config.sampling(), count, seeds.sampling());
      return config.dropCollisions() ? Augmenter.withoutCollisions(drawn, train) : drawn;
    } finally {
      others.forEach(TensorModel::close);
    }
  }

  /** floor(ratio · cells). */
  int augmentedCells(SparseTensor train) {
    return (int) (config.ratio() * train.nnz());
  }

  /** A new network; its memory is the caller's. */
  TensorModel create(int[] dims, long seed) {
    try (var _ = TensorScope.open()) {
      return config.network().create(dims, new Generator(seed));
    }
  }

  NetworkTraining training(String label) {
    return new NetworkTraining(config.training(), monitor, label);
  }
}
