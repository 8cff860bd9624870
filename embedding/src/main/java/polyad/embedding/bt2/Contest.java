package polyad.embedding.bt2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import polyad.catalog.Run;
import polyad.data.generate.TwoFactors;
import polyad.tensor.DType;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** An old model, and every way to upgrade it, on generated samples of two factors. */
final class Contest {
  private static final int OLD_DIM = 8;
  private static final int NEW_DIM = 8;
  private static final int OLD_HIDDEN = 32;
  private static final int NEW_HIDDEN = 192;

  /** The number of dimensions that BT² adds where only one number is tried. */
  static final int ADDED = 4;

  private final Run run;
  private final WatchedTraining watched;
  private final Bt2Options options;
  private final TrainingSet train;
  private final TrainingSet oldTrain;
  private final Tensor test;
  private final int[] labels;
  private final long seed;

  /**
   * One way to upgrade; percent.
   *
   * @param top1 new/new, and so on
   */
  record Row(
      String name,
      int dimensions,
      double oldTop1,
      double oldMap,
      double oldMapCosine,
      double top1,
      double map) {
    static Row of(String name, int dimensions, UpgradeReport report) {
      return new Row(
          name,
          dimensions,
          100 * report.newOld().top1(),
          100 * report.newOld().map(),
          100 * report.newOldCosine().map(),
          100 * report.newNew().top1(),
          100 * report.newNew().map());
    }
  }

  /**
   * All that was measured with one seed.
   *
   * @param chance mAP of a random ranking, percent: the mean share of a query's class
   * @param bt2 one row for every number of added dimensions
   * @param orthonormalityError largest after any epoch
   * @param normError largest relative deviation of |φ_new| from √(1 + C²)
   */
  record Result(
      double chance,
      double oldTop1,
      double oldMap,
      Row independent,
      Row bct,
      Row naive,
      Row concatenation,
      Row regression,
      List<Row> influences,
      List<Row> bt2,
      double orthonormalityError,
      double normError,
      IndexDemo.Result index) {
    Row bt2(int added) {
      return bt2.stream()
          .filter(row -> row.dimensions() == NEW_DIM + added)
          .findFirst()
          .orElseThrow();
    }
  }

  Contest(Run run, Bt2Options options, int trainRows, int testRows, int oldRows, long seed) {
    this.run = run;
    this.watched = new WatchedTraining(run, "seed" + seed);
    this.options = options.with(Network.MLP, NEW_HIDDEN);
    this.seed = seed;
    TwoFactors world = TwoFactors.DEFAULT;
    TwoFactors.TrainTest drawn = world.draw(trainRows, testRows, seed);
    train =
        new TrainingSet(
            Tensor.of(drawn.train().x()), drawn.train().labels(), world.classes(), null);
    oldTrain = firstFactor(train, world, oldRows);
    test = Tensor.of(drawn.test().x());
    labels = drawn.test().labels();
  }

  private static TrainingSet firstFactor(TrainingSet all, TwoFactors world, int rows) {
    int[] coarse = new int[rows];
    for (int i = 0; i < rows; i++) {
      coarse[i] = all.labels()[i] / world.second();
    }
    return new TrainingSet(all.x().narrow(0, 0, rows), coarse, world.first(), null);
  }

  Result compete(int[] added, double[] alphas) throws IOException {
    try (var _ = TensorScope.open();
        EmbeddingModel old = old();
        EmbeddingModel free = watched.independent("independent", train, NEW_DIM, options, seed)) {
      Tensor oldTrainVectors = old.transform(train.x());
      Tensor oldTest = old.transform(test);
      Tensor freeTest = free.transform(test);
      Row independent = judge("independent", oldTest, freeTest);
      PrefixRetrieval.Scores before = PrefixRetrieval.evaluate(oldTest, oldTest, labels);
      Row concatenation = judge("concatenation", oldTest, Tensor.cat(1, oldTest, freeTest));
      List<Row> influences = new ArrayList<>();
      for (double alpha : alphas) {
        influences.add(bct(oldTrainVectors, oldTest, NEW_DIM, options.withAlpha(alpha)));
      }
      List<Row> upgrades = new ArrayList<>();
      double orthonormality = 0;
      double norm = 0;
      IndexDemo.Result demo = null;
      Tensor freeTrain = free.transform(train.x());
      for (int k : added) {
        Bt2Options own = options.withAddDim(k);
        try (BackwardCompatible.Trained trained =
            watched.bt2("bt2-" + k, oldTrainVectors, freeTrain, train, own, seed)) {
          Tensor upgraded = trained.model().transform(test);
          upgrades.add(judge("BT², K = " + k, oldTest, upgraded));
          orthonormality = Math.max(orthonormality, trained.orthonormalityError());
          norm = Math.max(norm, normError(upgraded, k, own.scale()));
          if (k == ADDED) {
            demo = new IndexDemo(run.directory().path()).measure(oldTest, upgraded, labels);
          }
        }
      }
      if (demo == null) {
        throw new IllegalArgumentException("added lacks " + ADDED);
      }
      return new Result(
          chance(),
          100 * before.top1(),
          100 * before.map(),
          independent,
          bct(oldTrainVectors, oldTest, NEW_DIM, options),
          bct(oldTrainVectors, oldTest, NEW_DIM + ADDED, options),
          concatenation,
          regression(oldTrainVectors, oldTest),
          influences,
          upgrades,
          orthonormality,
          norm,
          demo);
    }
  }

  private EmbeddingModel old() throws IOException {
    Bt2Options small = options.with(Network.MLP, OLD_HIDDEN).withEpochs(2 * options.epochs(), 1);
    return watched.independent("old", oldTrain, OLD_DIM, small, seed);
  }

  private Row bct(Tensor oldVectors, Tensor oldTest, int dimension, Bt2Options own)
      throws IOException {
    String name = "BCT, d = " + dimension + ", α = " + own.alpha();
    try (EmbeddingModel model =
        watched.bct(
            "bct-" + dimension + "-" + own.alpha(), oldVectors, train, dimension, own, seed)) {
      return judge(name, oldTest, model.transform(test));
    }
  }

  private Row regression(Tensor oldVectors, Tensor oldTest) throws IOException {
    try (EmbeddingModel model =
        watched.regression("regression", oldVectors, train, NEW_DIM, options, seed)) {
      return judge("feature regression", oldTest, model.transform(test));
    }
  }

  private Row judge(String name, Tensor old, Tensor upgraded) {
    return Row.of(
        name, Math.toIntExact(upgraded.size(1)), UpgradeReport.evaluate(old, upgraded, labels));
  }

  private static double normError(Tensor vectors, int added, double scale) {
    double expected = Math.sqrt((added == 0 ? 0 : 1) + scale * scale);
    Tensor norms = vectors.to(DType.F64).norm(2, false, 1);
    return norms.sub(expected).abs().max().item() / expected;
  }

  private double chance() {
    double[] counts = new double[train.classes()];
    for (int label : labels) {
      counts[label]++;
    }
    double sum = 0;
    for (int label : labels) {
      sum += (counts[label] - 1) / (labels.length - 1);
    }
    return 100 * sum / labels.length;
  }
}
