package polyad.text.matryoshka2d;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import polyad.catalog.Run;
import polyad.catalog.report.Report;
import polyad.data.DataSets;
import polyad.data.SentencePairs;
import polyad.text.PairFiles;
import polyad.text.Pooling;
import polyad.text.SentenceEncoder;

/** The comparison on the STS benchmark: trained on its training part, from scratch. */
final class RealPart {
  static final int LENGTH = 48;

  private final Run run;
  private final Matryoshka2dExperiment.Config config;

  RealPart(Run run, Matryoshka2dExperiment.Config config) {
    this.run = run;
    this.config = config;
  }

  void report() throws Exception {
    Optional<Path> folder = DataSets.open(run.data()).find("stsb");
    if (folder.isEmpty()) {
      run.info("the STS benchmark is not at hand: generated data only");
      return;
    }
    SentencePairs train = PairFiles.read(folder.get().resolve("stsb-en-train.csv.gz"));
    SentencePairs test = PairFiles.read(folder.get().resolve("stsb-en-test.csv.gz"));
    Report report =
        run.report()
            .section("STS benchmark (real)")
            .text(
                "Trained from scratch on the %,d pairs of its training part with cosine and angle loss, scored on the %,d of its test part."
                    .formatted(train.size(), test.size()));
    Examples examples = Examples.of("stsb", train, test, 2);
    GridReport grids = new GridReport(report);
    for (long seed : run.seeds(config.realSeeds())) {
      Contest contest = contest(examples, seed);
      for (Contestant contestant : List.of(Contestant.FULL, Contestant.MRL, Contestant.TWO_D)) {
        grids.add(contestant, contest.grid(contestant));
      }
    }
    grids.describe("100·Spearman");
    grids.claims("stsb");
    if (config.everything()) {
      transfer(contest(examples, run.seed()));
    }
  }

  /** What the frozen vectors of two contestants are good for elsewhere. */
  private void transfer(Contest contest) throws Exception {
    TransferTasks transfer = new TransferTasks(run);
    List<TransferTasks.Task> tasks = transfer.tasks();
    if (tasks.isEmpty()) {
      return;
    }
    Report report = run.report().section("Transfer tasks (real)");
    for (Contestant contestant : List.of(Contestant.FULL, Contestant.TWO_D)) {
      try (SentenceEncoder encoder = contest.train(contestant)) {
        for (TransferTasks.Task task : tasks) {
          Grid grid =
              run.once(
                  "transfer-" + contestant + "-" + task.name(),
                  Grid.class,
                  () -> transfer.accuracies(encoder, task, contest.layers(), contest.dims()));
          report.table(
              grid.table(
                  "%s, accuracy of a linear probe, %%, %s"
                      .formatted(task.name(), contestant.title())));
        }
      }
    }
  }

  private Contest contest(Examples examples, long seed) {
    EncoderShape shape =
        new EncoderShape(config.layers(), 64, 4, 128, LENGTH, Pooling.AVG, 0.1, 0.1);
    TrainingOptions training = TrainingOptions.defaults().withEpochs(config.realEpochs());
    return new Contest(run, examples, shape, AngleObjective.of(1, 0, 1), training, seed);
  }
}
