package polyad.vision.align.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyad.catalog.Profile;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Table;
import polyad.nn.evaluate.LinearProbe;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * The image tower that learned printed characters by their names, on other pictures: handwritten
 * characters and clothes. Frozen under a linear probe, and trained on, against a random tower.
 */
final class TransferPart {
  private static final int FASHION = 2000;
  private static final int PASSES = 2;

  private final AlignExperiment.Config config;
  private final Run run;
  private final Optional<GlyphWorld> world;

  /** Accuracies, percent. */
  record Result(
      double probe,
      double randomProbe,
      double tuned,
      double supervised,
      int classes,
      int pictures) {}

  private record Source(String name, String title, LabelledImages.Source parts) {}

  private record Target(String name, LabelledImages.Parts parts) {}

  TransferPart(AlignExperiment.Config config, Run run, Optional<GlyphWorld> world) {
    this.config = config;
    this.run = run;
    this.world = world;
  }

  void report() throws Exception {
    List<Source> sources = sources();
    if (world.isEmpty() || sources.isEmpty()) {
      run.info("transfer is left out: it needs glyphs, and Omniglot or Fashion-MNIST");
      return;
    }
    run.report().section("Transfer of the image tower");
    Table.Builder table =
        Table.of("Right labels, %")
            .columns("data", "classes", "pictures")
            .higher("linear probe, ALIGN")
            .higher("linear probe, random tower")
            .higher("fine-tuned from ALIGN")
            .higher("labels only, same net");
    for (Source source : sources) {
      Result r = run.once("transfer-" + source.name(), Result.class, () -> measure(source));
      table.row(
          source.title(),
          r.classes(),
          r.pictures(),
          r.probe(),
          r.randomProbe(),
          r.tuned(),
          r.supervised());
      judge(source, r);
    }
    run.report()
        .table(
            table
                .note(
                    "towers learned names of printed characters; both nets trained for %d passes,"
                            .formatted(PASSES * config.realEpochs())
                        + " the last is taken; one seed")
                .build());
  }

  private void judge(Source source, Result r) {
    if (run.profile() == Profile.SMOKE) {
      return;
    }
    if (source.name().equals("omniglot")) {
      run.report()
          .check(
              Check.atLeast(
                  "linear probe on handwritten characters: ALIGN less a random tower, points",
                  r.probe() - r.randomProbe(),
                  10));
    }
    run.report()
        .claim(
            Claim.exact(
                "transfer-" + source.name(),
                "what captions taught helps with labels: fine-tuned from ALIGN less labels only, "
                    + source.title()
                    + ", points",
                r.tuned() - r.supervised(),
                new Bound.AtLeast(0)));
  }

  private List<Source> sources() throws Exception {
    List<Source> sources = new ArrayList<>();
    LabelledImages.characters(run.data())
        .ifPresent(parts -> sources.add(new Source("omniglot", "Omniglot characters", parts)));
    int most = Math.min(FASHION, config.realPairs());
    LabelledImages.fashionMnist(run.data(), most, FASHION)
        .ifPresent(parts -> sources.add(new Source("fashion", "Fashion-MNIST", parts)));
    return sources;
  }

  private Result measure(Source source) throws Exception {
    try (var _ = TensorScope.open()) {
      return measure(new Target(source.name(), source.parts().read()));
    }
  }

  private Result measure(Target target) throws Exception {
    return new GlyphPart(config, run, world)
        .use(
            (model, data) -> {
              Map<String, Tensor> state = model.stateDict();
              double probe;
              double randomProbe;
              try (ImageClassifier aligned = net(target);
                  ImageClassifier random = net(target)) {
                aligned.loadTower(state);
                probe = probe(aligned, target.parts());
                randomProbe = probe(random, target.parts());
              }
              return new Result(
                  probe,
                  randomProbe,
                  fit(target, "tuned", state),
                  fit(target, "labels", Map.of()),
                  target.parts().train().classes().size(),
                  target.parts().train().size());
            });
  }

  private ImageClassifier net(Target target) {
    int classes = target.parts().train().classes().size();
    return new ImageClassifier(TowersConfig.defaults().dim(), classes, run.seed());
  }

  private double probe(ImageClassifier net, LabelledImages.Parts parts) {
    try (var _ = TensorScope.open()) {
      return 100
          * LinearProbe.accuracy(
              net.features(parts.train().pixels()),
              parts.train().labels(),
              net.features(parts.test().pixels()),
              parts.test().labels(),
              run.seed());
    }
  }

  private double fit(Target target, String how, Map<String, Tensor> tower) throws Exception {
    try (var _ = TensorScope.open();
        ImageClassifier net = net(target)) {
      if (!tower.isEmpty()) {
        net.loadTower(tower);
      }
      String name = "transfer-" + target.name() + "-" + how;
      net.fit(run, name, target.parts().train(), null, PASSES * config.realEpochs(), 0);
      return 100 * net.accuracy(target.parts().test());
    }
  }
}
