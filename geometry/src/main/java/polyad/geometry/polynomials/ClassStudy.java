package polyad.geometry.polynomials;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Table;
import polyad.data.DataSets;
import polyad.data.GraphFiles;
import polyad.data.LabelledGraphs;
import polyad.data.Splits;
import polyad.tensor.Generator;

/** Classes of graphs that message passing cannot tell apart, and of molecules. */
final class ClassStudy {
  private static final int CSL_CYCLES = 9;
  private static final int BATCH = 20;
  private static final String EXPRESSIVITY = "graph-expressivity";

  private final PolynomialsConfig config;
  private final Run run;
  private final DataSets sets;

  /** A network and how it is trained. */
  private record Entry(String name, GraphModelConfig network, GraphTraining training) {}

  /** Accuracies of the folds. */
  record Outcome(List<Double> folds) {
    double mean() {
      return folds.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
  }

  ClassStudy(PolynomialsConfig config, Run run) throws IOException {
    this.config = config;
    this.run = run;
    this.sets = DataSets.open(run.data());
  }

  void report() throws Exception {
    if (config.cslEpochs() == 0 && config.expEpochs() == 0 && config.tuSets().isEmpty()) {
      return;
    }
    run.report().section("Classification");
    if (config.cslEpochs() > 0) {
      csl();
    }
    if (config.expEpochs() > 0) {
      exp();
    }
    for (String name : config.tuSets()) {
      tu(name);
    }
  }

  private static Entry onNodes(String name, GraphModelConfig network, int epochs) {
    return new Entry(name, network, GraphTraining.adam(epochs, BATCH, 1e-3));
  }

  /** Readouts of these graphs hardly differ without the norms. */
  private Entry ppgn(int depth, int epochs) {
    GraphModelConfig network = GraphModelConfig.ppgn(config.hidden(), depth).withBatchNorm();
    return new Entry("PPGN", network, GraphTraining.adam(epochs, BATCH, 2e-3));
  }

  private Entry plus(int depth, int epochs) {
    GraphModelConfig network = GraphModelConfig.ppgnPlus(config.hidden(), depth, 0).withBatchNorm();
    return new Entry("PPGN++", network, GraphTraining.adam(epochs, BATCH, 2e-3));
  }

  private void csl() throws Exception {
    Optional<LabelledGraphs> set = read(EXPRESSIVITY, "CSL.txt.gz");
    if (set.isEmpty()) {
      return;
    }
    int epochs = config.cslEpochs();
    int[][] folds = folds(set.get(), 5, 5);
    GraphModelConfig gin = GraphModelConfig.gin(0).withBatchNorm();
    double[] means =
        table(
            set.get(),
            "CSL",
            folds,
            List.of(
                onNodes("GIN", gin, epochs),
                onNodes(
                    "GIN + closed walks to length " + CSL_CYCLES,
                    gin.withCycles(CSL_CYCLES),
                    2 * epochs),
                plus(config.depth(), epochs),
                ppgn(config.depth(), epochs),
                onNodes("GCN", GraphModelConfig.gcn(), epochs)));
    run.report()
        .check(Check.between("CSL: GIN's accuracy (chance)", means[0], 0.05, 0.15))
        .check(Check.atLeast("CSL: accuracy of GIN with closed walks", means[1], 0.95))
        .check(Check.atLeast("CSL: accuracy of PPGN++", means[2], 0.95));
  }

  private void exp() throws Exception {
    Optional<LabelledGraphs> set = read(EXPRESSIVITY, "EXP.txt.gz");
    if (set.isEmpty()) {
      return;
    }
    int epochs = config.expEpochs();
    int[][] folds = folds(set.get(), 10, 1);
    double[] means =
        table(
            set.get(),
            "EXP",
            folds,
            List.of(
                onNodes("GIN", GraphModelConfig.gin(0), epochs),
                plus(config.depth(), epochs),
                ppgn(config.depth(), epochs),
                onNodes("GCN", GraphModelConfig.gcn(), epochs)));
    run.report()
        .check(Check.between("EXP: GIN's accuracy (chance)", means[0], 0.4, 0.6))
        .check(Check.atLeast("EXP: accuracy of PPGN++", means[1], 0.95));
  }

  private void tu(String name) throws Exception {
    Optional<Path> file = sets.file("tu-graphs", name + ".zip");
    if (file.isEmpty()) {
      run.report().text(name + " is not at hand (data set tu-graphs).");
      return;
    }
    LabelledGraphs set = GraphFiles.read(file.get());
    int epochs = config.tuEpochs();
    table(
        set,
        name,
        GraphFiles.testFolds(file.get()),
        List.of(
            onNodes("GCN", GraphModelConfig.gcn(), epochs),
            onNodes("GIN", GraphModelConfig.gin(0), epochs),
            onNodes("GIN+poly(6)", GraphModelConfig.gin(6), epochs),
            ppgn(config.depth(), epochs),
            plus(config.depth(), epochs)));
  }

  private Optional<LabelledGraphs> read(String set, String name) throws IOException {
    Optional<Path> file = sets.file(set, name);
    if (file.isEmpty()) {
      run.report().text(name + " is not at hand (data set " + set + ").");
      return Optional.empty();
    }
    return Optional.of(GraphFiles.read(file.get()));
  }

  /**
   * Random folds, the same share of every class in each; the first {@code used} of {@code count}.
   */
  private int[][] folds(LabelledGraphs set, int count, int used) {
    int[] order = Splits.permutation(set.size(), new SplittableRandom(run.seed()));
    int[] labels = set.labels();
    List<List<Integer>> folds = new ArrayList<>();
    for (int f = 0; f < count; f++) {
      folds.add(new ArrayList<>());
    }
    for (int label = 0; label < set.classes().size(); label++) {
      int next = 0;
      for (int i : order) {
        if (labels[i] == label) {
          folds.get(next++ % count).add(i);
        }
      }
    }
    return folds.stream()
        .limit(used)
        .map(f -> f.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  private double[] table(LabelledGraphs set, String name, int[][] folds, List<Entry> entries)
      throws Exception {
    int[] labels = set.labels();
    long most =
        IntStream.range(0, set.classes().size())
            .mapToLong(c -> Arrays.stream(labels).filter(l -> l == c).count())
            .max()
            .orElse(0);
    Table.Builder table =
        Table.of("%s: %d graphs, %d classes".formatted(name, set.size(), set.classes().size()))
            .columns("network")
            .higher("accuracy")
            .note(
                "mean over %d fold%s, standard error where there are several"
                    .formatted(folds.length, folds.length == 1 ? "" : "s"));
    table.row("largest class", (double) most / set.size());
    double[] means = new double[entries.size()];
    for (int e = 0; e < means.length; e++) {
      Entry entry = entries.get(e);
      String part = (name + "-" + entry.name()).replaceAll("\\W+", "-");
      Outcome outcome = run.once(part, Outcome.class, () -> outcome(set, folds, entry, part));
      means[e] = outcome.mean();
      table.row(
          entry.name(),
          folds.length == 1
              ? (Object) outcome.mean()
              : Measurement.of("", outcome.folds().stream().mapToDouble(d -> d).toArray()));
    }
    run.report().table(table.build());
    return means;
  }

  private Outcome outcome(LabelledGraphs set, int[][] folds, Entry entry, String part)
      throws Exception {
    List<Double> accuracies = new ArrayList<>();
    int[] labels = set.labels();
    // Scales and the list of tags use no labels; they are taken from all graphs, once.
    GraphEncoder encoder = GraphEncoder.fit(set.graphs(), entry.network());
    List<GraphEncoder.Encoded> all = encoder.encode(set.graphs());
    for (int f = 0; f < folds.length; f++) {
      int[] test = folds[f];
      int[] train =
          IntStream.range(0, set.size())
              .filter(i -> Arrays.stream(test).noneMatch(t -> t == i))
              .toArray();
      try (GraphNetwork network =
          GraphNetwork.of(
              entry.network(), encoder, set.classes().size(), new Generator(run.seed() + f))) {
        entry
            .training()
            .classify(
                network,
                GraphTraining.pick(all, train),
                Arrays.stream(train).map(i -> labels[i]).toArray(),
                new GraphTraining.Watch(
                    entry.name() + ", fold " + (f + 1),
                    run.checkpoint(part + "-" + f),
                    run.monitor(),
                    run.seed() + f));
        accuracies.add(
            GraphModel.accuracy(
                network,
                GraphTraining.pick(all, test),
                Arrays.stream(test).map(i -> labels[i]).toArray()));
      }
    }
    return new Outcome(accuracies);
  }
}
