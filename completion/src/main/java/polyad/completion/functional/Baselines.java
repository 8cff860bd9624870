package polyad.completion.functional;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import polyad.completion.CellModel;
import polyad.completion.CpAls;
import polyad.completion.ModeEffects;
import polyad.completion.TensorCompleter;
import polyad.completion.TuckerAls;
import polyad.data.SparseTensor;
import polyad.data.Splits;

/** What functional decomposition is compared with: test predictions [n] of each. */
final class Baselines {
  private static final int MOST_DENSE = 1500;
  private static final int SWEEPS = 30;
  private static final double HELD = 0.1;
  private static final double[] RIDGES = {0.1, 1, 3, 10};
  private static final double[] STRETCHES = {1, 2, 4, 8};
  private static final double[] NOISES = {0.01, 0.1, 0.5};

  private Baselines() {}

  /** The mean of the training values everywhere. */
  static double[] mean(Observations train, Observations test) {
    double[] values = new double[test.size()];
    Arrays.fill(values, train.mean());
    return values;
  }

  /** CP-ALS on a grid, see {@link #binned}. */
  static double[] cp(Observations train, Observations test, int[] bins, int rank, long seed) {
    List<TensorCompleter> choices = new ArrayList<>();
    for (double ridge : RIDGES) {
      choices.add(new CpAls(rank, ridge, SWEEPS));
    }
    return binned(train, test, bins, choices, seed);
  }

  /** Tucker-ALS on a grid, see {@link #binned}. */
  static double[] tucker(Observations train, Observations test, int[] bins, int rank, long seed) {
    List<TensorCompleter> choices = new ArrayList<>();
    for (double ridge : RIDGES) {
      choices.add(TuckerAls.of(bins.length, rank, ridge, SWEEPS));
    }
    return binned(train, test, bins, choices, seed);
  }

  /**
   * A completer of whole-number tensors on a grid of bins of equal width, chosen by a tenth of the
   * training observations and fitted to all of them. Where a bin of any mode has no training
   * observation, the mean is predicted.
   */
  private static double[] binned(
      Observations train, Observations test, int[] bins, List<TensorCompleter> choices, long seed) {
    Observations.Split split = train.split(HELD, seed);
    TensorCompleter best = choices.getFirst();
    double least = Double.POSITIVE_INFINITY;
    for (TensorCompleter choice : choices) {
      double error = split.held().rmse(binned(split.train(), split.held(), bins, choice, seed));
      if (error < least) {
        least = error;
        best = choice;
      }
    }
    return binned(train, test, bins, best, seed);
  }

  private static double[] binned(
      Observations train, Observations test, int[] bins, TensorCompleter completer, long seed) {
    double[] low = new double[bins.length];
    double[] width = new double[bins.length];
    for (int k = 0; k < bins.length; k++) {
      double[] index = train.distinct(k);
      low[k] = index[0];
      width[k] = (index[index.length - 1] - index[0]) / bins[k];
    }
    int[][] known = places(train, bins, low, width);
    boolean[][] seen = new boolean[bins.length][];
    for (int k = 0; k < bins.length; k++) {
      seen[k] = new boolean[bins[k]];
      for (int bin : known[k]) {
        seen[k][bin] = true;
      }
    }
    SparseTensor cells =
        SparseTensor.of(bins, known, train.y()).merge(SparseTensor.Duplicates.MEAN);
    CellModel model = completer.fit(cells, seed);
    int[][] asked = places(test, bins, low, width);
    double mean = train.mean();
    return IntStream.range(0, test.size())
        .mapToDouble(
            i -> {
              int[] cell = Arrays.stream(asked).mapToInt(column -> column[i]).toArray();
              boolean all = IntStream.range(0, cell.length).allMatch(k -> seen[k][cell[k]]);
              return all ? model.predict(cell) : mean;
            })
        .toArray();
  }

  private static int[][] places(Observations data, int[] bins, double[] low, double[] width) {
    int[][] places = new int[bins.length][data.size()];
    for (int k = 0; k < bins.length; k++) {
      for (int i = 0; i < data.size(); i++) {
        int bin = (int) Math.floor((data.t()[i][k] - low[k]) / width[k]);
        places[k][i] = Math.clamp(bin, 0, bins[k] - 1);
      }
    }
    return places;
  }

  /**
   * Dense regression with a product kernel on 1,500 observations at most; stretch of the
   * lengthscales and share of noise are those of the greatest marginal likelihood.
   */
  static double[] dense(
      Observations train, Observations test, List<MaternKernel> kernels, long seed) {
    int[] order = Splits.permutation(train.size(), new SplittableRandom(seed));
    Observations some = train.select(Arrays.copyOf(order, Math.min(MOST_DENSE, order.length)));
    double mean = some.mean();
    double variance = some.deviation() * some.deviation();
    Observations centred =
        new Observations(some.t(), Arrays.stream(some.y()).map(y -> y - mean).toArray());
    double best = Double.NEGATIVE_INFINITY;
    DenseGp chosen = new DenseGp(kernels);
    double[] chosenNoise = new double[0];
    for (double stretch : STRETCHES) {
      DenseGp gp = new DenseGp(stretched(kernels, stretch, variance));
      for (double share : NOISES) {
        double[] noise = new double[some.size()];
        Arrays.fill(noise, share * variance);
        double likelihood = gp.logMarginal(centred, noise);
        if (likelihood > best) {
          best = likelihood;
          chosen = gp;
          chosenNoise = noise;
        }
      }
    }
    double[] values = chosen.predict(centred, chosenNoise, test.t()).mean();
    return Arrays.stream(values).map(v -> v + mean).toArray();
  }

  /** Kernels whose product has the values' variance. */
  private static List<MaternKernel> stretched(
      List<MaternKernel> kernels, double stretch, double variance) {
    return IntStream.range(0, kernels.size())
        .mapToObj(
            k ->
                new MaternKernel(
                    kernels.get(k).order(),
                    stretch * kernels.get(k).lengthscale(),
                    k == 0 ? variance : 1))
        .toList();
  }

  /** The mean of the training values at the same index of a mode, the overall mean at others. */
  static double[] sameIndex(Observations train, Observations test, int mode) {
    NavigableMap<Double, Double> means = meansBy(train, mode);
    double mean = train.mean();
    return Arrays.stream(test.column(mode)).map(t -> means.getOrDefault(t, mean)).toArray();
  }

  /** The same, drawn straight between the nearest indexes on either side. */
  static double[] interpolated(Observations train, Observations test, int mode) {
    NavigableMap<Double, Double> means = meansBy(train, mode);
    return Arrays.stream(test.column(mode)).map(t -> between(means, t)).toArray();
  }

  private static double between(NavigableMap<Double, Double> means, double t) {
    Map.Entry<Double, Double> left = means.floorEntry(t);
    Map.Entry<Double, Double> right = means.ceilingEntry(t);
    if (left == null || right == null) {
      return (left == null ? means.firstEntry() : means.lastEntry()).getValue();
    }
    double gap = right.getKey() - left.getKey();
    double share = gap == 0 ? 0 : (t - left.getKey()) / gap;
    return (1 - share) * left.getValue() + share * right.getValue();
  }

  private static NavigableMap<Double, Double> meansBy(Observations data, int mode) {
    TreeMap<Double, double[]> sums = new TreeMap<>();
    for (int i = 0; i < data.size(); i++) {
      double[] sum = sums.computeIfAbsent(data.t()[i][mode], any -> new double[2]);
      sum[0] += data.y()[i];
      sum[1]++;
    }
    NavigableMap<Double, Double> means = new TreeMap<>();
    sums.forEach((t, sum) -> means.put(t, sum[0] / sum[1]));
    return means;
  }

  /** Main effects of sites (the first two modes together) and of the third mode. */
  static double[] siteEffects(Observations train, Observations test, boolean withTime) {
    TreeMap<String, Integer> sites = new TreeMap<>();
    TreeMap<Double, Integer> times = new TreeMap<>();
    for (Observations part : List.of(train, test)) {
      for (double[] row : part.t()) {
        sites.computeIfAbsent(row[0] + " " + row[1], any -> sites.size());
        times.computeIfAbsent(withTime ? row[2] : 0, any -> times.size());
      }
    }
    int[] dims = {sites.size(), times.size()};
    int[][] place = new int[2][train.size()];
    for (int i = 0; i < train.size(); i++) {
      double[] row = train.t()[i];
      place[0][i] = sites.getOrDefault(row[0] + " " + row[1], 0);
      place[1][i] = times.getOrDefault(withTime ? row[2] : 0.0, 0);
    }
    ModeEffects.Fitted fitted = new ModeEffects(1, 20).fit(SparseTensor.of(dims, place, train.y()));
    return Arrays.stream(test.t())
        .mapToDouble(
            row ->
                fitted.predict(
                    new int[] {
                      sites.getOrDefault(row[0] + " " + row[1], 0),
                      times.getOrDefault(withTime ? row[2] : 0.0, 0)
                    }))
        .toArray();
  }
}
