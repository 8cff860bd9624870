package polyad.embedding.bt2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Table;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Three upgrades one after another on Fashion-MNIST: a perceptron that saw half of the classes, one
 * that sees all, a convolutional network, a vision Transformer. Each learns from the vectors of the
 * one before alone.
 */
final class SeriesStudy {
  private static final int TRAIN = 6000;
  private static final int TEST = 1000;
  private static final int FIRST_DIM = 32;
  private static final int ADDED = 8;
  private static final int HIDDEN = 128;
  private static final List<Network> STEPS =
      List.of(Network.MLP, Network.MLP, Network.CNN, Network.VIT);
  private static final List<String> NAMES =
      List.of("perceptron, 5 classes", "perceptron", "CNN", "ViT");

  private final Run run;
  private final int epochs;
  private final WatchedTraining watched;

  /**
   * mAP in percent, query generation by gallery generation, lower triangles.
   *
   * @param free new/new of independent models
   */
  record Result(List<List<Double>> bt2, List<List<Double>> bct, List<Double> free) {}

  SeriesStudy(Run run, int epochs) {
    this.run = run;
    this.epochs = epochs;
    this.watched = new WatchedTraining(run, "series");
  }

  void report() throws Exception {
    Optional<ImageRows> rows = ImageRows.fashionMnist(run.data(), TRAIN, TEST);
    if (rows.isEmpty()) {
      run.info("fashion-mnist is not at hand: the series of upgrades is left out");
      return;
    }
    Result r = run.once("series", Result.class, () -> measure(rows.get()));
    run.report().section("A series of upgrades");
    table("BT²", r.bt2(), r.free());
    table("BCT", r.bct(), r.free());
    double worst = Double.POSITIVE_INFINITY;
    int last = STEPS.size() - 1;
    for (int query = 1; query <= last; query++) {
      for (int gallery = 0; gallery < query; gallery++) {
        worst = Math.min(worst, r.bt2().get(query).get(gallery) - r.bct().get(query).get(gallery));
      }
    }
    double end = r.bt2().get(last).get(last) - r.bct().get(last).get(last);
    run.report()
        .check(Check.atLeast("series: worst new/old of BT² less BCT's, mAP, points", worst, -1))
        .check(Check.atLeast("series: last new/new of BT² less BCT's, mAP, points", end, 1))
        .claim(
            Claim.exact(
                "series",
                "after a series of upgrades BT²'s last model is better than BCT's: mAP, points",
                end,
                new Bound.AtLeast(0)));
  }

  private void table(String name, List<List<Double>> rows, List<Double> free) {
    Table.Builder table = Table.of(name + ": mAP on Fashion-MNIST, %").columns("query model");
    NAMES.forEach(gallery -> table.columns("on " + gallery));
    table.columns("independent new/new");
    for (int i = 0; i < rows.size(); i++) {
      List<Object> row = new ArrayList<>();
      row.add(NAMES.get(i));
      for (int j = 0; j < rows.size(); j++) {
        row.add(j <= i ? rows.get(i).get(j) : "");
      }
      row.add(free.get(i));
      table.row(row.toArray());
    }
    run.report().table(table.note("%d passes, one seed".formatted(epochs)).build());
  }

  /** The vectors of one generation, and how well it does on every earlier one. */
  private record Generation(Tensor train, Tensor test) {}

  private Bt2Options options(Network network) {
    BtConfig.Kind head = network == Network.VIT ? BtConfig.Kind.TRANSFORMER : BtConfig.Kind.CNN;
    return Bt2Options.defaults()
        .with(network, HIDDEN)
        .with(head)
        .withAddDim(ADDED)
        .withEpochs(epochs, Math.min(2, epochs - 1));
  }

  private Result measure(ImageRows rows) throws IOException {
    TrainingSet half = rows.oldHalf();
    Bt2Options first = options(STEPS.getFirst());
    try (var _ = TensorScope.open();
        EmbeddingModel old = watched.independent("first", half, FIRST_DIM, first, run.seed())) {
      var start = new Generation(old.transform(rows.train().x()), old.transform(rows.test()));
      List<Generation> bt2 = new ArrayList<>(List.of(start));
      List<Generation> bct = new ArrayList<>(List.of(start));
      List<Double> free = new ArrayList<>(List.of(map(start, start, rows)));
      for (int step = 1; step < STEPS.size(); step++) {
        Generation own = independent(rows, step);
        free.add(map(own, own, rows));
        bt2.add(upgraded(rows, step, bt2.getLast(), own));
        bct.add(compatible(rows, step, bct.getLast()));
      }
      return new Result(triangle(bt2, rows), triangle(bct, rows), free);
    }
  }

  /** Every generation from first weights of its own: equal ones would make models alike. */
  private long seed(int step) {
    return run.seed() + step;
  }

  /** d_n of a step: as wide as the whole output of the one before. */
  private static int width(int step) {
    return FIRST_DIM + ADDED * Math.max(0, step - 1);
  }

  private Generation independent(ImageRows rows, int step) throws IOException {
    Bt2Options own = options(STEPS.get(step));
    TrainingSet train = rows.train();
    try (EmbeddingModel model =
        watched.independent("independent-" + step, train, width(step), own, seed(step))) {
      return new Generation(model.transform(train.x()), model.transform(rows.test()));
    }
  }

  private Generation upgraded(ImageRows rows, int step, Generation before, Generation free)
      throws IOException {
    Bt2Options own = options(STEPS.get(step));
    TrainingSet train = rows.train();
    Tensor cached = BackwardCompatible.unit(before.train());
    try (BackwardCompatible.Trained trained =
        watched.bt2("bt2-" + step, cached, free.train(), train, own, seed(step))) {
      return new Generation(
          trained.model().transform(train.x()), trained.model().transform(rows.test()));
    }
  }

  private Generation compatible(ImageRows rows, int step, Generation before) throws IOException {
    Bt2Options own = options(STEPS.get(step));
    TrainingSet train = rows.train();
    try (EmbeddingModel model =
        watched.bct("bct-" + step, before.train(), train, FIRST_DIM, own, seed(step))) {
      return new Generation(model.transform(train.x()), model.transform(rows.test()));
    }
  }

  private static List<List<Double>> triangle(List<Generation> all, ImageRows rows) {
    List<List<Double>> triangle = new ArrayList<>();
    for (int query = 0; query < all.size(); query++) {
      List<Double> row = new ArrayList<>();
      for (int gallery = 0; gallery <= query; gallery++) {
        row.add(map(all.get(query), all.get(gallery), rows));
      }
      triangle.add(row);
    }
    return triangle;
  }

  private static double map(Generation query, Generation gallery, ImageRows rows) {
    return 100 * PrefixRetrieval.evaluate(query.test(), gallery.test(), rows.labels()).map();
  }
}
