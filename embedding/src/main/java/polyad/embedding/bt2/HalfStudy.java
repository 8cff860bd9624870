package polyad.embedding.bt2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Table;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Omniglot: an old convolutional model that saw half of the characters, upgraded to one that sees
 * all, of the same kind and as a vision Transformer.
 */
final class HalfStudy {
  private static final int OLD_DIM = 64;
  private static final int NEW_DIM = 64;
  private static final int[] ADDED = {0, 4, 16, 32};
  private static final int MOST = 32;

  private final Run run;
  private final int epochs;
  private final WatchedTraining watched;

  /**
   * All that was measured.
   *
   * @param bt2 by the numbers of added dimensions
   * @param transformer independent, BCT and BT² as vision Transformers
   */
  record Result(
      double oldTop1,
      double oldMap,
      Contest.Row independent,
      Contest.Row bct,
      Contest.Row naive,
      List<Contest.Row> bt2,
      List<Contest.Row> transformer,
      IndexDemo.Result index) {}

  HalfStudy(Run run, int epochs) {
    this.run = run;
    this.epochs = epochs;
    this.watched = new WatchedTraining(run, "omniglot");
  }

  void report() throws Exception {
    Optional<ImageRows> rows = ImageRows.omniglot(run.data());
    if (rows.isEmpty()) {
      run.info("omniglot is not at hand: left out");
      return;
    }
    Result result = run.once("omniglot", Result.class, () -> measure(rows.get()));
    run.report().section("Omniglot, half of the characters, then all");
    Table.Builder table =
        Table.of("Retrieval, %, query model / gallery model")
            .columns("model", "dimensions")
            .higher("new/old top-1")
            .higher("new/old mAP")
            .higher("new/new top-1")
            .higher("new/new mAP");
    table.row("old/old", OLD_DIM, result.oldTop1(), result.oldMap(), null, null);
    List<Contest.Row> all = new ArrayList<>();
    all.add(result.independent());
    all.add(result.bct());
    all.add(result.naive());
    all.addAll(result.bt2());
    all.addAll(result.transformer());
    all.forEach(
        row ->
            table.row(
                row.name(), row.dimensions(), row.oldTop1(), row.oldMap(), row.top1(), row.map()));
    run.report()
        .table(
            table
                .note(
                    "%d passes, one seed; drawers 1 to 15 train, the others are queries and gallery"
                        .formatted(epochs))
                .build());
    index(result.index());
    claims(result);
  }

  private void index(IndexDemo.Result index) {
    double[] share = new double[index.prefix().length];
    for (int i = 0; i < share.length; i++) {
      share[i] = (double) i / (share.length - 1);
    }
    run.report()
        .plot(
            new Plot.Lines(
                "Omniglot: new queries while the gallery is embedded again",
                Plot.Axis.linear("share embedded again"),
                Plot.Axis.linear("mAP, %"),
                List.of(
                    Plot.Curve.of("first space", share, index.prefix()),
                    Plot.Curve.of("best common space", share, index.bestCommon()))));
    double fall = 0;
    for (int i = 0; i + 1 < share.length; i++) {
      fall = Math.max(fall, index.prefix()[i] - index.prefix()[i + 1]);
    }
    run.report()
        .check(
            Check.atMost(
                "Omniglot: largest fall of mAP while the gallery is embedded again, points",
                fall,
                1));
  }

  private void claims(Result r) {
    Contest.Row bt2 = r.bt2().getLast();
    run.report()
        .claim(
            Claim.exact(
                "omniglot-new-old",
                "BT² answers on the old gallery better than the old model: mAP, points",
                bt2.oldMap() - r.oldMap(),
                new Bound.AtLeast(0)))
        .claim(
            Claim.exact(
                "omniglot-new-new",
                "BT² keeps the quality of a free model: new/new top-1 less an independent one's,"
                    + " points",
                bt2.top1() - r.independent().top1(),
                new Bound.AtLeast(-1)))
        .claim(
            Claim.exact(
                "omniglot-naive",
                "BT² is better than BCT with as many dimensions: new/new mAP, points",
                bt2.map() - r.naive().map(),
                new Bound.AtLeast(0)))
        .claim(
            Claim.exact(
                "omniglot-transformer",
                "from CNN to Transformer BT² is better than BCT: new/new mAP, points",
                r.transformer().getLast().map() - r.transformer().get(1).map(),
                new Bound.AtLeast(0)));
  }

  private Result measure(ImageRows rows) throws IOException {
    TrainingSet train = rows.train();
    Bt2Options cnn =
        Bt2Options.defaults().with(Network.CNN, 256).withEpochs(epochs, Math.min(2, epochs - 1));
    Bt2Options vit = cnn.with(Network.VIT, 256).with(BtConfig.Kind.TRANSFORMER);
    TrainingSet half = rows.oldHalf();
    try (var _ = TensorScope.open();
        EmbeddingModel old = watched.independent("old", half, OLD_DIM, cnn, run.seed())) {
      Tensor cached = old.transform(train.x());
      Tensor oldTest = old.transform(rows.test());
      var plain = new Upgrade(rows, cached, oldTest, cnn, "");
      var transformer = new Upgrade(rows, cached, oldTest, vit, "ViT, ");
      PrefixRetrieval.Scores before = PrefixRetrieval.evaluate(oldTest, oldTest, rows.labels());
      Free free = plain.independent();
      List<Contest.Row> sweep = new ArrayList<>();
      IndexDemo.Result demo = null;
      for (int k : ADDED) {
        Upgraded upgraded = plain.bt2(free, k);
        sweep.add(upgraded.row());
        if (k == MOST) {
          demo =
              new IndexDemo(run.directory().path())
                  .measure(oldTest, upgraded.test(), rows.labels());
        }
      }
      if (demo == null) {
        throw new IllegalStateException("no index was made");
      }
      Free freeTransformer = transformer.independent();
      return new Result(
          100 * before.top1(),
          100 * before.map(),
          free.row(),
          plain.bct(NEW_DIM),
          plain.bct(NEW_DIM + MOST),
          sweep,
          List.of(
              freeTransformer.row(),
              transformer.bct(NEW_DIM),
              transformer.bt2(freeTransformer, MOST).row()),
          demo);
    }
  }

  /** A free model's row and its vectors of the training images. */
  private record Free(Contest.Row row, Tensor train) {}

  private record Upgraded(Contest.Row row, Tensor test) {}

  /** The ways to upgrade with one kind of network. */
  private final class Upgrade {
    private final ImageRows rows;
    private final Tensor cached;
    private final Tensor oldTest;
    private final Bt2Options options;
    private final String prefix;

    Upgrade(ImageRows rows, Tensor cached, Tensor oldTest, Bt2Options options, String prefix) {
      this.rows = rows;
      this.cached = cached;
      this.oldTest = oldTest;
      this.options = options;
      this.prefix = prefix;
    }

    /** Not the old model's: equal first weights would make models alike. */
    private long seed() {
      return run.seed() + 1;
    }

    private Contest.Row row(String name, Tensor test) {
      return Contest.Row.of(
          prefix + name,
          Math.toIntExact(test.size(1)),
          UpgradeReport.evaluate(oldTest, test, rows.labels()));
    }

    private String part(String name) {
      return name + "-" + options.network();
    }

    Free independent() throws IOException {
      TrainingSet train = rows.train();
      try (EmbeddingModel model =
          watched.independent(part("independent"), train, NEW_DIM, options, seed())) {
        return new Free(
            row("independent", model.transform(rows.test())), model.transform(train.x()));
      }
    }

    Contest.Row bct(int dimension) throws IOException {
      TrainingSet train = rows.train();
      try (EmbeddingModel model =
          watched.bct(part("bct-" + dimension), cached, train, dimension, options, seed())) {
        return row("BCT, d = " + dimension, model.transform(rows.test()));
      }
    }

    Upgraded bt2(Free free, int added) throws IOException {
      TrainingSet train = rows.train();
      Bt2Options own = options.withAddDim(added);
      try (BackwardCompatible.Trained trained =
          watched.bt2(part("bt2-" + added), cached, free.train(), train, own, seed())) {
        Tensor test = trained.model().transform(rows.test());
        return new Upgraded(row("BT², K = " + added, test), test);
      }
    }
  }
}
