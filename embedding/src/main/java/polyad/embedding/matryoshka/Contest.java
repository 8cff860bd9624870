package polyad.embedding.matryoshka;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import polyad.catalog.Progress;
import polyad.catalog.Run;
import polyad.embedding.Nesting;
import polyad.nn.evaluate.LinearProbe;
import polyad.nn.evaluate.NearestNeighbors;
import polyad.retrieval.FunnelPlan;
import polyad.retrieval.FunnelSearch;
import polyad.retrieval.RetrievalMetrics;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Linalg;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** MRL, MRL-E and every baseline trained and judged on one data set with one seed. */
final class Contest {
  private static final int RANDOM_DRAWS = 5;
  private static final int CASCADE_SPLITS = 10;

  private final Run run;
  private final Examples examples;
  private final MatryoshkaConfig config;
  private final Nesting nesting;
  private final long seed;

  /**
   * Accuracies of one model family, one a size, in percent.
   *
   * @param linear of the trained head or a linear probe; empty when not measured
   * @param nearest of the nearest neighbour in the training set
   */
  record Row(double[] linear, double[] nearest) {}

  /**
   * All that was measured with one seed; accuracies in percent.
   *
   * @param between nearest-neighbour accuracy of MRL at 3/4 of each gap between sizes
   * @param superclass accuracy of MRL's superclass, one a size
   * @param oracle share of rows that MRL classifies rightly at any size
   * @param robustMrl accuracy of MRL at d under each corruption
   * @param robustFixed accuracy of FF at d under each corruption
   */
  record Scores(
      Row mrl,
      Row mrlE,
      Row fixed,
      Row svd,
      Row slice,
      Row random,
      double[] between,
      double[] superclass,
      double oracle,
      double[] robustMrl,
      double[] robustFixed,
      CascadeScores cascade,
      Retrieval single,
      Retrieval adaptive,
      Retrieval funnel) {}

  /** Means over random halves of the test set. */
  record CascadeScores(double accuracy, double full, double expectedDim, double cumulativeDim) {}

  /** Retrieval from the training set with test queries; percent and 10⁶ multiply-adds a query. */
  record Retrieval(double top1, double map10, double megaFlops) {}

  Contest(Run run, Examples examples, MatryoshkaConfig config, long seed) {
    this.run = run;
    this.examples = examples;
    this.config = config;
    this.nesting = config.sizes();
    this.seed = seed;
  }

  /** The name of the nested model's training, for its checkpoint. */
  private String training(String model) {
    return examples.name().replace(' ', '-') + "-" + model + "-seed" + seed;
  }

  MatryoshkaModel train(String name, MatryoshkaConfig settings) throws IOException {
    MatryoshkaModel model =
        TrainedMatryoshka.build(
            examples.dimension(), examples.classes(), examples.image(), settings, seed);
    int rows = examples.train().labels().length;
    long steps = (long) settings.epochs() * Math.max(1, rows / settings.batchSize());
    try (Progress progress = run.progress(training(name), steps)) {
      model.fit(
          examples.train().x(),
          examples.train().labels(),
          settings,
          seed,
          run.checkpoint(training(name)),
          progress,
          run::stopRequested);
    }
    return model;
  }

  /** Trains the nested model alone. */
  MatryoshkaModel nested() throws IOException {
    return train("mrl", config);
  }

  /** Trains and judges everything; probes of the untrained cuts only when asked for. */
  Scores compete(boolean probes) throws IOException {
    try (var _ = TensorScope.open();
        MatryoshkaModel mrl = nested();
        MatryoshkaModel mrlE = train("mrl-e", config.with(config.nesting(), true))) {
      Row fixed = fixedSizes();
      int last = nesting.levels() - 1;
      try (MatryoshkaModel widest =
          train("ff-" + nesting.dimension(), config.fixedSize(nesting.dimension()))) {
        Cuts cuts = new Cuts(widest);
        Tensor database = mrl.transform(examples.train().x(), nesting.dimension());
        Tensor queries = mrl.transform(examples.test().x(), nesting.dimension());
        double[][][] probabilities = mrl.probabilities(queries);
        return new Scores(
            judge(mrl),
            judge(mrlE),
            fixed,
            cuts.row(probes, cuts::svd),
            cuts.row(probes, cuts::slice),
            cuts.random(),
            between(database, queries),
            superclass(mrl, queries),
            oracle(mrl, queries),
            robust(mrl, last),
            robust(widest, 0),
            cascade(probabilities),
            retrieve(database, queries, FunnelPlan.single(nesting.dimension(), 10)),
            retrieve(
                database,
                queries,
                FunnelPlan.adaptive(nesting.size(0), shortlist(), nesting.dimension())),
            retrieve(database, queries, funnelPlan()));
      }
    }
  }

  private int shortlist() {
    return Math.min(200, examples.train().labels().length);
  }

  /** Halves the candidates at every size, from 200 to 10. */
  FunnelPlan funnelPlan() {
    int stages = nesting.levels() - 1;
    int[] dims = Arrays.copyOfRange(nesting.sizes(), 1, nesting.levels());
    int[] keep = new int[stages];
    for (int i = 0; i < stages; i++) {
      keep[i] = Math.max(10, shortlist() >> i);
    }
    return new FunnelPlan(nesting.size(0), keep, dims);
  }

  private Row fixedSizes() throws IOException {
    double[] linear = new double[nesting.levels()];
    double[] nearest = new double[nesting.levels()];
    for (int g = 0; g < linear.length; g++) {
      int m = nesting.size(g);
      try (MatryoshkaModel model = train("ff-" + m, config.fixedSize(m))) {
        Row row = judge(model);
        linear[g] = row.linear()[0];
        nearest[g] = row.nearest()[0];
      }
    }
    return new Row(linear, nearest);
  }

  private Row judge(MatryoshkaModel model) {
    try (var _ = TensorScope.open()) {
      Nesting sizes = model.nesting();
      Tensor database = model.transform(examples.train().x(), sizes.dimension());
      Tensor queries = model.transform(examples.test().x(), sizes.dimension());
      double[] linear = new double[sizes.levels()];
      double[] nearest = new double[sizes.levels()];
      for (int g = 0; g < linear.length; g++) {
        linear[g] = percentRight(model.classes(queries, g));
        nearest[g] = nearest(database, queries, sizes.size(g));
      }
      return new Row(linear, nearest);
    }
  }

  private double percentRight(int[] predicted) {
    int[] labels = examples.test().labels();
    return 100.0
        * IntStream.range(0, labels.length).filter(i -> predicted[i] == labels[i]).count()
        / labels.length;
  }

  private double nearest(Tensor database, Tensor queries, int m) {
    return 100
        * NearestNeighbors.accuracy(
            database.narrow(1, 0, m),
            examples.train().labels(),
            queries.narrow(1, 0, m),
            examples.test().labels());
  }

  private double[] between(Tensor database, Tensor queries) {
    double[] accuracies = new double[nesting.levels() - 1];
    for (int g = 0; g < accuracies.length; g++) {
      accuracies[g] = nearest(database, queries, betweenSize(nesting, g));
    }
    return accuracies;
  }

  /** 3/4 of the way from a size to the next. */
  static int betweenSize(Nesting nesting, int level) {
    return nesting.size(level) + 3 * (nesting.size(level + 1) - nesting.size(level)) / 4;
  }

  private double[] superclass(MatryoshkaModel model, Tensor queries) {
    int[] labels = examples.test().labels();
    int[] group = examples.superclass();
    double[] accuracies = new double[nesting.levels()];
    for (int g = 0; g < accuracies.length; g++) {
      int[] predicted = model.classes(queries, g);
      accuracies[g] =
          100.0
              * IntStream.range(0, labels.length)
                  .filter(i -> group[predicted[i]] == group[labels[i]])
                  .count()
              / labels.length;
    }
    return accuracies;
  }

  private double oracle(MatryoshkaModel model, Tensor queries) {
    int[] labels = examples.test().labels();
    boolean[] right = new boolean[labels.length];
    for (int g = 0; g < nesting.levels(); g++) {
      int[] predicted = model.classes(queries, g);
      for (int i = 0; i < labels.length; i++) {
        right[i] |= predicted[i] == labels[i];
      }
    }
    return 100.0 * IntStream.range(0, right.length).filter(i -> right[i]).count() / right.length;
  }

  private double[] robust(MatryoshkaModel model, int level) {
    return Arrays.stream(Examples.Corruption.values())
        .mapToDouble(
            corruption -> {
              try (var _ = TensorScope.open()) {
                Tensor x = examples.corrupted(corruption, 17);
                return percentRight(
                    model.classes(model.transform(x, model.nesting().dimension()), level));
              }
            })
        .toArray();
  }

  /** Fits thresholds on one random half of the test set and judges on the other, ten times. */
  private CascadeScores cascade(double[][][] probabilities) {
    int[] labels = examples.test().labels();
    SplittableRandom random = new SplittableRandom(seed);
    double[] sums = new double[4];
    for (int split = 0; split < CASCADE_SPLITS; split++) {
      int[] order = IntStream.range(0, labels.length).toArray();
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
      }
      int[] fit = Arrays.copyOf(order, order.length / 2);
      int[] judge = Arrays.copyOfRange(order, order.length / 2, order.length);
      Cascade cascade =
          Cascade.fit(nesting, select(probabilities, fit), select(labels, fit), Cascade.Grid.PAPER);
      double[][][] held = select(probabilities, judge);
      Cascade.Result result = cascade.predict(held);
      int[] expected = select(labels, judge);
      Cascade whole = Cascade.of(new Nesting(new int[] {nesting.dimension()}));
      sums[0] += result.accuracy(expected);
      sums[1] += whole.predict(new double[][][] {held[held.length - 1]}).accuracy(expected);
      sums[2] += result.expectedDimension();
      sums[3] += result.cumulativeDimension();
    }
    return new CascadeScores(
        100 * sums[0] / CASCADE_SPLITS,
        100 * sums[1] / CASCADE_SPLITS,
        sums[2] / CASCADE_SPLITS,
        sums[3] / CASCADE_SPLITS);
  }

  private static double[][][] select(double[][][] probabilities, int[] rows) {
    return Arrays.stream(probabilities)
        .map(p -> Arrays.stream(rows).mapToObj(i -> p[i]).toArray(double[][]::new))
        .toArray(double[][][]::new);
  }

  private static int[] select(int[] values, int[] rows) {
    return Arrays.stream(rows).map(i -> values[i]).toArray();
  }

  private Retrieval retrieve(Tensor database, Tensor queries, FunnelPlan plan) {
    int[][] found =
        FunnelSearch.search(database.toFloatMatrix(), queries.toFloatMatrix(), plan).neighbours();
    RetrievalMetrics metrics =
        RetrievalMetrics.of(found, examples.train().labels(), examples.test().labels(), 10);
    return new Retrieval(
        100 * metrics.top1(),
        100 * metrics.mapAtK(),
        plan.megaFlops(examples.train().labels().length));
  }

  /** Ways to cut the embedding of the widest fixed-size model. */
  private final class Cuts {
    private final Tensor train;
    private final Tensor test;
    private final Tensor directions; // [d, d], right singular vectors of the centred train part

    /** From a whole embedding and a size to a cut one. */
    interface Cut {
      Tensor apply(Tensor z, int m);
    }

    Cuts(MatryoshkaModel widest) {
      train = widest.transform(examples.train().x(), nesting.dimension());
      test = widest.transform(examples.test().x(), nesting.dimension());
      Tensor centred = train.sub(train.mean(true, 0)).to(DType.F64);
      directions = Linalg.eigh(centred.mT().matmul(centred)).vectors().flip(1).to(DType.F32);
    }

    Tensor svd(Tensor z, int m) {
      return z.sub(train.mean(true, 0)).matmul(directions.narrow(1, 0, m));
    }

    Tensor slice(Tensor z, int m) {
      return z.narrow(1, 0, m);
    }

    Row row(boolean probes, Cut cut) {
      double[] linear = new double[probes ? nesting.levels() : 0];
      double[] nearest = new double[nesting.levels()];
      for (int g = 0; g < nearest.length; g++) {
        try (var _ = TensorScope.open()) {
          Tensor a = cut.apply(train, nesting.size(g));
          Tensor b = cut.apply(test, nesting.size(g));
          if (probes) {
            linear[g] = 100 * probe(a, b);
          }
          nearest[g] = Contest.this.nearest(a, b, nesting.size(g));
        }
      }
      return new Row(linear, nearest);
    }

    private double probe(Tensor a, Tensor b) {
      return LinearProbe.accuracy(a, examples.train().labels(), b, examples.test().labels(), seed);
    }

    /** The mean of five draws of m coordinates. */
    Row random() {
      double[] nearest = new double[nesting.levels()];
      SplittableRandom random = new SplittableRandom(seed);
      for (int draw = 0; draw < RANDOM_DRAWS; draw++) {
        long drawSeed = random.nextLong();
        Row row =
            row(
                false,
                (z, m) ->
                    z.indexSelect(
                        1, Tensor.randperm(new Generator(drawSeed), z.size(1)).narrow(0, 0, m)));
        for (int g = 0; g < nearest.length; g++) {
          nearest[g] += row.nearest()[g] / RANDOM_DRAWS;
        }
      }
      return new Row(new double[0], nearest);
    }
  }
}
