package polyad.embedding.bt2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Experiment;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;

/** The paper's claims on generated samples whose old model knew one factor of two. */
final class Bt2Experiment implements Experiment<Bt2Experiment.Config> {
  /** How much to do. */
  record Config(
      @Describe("generated training rows; 1000 or more") int trainRows,
      @Describe("generated test rows, queries and gallery at once; 300 or more") int testRows,
      @Describe("training rows of the old model; 100 or more") int oldRows,
      @Describe("passes over the training data; 1 or more") int epochs,
      @Describe("repetitions with other seeds; 1 or more") int seeds,
      @Describe("numbers of dimensions K that BT² adds; 4 among them") int[] added,
      @Describe("further factors α of BCT's influence loss") double[] alphas,
      @Describe("passes over Omniglot, half as many over Fashion-MNIST; 0 leaves both out")
          int imageEpochs) {
    /** Checks the counts. */
    Config {
      ConfigChecks.atLeast("trainRows", trainRows, 1000);
      ConfigChecks.atLeast("testRows", testRows, 300);
      ConfigChecks.atLeast("oldRows", oldRows, 100);
      ConfigChecks.atLeast("epochs", epochs, 1);
      ConfigChecks.atLeast("seeds", seeds, 1);
      ConfigChecks.atLeast("imageEpochs", imageEpochs, 0);
      if (Arrays.stream(added).noneMatch(k -> k == Contest.ADDED)) {
        throw new IllegalArgumentException(
            "added is " + Arrays.toString(added) + ", allowed: numbers with 4 among them");
      }
    }
  }

  @Override
  public Config config(Profile profile) {
    int[] one = {4};
    int[] sweep = {0, 1, 2, 4, 8};
    return switch (profile) {
      case SMOKE -> new Config(1200, 400, 300, 2, 1, one, new double[0], 0);
      case QUICK -> new Config(7000, 3000, 1500, 30, 2, one, new double[] {1}, 0);
      case FULL -> new Config(7000, 3000, 1500, 30, 3, sweep, new double[] {0.3, 1, 3}, 45);
    };
  }

  @Override
  public void run(Config config, Run run) throws Exception {
    Bt2Options options =
        Bt2Options.defaults().withEpochs(config.epochs(), Math.min(2, config.epochs() - 1));
    List<Contest.Result> results = new ArrayList<>();
    for (long seed : run.seeds(config.seeds())) {
      results.add(
          run.once(
              "contest-seed" + seed,
              Contest.Result.class,
              () ->
                  new Contest(
                          run,
                          options,
                          config.trainRows(),
                          config.testRows(),
                          config.oldRows(),
                          seed)
                      .compete(config.added(), config.alphas())));
    }
    describe(run.report(), results);
    if (run.profile() != Profile.SMOKE) {
      checks(run.report(), results);
      claims(run.report(), results);
    }
    if (config.imageEpochs() > 0) {
      new HalfStudy(run, config.imageEpochs()).report();
      new ModalityStudy(run, (config.imageEpochs() + 1) / 2).report();
      new SeriesStudy(run, (config.imageEpochs() + 1) / 2).report();
    }
  }

  private static void describe(Report report, List<Contest.Result> results) {
    report.section("Two factors (synthetic)");
    Table.Builder table =
        Table.of("Retrieval, %, query model / gallery model")
            .columns("model", "dimensions")
            .higher("new/old top-1")
            .higher("new/old mAP")
            .higher("new/old mAP, normalised")
            .higher("new/new top-1")
            .higher("new/new mAP");
    table.row(
        "old/old",
        8,
        mean(results, Contest.Result::oldTop1),
        mean(results, Contest.Result::oldMap),
        mean(results, Contest.Result::oldMap),
        null,
        null);
    Contest.Result first = results.getFirst();
    row(table, results, Contest.Result::independent);
    row(table, results, Contest.Result::bct);
    for (int i = 0; i < first.influences().size(); i++) {
      int at = i;
      row(table, results, r -> r.influences().get(at));
    }
    row(table, results, Contest.Result::naive);
    row(table, results, Contest.Result::concatenation);
    row(table, results, Contest.Result::regression);
    for (int i = 0; i < first.bt2().size(); i++) {
      int at = i;
      row(table, results, r -> r.bt2().get(at));
    }
    report.table(table.note(results.size() + " seed(s), synthetic").build());
    backfill(report, results);
  }

  private interface RowOf {
    Contest.Row of(Contest.Result result);
  }

  private static void row(Table.Builder table, List<Contest.Result> results, RowOf one) {
    Contest.Row first = one.of(results.getFirst());
    table.row(
        first.name(),
        first.dimensions(),
        mean(results, r -> one.of(r).oldTop1()),
        mean(results, r -> one.of(r).oldMap()),
        mean(results, r -> one.of(r).oldMapCosine()),
        mean(results, r -> one.of(r).top1()),
        mean(results, r -> one.of(r).map()));
  }

  private static void backfill(Report report, List<Contest.Result> results) {
    int steps = results.getFirst().index().prefix().length;
    double[] x = new double[steps];
    double[] prefix = new double[steps];
    double[] best = new double[steps];
    for (int i = 0; i < steps; i++) {
      int at = i;
      x[i] = (double) i / (steps - 1);
      prefix[i] = average(results, r -> r.index().prefix()[at]);
      best[i] = average(results, r -> r.index().bestCommon()[at]);
    }
    report.plot(
        new Plot.Lines(
            "New queries while the gallery is embedded again (synthetic)",
            Plot.Axis.linear("share embedded again"),
            Plot.Axis.linear("mAP, %"),
            List.of(
                Plot.Curve.of("first space", x, prefix),
                Plot.Curve.of("best common space", x, best))));
  }

  private static void checks(Report report, List<Contest.Result> results) {
    report.check(
        Check.atMost(
            "independent new/old: mAP over chance",
            average(results, r -> r.independent().oldMap() / r.chance()),
            2));
    report.check(
        Check.atLeast(
            "BT² new/old − old/old, mAP, points",
            average(results, r -> bt2(r).oldMap() - r.oldMap()),
            1));
    report.check(
        Check.atLeast(
            "BT² new/old − old/old, top-1, points",
            average(results, r -> bt2(r).oldTop1() - r.oldTop1()),
            -1.5));
    report.check(
        Check.atLeast(
            "BT² − independent, new/new top-1, points",
            average(results, r -> bt2(r).top1() - r.independent().top1()),
            -1.5));
    report.check(
        Check.atLeast(
            "BT² − BCT(d), new/new mAP, points",
            average(results, r -> bt2(r).map() - r.bct().map()),
            1));
    report.check(
        Check.atMost(
            "orthonormality, largest entry of |WᵀW − I| after any epoch",
            worst(results, Contest.Result::orthonormalityError),
            1e-6));
    report.check(
        Check.atMost(
            "norm of φ_new, largest relative deviation",
            worst(results, Contest.Result::normError),
            1e-5));
    report.check(
        Check.atMost(
            "index: files of segments that an upgrade changed",
            worst(results, r -> r.index().changedFiles()),
            0));
    report.check(
        Check.atLeast(
            "index: mAP of a half old, half new gallery − all old, points",
            average(results, r -> half(r) - r.index().prefix()[0]),
            0));
    report.check(
        Check.atMost(
            "index: largest fall of mAP while the gallery is embedded again, points",
            worst(results, Bt2Experiment::largestFall),
            1));
  }

  private static double half(Contest.Result result) {
    double[] prefix = result.index().prefix();
    return prefix[prefix.length / 2];
  }

  private static double largestFall(Contest.Result result) {
    double[] prefix = result.index().prefix();
    double fall = 0;
    for (int i = 0; i + 1 < prefix.length; i++) {
      fall = Math.max(fall, prefix[i] - prefix[i + 1]);
    }
    return fall;
  }

  private static void claims(Report report, List<Contest.Result> results) {
    report.claim(
        Claim.higherPaired(
            "tradeoff",
            "BCT hurts the new model: an independent one has a higher new/new mAP",
            samples(results, r -> r.independent().map()),
            samples(results, r -> r.bct().map()),
            0));
    report.claim(
        Claim.higherPaired(
            "new-old",
            "BT² has a higher new/old mAP than BCT",
            samples(results, r -> bt2(r).oldMap()),
            samples(results, r -> r.bct().oldMap()),
            0));
    report.claim(
        Claim.higherPaired(
            "new-new",
            "BT² has a higher new/new mAP than BCT",
            samples(results, r -> bt2(r).map()),
            samples(results, r -> r.bct().map()),
            0));
    report.claim(
        Claim.higherPaired(
            "naive",
            "dimensions added naively to BCT do not help as BT²'s do: new/new mAP",
            samples(results, r -> bt2(r).map()),
            samples(results, r -> r.naive().map()),
            0));
    report.claim(
        Claim.exact(
            "orthonormal",
            "the basis transformations stay orthonormal",
            worst(results, Contest.Result::orthonormalityError),
            new Bound.AtMost(1e-6)));
    report.claim(
        Claim.notTestable(
            "imagenet",
            "44.4 % new/old and 66.6 % new/new top-1 from 500 to 1000 classes of ImageNet",
            "ImageNet-1K is not at hand"));
  }

  private static Contest.Row bt2(Contest.Result result) {
    return result.bt2(Contest.ADDED);
  }

  private static double[] samples(
      List<Contest.Result> results, ToDoubleFunction<Contest.Result> value) {
    return results.stream().mapToDouble(value).toArray();
  }

  private static Measurement mean(
      List<Contest.Result> results, ToDoubleFunction<Contest.Result> value) {
    return Measurement.of("", samples(results, value));
  }

  private static double average(
      List<Contest.Result> results, ToDoubleFunction<Contest.Result> value) {
    return Arrays.stream(samples(results, value)).average().orElse(Double.NaN);
  }

  private static double worst(
      List<Contest.Result> results, ToDoubleFunction<Contest.Result> value) {
    return Arrays.stream(samples(results, value)).max().orElse(Double.NaN);
  }
}
