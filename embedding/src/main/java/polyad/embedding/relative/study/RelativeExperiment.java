package polyad.embedding.relative.study;

import java.util.ArrayList;
import java.util.List;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.Experiment;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Report;
import polyad.embedding.relative.RelativeModel;
import polyad.tensor.TensorScope;

/** The paper's claims on images, reconstruction, words, graphs and, in full, text. */
final class RelativeExperiment implements Experiment<RelativeExperiment.Config> {
  private static final int COST_ROWS = 10_000;
  private static final int PROXY_MODELS = 36;

  /** How much to do. */
  record Config(
      @Describe("repetitions with other seeds; 1 or more") int seeds,
      @Describe("training images; 500 or more") int imageRows,
      @Describe("test images; 100 or more") int testRows,
      @Describe("passes over the images; 1 or more") int imageEpochs,
      @Describe("anchors of image classifiers; 2 or more") int imageAnchors,
      @Describe("channels of the auto-encoders' four convolutions; 1 or more each") int[] channels,
      @Describe("training images of auto-encoders; 500 or more") int reconstructionRows,
      @Describe("passes of auto-encoders; 1 or more") int reconstructionEpochs,
      @Describe("anchors of auto-encoders; 2 or more") int reconstructionAnchors,
      @Describe("words of the text; 10000 or more") int wordTokens,
      @Describe("passes of word vectors; 1 or more") int wordEpochs,
      @Describe("words compared; 50 or more") int words,
      @Describe("networks of the graph; 2 or more") int graphModels,
      @Describe("anchors of the graph; 2 or more") int graphAnchors,
      @Describe("whether to run text, languages, the proxy of accuracy and the tables of anchors")
          boolean everything) {
    /** Checks the counts. */
    Config {
      channels = channels.clone();
      ConfigChecks.atLeast("seeds", seeds, 1);
      ConfigChecks.atLeast("imageRows", imageRows, 500);
      ConfigChecks.atLeast("testRows", testRows, 100);
      ConfigChecks.atLeast("imageEpochs", imageEpochs, 1);
      ConfigChecks.between("imageAnchors", imageAnchors, 2, imageRows);
      ConfigChecks.atLeast("reconstructionRows", reconstructionRows, 500);
      ConfigChecks.atLeast("reconstructionEpochs", reconstructionEpochs, 1);
      ConfigChecks.between("reconstructionAnchors", reconstructionAnchors, 2, reconstructionRows);
      ConfigChecks.atLeast("wordTokens", wordTokens, 10_000);
      ConfigChecks.atLeast("wordEpochs", wordEpochs, 1);
      ConfigChecks.atLeast("words", words, 50);
      ConfigChecks.atLeast("graphModels", graphModels, 2);
      ConfigChecks.between("graphAnchors", graphAnchors, 2, 500);
      if (channels.length != 4) {
        throw new IllegalArgumentException(
            "channels are " + channels.length + " numbers, allowed: 4");
      }
      for (int c : channels) {
        ConfigChecks.atLeast("channels", c, 1);
      }
    }

    RelativeModel.Training imageTraining() {
      return RelativeModel.Training.of(imageEpochs, 100, 2e-3);
    }

    /** Half as long, for there are many models. */
    RelativeModel.Training anchorTraining() {
      return RelativeModel.Training.of(Math.max(1, imageEpochs / 2), 100, 2e-3);
    }

    RelativeModel.Training reconstructionTraining() {
      return RelativeModel.Training.of(reconstructionEpochs, 50, 4e-3);
    }
  }

  @Override
  public Config config(Profile profile) {
    return switch (profile) {
      case SMOKE ->
          new Config(
              1,
              500,
              200,
              1,
              50,
              new int[] {4, 8, 8, 16},
              500,
              1,
              50,
              100_000,
              1,
              300,
              2,
              50,
              false);
      case QUICK ->
          new Config(
              1,
              6000,
              1000,
              6,
              100,
              new int[] {8, 16, 32, 64},
              2000,
              5,
              100,
              2_000_000,
              3,
              1000,
              3,
              150,
              false);
      case FULL ->
          new Config(
              3,
              6000,
              2000,
              6,
              200,
              new int[] {12, 24, 48, 96},
              3000,
              5,
              200,
              3_000_000,
              4,
              2000,
              3,
              200,
              true);
    };
  }

  @Override
  public void run(Config config, Run run) throws Exception {
    Report report = run.report();
    boolean judge = run.profile() != Profile.SMOKE;
    List<Long> seeds = run.seeds(config.seeds());
    try (var _ = TensorScope.open()) {
      new InvariancePart(run.seed()).report(report);
    }
    images(config, run, seeds, judge);
    reconstruction(config, run, seeds, judge);
    words(config, run, seeds, judge);
    graph(config, run, seeds, judge);
    if (judge) {
      new CostPart(COST_ROWS).report(report, run.seed());
    }
    if (config.everything()) {
      text(run, seeds);
      modalities(run, seeds);
      proxy(run);
      anchors(config, run, seeds);
    }
    report.section("Claims that need other data");
    report.claim(
        Claim.notTestable(
            "large-encoders",
            "pretrained vision and text encoders of other widths are stitched on CIFAR-100,"
                + " ImageNet, DBpedia and translated Amazon reviews",
            "neither those data nor pretrained weights are at hand"));
  }

  private static void images(Config config, Run run, List<Long> seeds, boolean judge)
      throws Exception {
    try (var _ = TensorScope.open()) {
      Images images = Images.fashion(run.data(), config.imageRows(), config.testRows(), run.seed());
      ImagesPart part = new ImagesPart(run, images, config.imageTraining(), config.imageAnchors());
      List<ImagesPart.Scores> all = new ArrayList<>();
      for (long seed : seeds) {
        all.add(
            run.once(
                "images-seed" + seed, ImagesPart.Scores.class, () -> scoped(part::measure, seed)));
      }
      part.report(run.report(), all, judge);
    }
  }

  /** Work of one seed, which may throw. */
  interface Seeded<T> {
    T measure(long seed) throws Exception;
  }

  static <T> T scoped(Seeded<T> work, long seed) throws Exception {
    try (var _ = TensorScope.open()) {
      return work.measure(seed);
    }
  }

  private static void reconstruction(Config config, Run run, List<Long> seeds, boolean judge)
      throws Exception {
    try (var _ = TensorScope.open()) {
      Images images =
          Images.digits(run.data(), config.reconstructionRows(), config.testRows(), run.seed());
      AutoencoderPart part =
          new AutoencoderPart(
              run,
              images,
              config.reconstructionTraining(),
              config.channels(),
              config.reconstructionAnchors());
      for (AutoencoderPart.Kind kind : AutoencoderPart.Kind.values()) {
        if (kind == AutoencoderPart.Kind.OPTIMAL_SIGMA && !config.everything()) {
          continue;
        }
        List<AutoencoderPart.Scores> all = new ArrayList<>();
        int repeats = kind == AutoencoderPart.Kind.PLAIN ? seeds.size() : Math.min(2, seeds.size());
        for (long seed : seeds.subList(0, repeats)) {
          all.add(
              run.once(
                  "reconstruction-" + kind + "-seed" + seed,
                  AutoencoderPart.Scores.class,
                  () -> scoped(s -> part.measure(kind, s), seed)));
        }
        part.report(run.report(), kind, all, judge);
      }
    }
  }

  private static void words(Config config, Run run, List<Long> seeds, boolean judge)
      throws Exception {
    WordsPart part =
        new WordsPart(
            run,
            new WordsPart.Config(config.wordTokens(), 5, config.wordEpochs(), config.words(), 300));
    List<WordsPart.Scores> all = new ArrayList<>();
    for (long seed : seeds) {
      all.add(run.once("words-seed" + seed, WordsPart.Scores.class, () -> part.measure(seed)));
    }
    part.report(run.report(), all, judge);
  }

  private static void graph(Config config, Run run, List<Long> seeds, boolean judge)
      throws Exception {
    try (var _ = TensorScope.open()) {
      NodeGraph graph = NodeGraph.open(run.data(), run.seed());
      GraphPart part = new GraphPart(run, graph, config.graphModels(), config.graphAnchors());
      List<GraphPart.Scores> all = new ArrayList<>();
      for (long seed : seeds) {
        all.add(
            run.once(
                "graph-seed" + seed, GraphPart.Scores.class, () -> scoped(part::measure, seed)));
      }
      part.report(run.report(), all, judge);
    }
  }

  private static void text(Run run, List<Long> seeds) throws Exception {
    TextPart part = new TextPart(run);
    List<TextPart.Scores> all = new ArrayList<>();
    for (long seed : seeds) {
      all.add(
          run.once("text-seed" + seed, TextPart.Scores.class, () -> scoped(part::measure, seed)));
    }
    part.report(run.report(), all);
  }

  private static void modalities(Run run, List<Long> seeds) throws Exception {
    ModalityPart part = new ModalityPart(run, ModalityPart.FULL);
    List<ModalityPart.Scores> all = new ArrayList<>();
    for (long seed : seeds) {
      all.add(
          run.once(
              "modalities-seed" + seed,
              ModalityPart.Scores.class,
              () -> scoped(part::measure, seed)));
    }
    part.report(run.report(), all);
  }

  private static void proxy(Run run) throws Exception {
    try (var _ = TensorScope.open()) {
      NodeGraph graph = NodeGraph.open(run.data(), run.seed());
      ProxyPart part = new ProxyPart(run, graph, PROXY_MODELS);
      part.report(
          run.report(),
          run.once("proxy", ProxyPart.Scores.class, () -> scoped(part::measure, run.seed())));
    }
  }

  private static void anchors(Config config, Run run, List<Long> seeds) throws Exception {
    try (var _ = TensorScope.open()) {
      Images images = Images.fashion(run.data(), config.imageRows(), config.testRows(), run.seed());
      Images other = Images.digits(run.data(), config.imageRows(), 100, run.seed() + 1);
      AnchorsPart part = new AnchorsPart(run, images, other, config.anchorTraining());
      List<AnchorsPart.Scores> all = new ArrayList<>();
      for (long seed : seeds) {
        all.add(
            run.once(
                "anchors-seed" + seed,
                AnchorsPart.Scores.class,
                () -> scoped(part::measure, seed)));
      }
      part.report(run.report(), all);
    }
  }
}
