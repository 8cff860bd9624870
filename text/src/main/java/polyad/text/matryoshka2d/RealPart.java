package polyad.text.matryoshka2d;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import polyad.catalog.Run;
import polyad.catalog.report.Report;
import polyad.data.DataSets;
import polyad.data.SentencePairs;
import polyad.text.NliTriples;
import polyad.text.PairFiles;
import polyad.text.SentenceEncoder;

/**
 * The comparison as in the paper, from inference to similarity: trained on what is at hand of SNLI,
 * from scratch, and scored on the STS benchmark.
 */
final class RealPart {
  /** Tokens of a sentence; 1 % of them are longer. */
  private static final int LENGTH = 32;

  /** Of 1e-3 and 3e-3 the better on the STS benchmark's development part. */
  private static final double PEAK_RATE = 3e-3;

  private static final List<Contestant> ON_STS =
      List.of(Contestant.FULL, Contestant.MRL, Contestant.TWO_D);

  private final Run run;
  private final Matryoshka2dExperiment.Config config;

  RealPart(Run run, Matryoshka2dExperiment.Config config) {
    this.run = run;
    this.config = config;
  }

  void report() throws Exception {
    DataSets sets = DataSets.open(run.data());
    Optional<Path> nli = sets.find("snli-dev-test");
    Optional<Path> sts = sets.find("stsb");
    if (nli.isEmpty() || sts.isEmpty()) {
      run.info("snli-dev-test or stsb is not at hand: generated data only");
      return;
    }
    SentencePairs train =
        NliTriples.read(nli.get().resolve("validation.tsv.gz"), nli.get().resolve("test.tsv.gz"));
    SentencePairs test = PairFiles.read(sts.get().resolve("stsb-en-test.csv.gz"));
    Report report =
        run.report()
            .section("SNLI to STS benchmark (real)")
            .text(
                "Trained from scratch on %,d triples of a premise, what it entails and what it contradicts, from SNLI's validation and test parts; scored on the %,d pairs of the STS benchmark's test part."
                    .formatted(train.size(), test.size()));
    Examples examples = Examples.of("snli-stsb", train, test, 2);
    GridReport grids = new GridReport(report);
    for (long seed : run.seeds(config.realSeeds())) {
      Contest contest = contest(examples, seed);
      for (Contestant contestant : ON_STS) {
        grids.add(contestant, contest.grid(contestant));
      }
    }
    grids.describe("100·Spearman");
    grids.claims("stsb");
    if (config.everything()) {
      sick(sets, examples);
      transfer(contest(examples, run.seed()));
    }
  }

  /** The same encoders on another set of scored pairs. */
  private void sick(DataSets sets, Examples examples) throws Exception {
    Optional<Path> file = sets.file("sick", "SICK_test_annotated.txt.gz");
    if (file.isEmpty()) {
      return;
    }
    SentencePairs pairs = PairFiles.read(file.get());
    Report report =
        run.report()
            .section("SNLI to SICK (real)")
            .text(
                "The same encoders on the %,d pairs of SICK's test part.".formatted(pairs.size()));
    GridReport grids = new GridReport(report);
    for (long seed : run.seeds(config.realSeeds())) {
      Contest contest = contest(examples, seed);
      for (Contestant contestant : ON_STS) {
        grids.add(contestant, contest.grid(contestant, "sick", pairs));
      }
    }
    grids.describe("100·Spearman");
    grids.claims("sick");
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
    EncoderShape shape = config.shape().withMaxLength(LENGTH);
    TrainingOptions training =
        TrainingOptions.defaults().withEpochs(config.realEpochs()).withLearningRate(PEAK_RATE);
    return new Contest(run, examples, shape, new ContrastiveLoss(), training, seed);
  }
}
