package polyad.completion.influence;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import polyad.data.AliasSampler;
import polyad.data.CellIndex;
import polyad.data.SparseTensor;

/**
 * Makes new training cells for a tensor: DAIN's (section 4.3 of the paper) and those of the methods
 * that it is compared with. Indexes are drawn in Java, so that the same seed gives the same cells
 * on every machine.
 */
public final class Augmenter {
  private final SparseTensor train;
  private final TensorModel model;
  private final ValuePredictor predictor;
  private final double[] importance;

  /** The ways to augment that DAIN is compared with. */
  public enum Baseline {
    /** Copies of random observed cells. */
    DUPLICATE,
    /** A random cell with one index replaced by its nearest entity; the value is kept. */
    REPLACE_ENTITY,
    /** The same with a predicted value. */
    REPLACE_ENTITY_PREDICTED,
    /** Uniform indexes, predicted values. */
    RANDOM,
    /** Indexes by the number of their observed cells, predicted values. */
    FREQUENCY,
    /** Copies with normal noise of a tenth of the values' deviation. */
    NOISE
  }

  private static final double NOISE = 0.1;

  /**
   * Augments some training cells.
   *
   * @param model of the first step, whose embeddings say what is near; must stay open
   * @param predictor of values
   * @param importance of the cells, see {@link InfluenceTracker#importance}
   */
  public Augmenter(
      SparseTensor train, TensorModel model, ValuePredictor predictor, double[] importance) {
    this.train = train;
    this.model = model;
    this.predictor = predictor;
    this.importance = importance.clone();
  }

  /** New cells drawn by importance. */
  public SparseTensor draw(Sampling sampling, int count, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    SparseTensor positions =
        sampling.aggregate() == Sampling.Aggregate.ENTITY
            ? independent(entityWeights(sampling.importance()), count, random)
            : observed(new AliasSampler(cellWeights(sampling.importance())), count, random);
    return positions.withValues(
        switch (sampling.values()) {
          case PREDICTOR -> predictor.values(positions);
          case NEAREST -> ValuePredictor.nearest(model, train).values(positions);
          case MEAN -> ValuePredictor.mean(train).values(positions);
        });
  }

  /** New cells as another method makes them. */
  public SparseTensor draw(Baseline baseline, int count, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    return switch (baseline) {
      case DUPLICATE -> copies(count, random);
      case NOISE -> noisy(copies(count, random), random);
      case REPLACE_ENTITY -> replaced(copies(count, random), random);
      case REPLACE_ENTITY_PREDICTED -> predicted(replaced(copies(count, random), random));
      case RANDOM -> draw(Sampling.DAIN.withImportance(Sampling.Importance.UNIFORM), count, seed);
      case FREQUENCY ->
          draw(Sampling.DAIN.withImportance(Sampling.Importance.FREQUENCY), count, seed);
    };
  }

  /** The distributions that indexes are drawn from, {@code [K][n_k]}. */
  public double[][] entityWeights(Sampling.Importance kind) {
    if (kind == Sampling.Importance.UNIFORM) {
      double[][] weights = new double[train.order()][];
      for (int k = 0; k < weights.length; k++) {
        weights[k] = new double[train.dim(k)];
        Arrays.fill(weights[k], 1.0 / train.dim(k));
      }
      return weights;
    }
    return EntityImportance.aggregate(train, cellWeights(kind));
  }

  private double[] cellWeights(Sampling.Importance kind) {
    if (kind == Sampling.Importance.INFLUENCE) {
      return importance;
    }
    double[] ones = new double[train.nnz()];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Positions whose K indexes are drawn independently of each other; values 0. */
  private SparseTensor independent(double[][] weights, int count, RandomGenerator random) {
    int[][] indexes = new int[weights.length][count];
    AliasSampler[] samplers = new AliasSampler[weights.length];
    Arrays.setAll(samplers, k -> new AliasSampler(weights[k]));
    for (int c = 0; c < count; c++) {
      for (int k = 0; k < samplers.length; k++) {
        indexes[k][c] = samplers[k].draw(random);
      }
    }
    return SparseTensor.of(train.dims(), indexes, new double[count]);
  }

  private SparseTensor observed(AliasSampler sampler, int count, RandomGenerator random) {
    int[] cells = new int[count];
    Arrays.setAll(cells, c -> sampler.draw(random));
    return train.select(cells);
  }

  private SparseTensor copies(int count, RandomGenerator random) {
    int[] cells = new int[count];
    Arrays.setAll(cells, c -> random.nextInt(train.nnz()));
    return train.select(cells);
  }

  private SparseTensor noisy(SparseTensor cells, RandomGenerator random) {
    double mean = train.mean();
    double square = Arrays.stream(train.values()).map(y -> (y - mean) * (y - mean)).sum();
    double deviation = NOISE * Math.sqrt(square / train.nnz());
    double[] values = cells.values().clone();
    for (int c = 0; c < values.length; c++) {
      values[c] += deviation * random.nextGaussian();
    }
    return cells.withValues(values);
  }

  /** One index of each cell, of a random mode, becomes that of the nearest other entity. */
  private SparseTensor replaced(SparseTensor cells, RandomGenerator random) {
    int[] modes = new int[cells.nnz()];
    Arrays.setAll(modes, c -> random.nextInt(cells.order()));
    int[][] indexes = new int[cells.order()][];
    for (int k = 0; k < indexes.length; k++) {
      int mode = k;
      int[] column = cells.indexes(k).clone();
      int[] chosen = IntStream.range(0, modes.length).filter(c -> modes[c] == mode).toArray();
      int[] entities = Arrays.stream(chosen).map(c -> column[c]).toArray();
      if (cells.dim(k) > 1) {
        int[] nearest = NearestCells.nearestEntities(model, k, entities);
        for (int i = 0; i < chosen.length; i++) {
          column[chosen[i]] = nearest[i];
        }
      }
      indexes[k] = column;
    }
    return SparseTensor.of(cells.dims(), indexes, cells.values());
  }

  private SparseTensor predicted(SparseTensor cells) {
    return cells.withValues(predictor.values(cells));
  }

  /** The drawn cells that are at no observed position and at none that was drawn before. */
  public static SparseTensor withoutCollisions(SparseTensor drawn, SparseTensor observed) {
    CellIndex taken = new CellIndex(observed);
    CellIndex own = new CellIndex(drawn);
    int[] free =
        IntStream.range(0, drawn.nnz())
            .filter(c -> taken.find(drawn.position(c)) < 0 && own.find(drawn.position(c)) == c)
            .toArray();
    return drawn.select(free);
  }
}
