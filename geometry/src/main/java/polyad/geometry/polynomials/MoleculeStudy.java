package polyad.geometry.polynomials;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import polyad.catalog.Run;
import polyad.catalog.report.Table;
import polyad.data.CsvTable;
import polyad.data.DataSets;
import polyad.data.Graph;
import polyad.data.Missing;
import polyad.data.Smiles;
import polyad.data.Splits;
import polyad.tensor.Generator;

/** Solubility of molecules (ESOL), a random tenth to test on. */
final class MoleculeStudy {
  private static final String SET = "moleculenet";
  private static final String FILE = "delaney-processed.csv";
  private static final String TARGET = "measured log solubility in mols per litre";

  private final PolynomialsConfig config;
  private final Run run;

  /** How a network did. */
  record Outcome(String name, long parameters, double error) {}

  /** Molecules and their numbers. */
  private record Part(List<Graph> graphs, double[] targets) {
    static Part of(List<Graph> graphs, double[] targets, int[] which) {
      return new Part(
          Arrays.stream(which).mapToObj(graphs::get).toList(),
          Arrays.stream(which).mapToDouble(i -> targets[i]).toArray());
    }

    double error(double guess) {
      return Arrays.stream(targets).map(t -> Math.abs(t - guess)).average().orElse(0);
    }

    double mean() {
      return Arrays.stream(targets).average().orElse(0);
    }
  }

  MoleculeStudy(PolynomialsConfig config, Run run) {
    this.config = config;
    this.run = run;
  }

  void report() throws Exception {
    run.report().section("Molecules");
    Optional<Path> file = DataSets.open(run.data()).file(SET, FILE);
    if (file.isEmpty()) {
      run.report().text("ESOL is not at hand (data set " + SET + ").");
      return;
    }
    CsvTable table = CsvTable.read(file.get());
    List<Graph> graphs = molecules(file.get(), table);
    double[] targets = table.numeric(TARGET, Missing.REJECT);
    int[][] parts = Splits.shuffled(graphs.size(), run.seed(), 0.9, 0.1);
    Part train = Part.of(graphs, targets, parts[0]);
    Part test = Part.of(graphs, targets, parts[1]);
    Table.Builder result =
        Table.of("ESOL: log solubility of %d molecules".formatted(graphs.size()))
            .columns("network", "parameters")
            .lower("mean absolute error")
            .note("%d to train on, %d to test on".formatted(parts[0].length, parts[1].length));
    result.row("mean", null, test.error(train.mean()));
    add(result, "GCN", GraphModelConfig.gcn(), 0, train, test);
    for (int degree : new int[] {0, 6}) {
      add(result, "GIN", GraphModelConfig.gin(degree), degree, train, test);
    }
    add(result, "PPGN", GraphModelConfig.ppgn(config.hidden(), config.depth()), 0, train, test);
    for (int degree : new int[] {0, 6}) {
      GraphModelConfig plus = GraphModelConfig.ppgnPlus(config.hidden(), config.depth(), degree);
      add(result, "PPGN++", plus, degree, train, test);
    }
    run.report().table(result.build());
  }

  private static List<Graph> molecules(Path file, CsvTable table) throws IOException {
    List<Graph> graphs = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      graphs.add(Smiles.parse(file, table.line(i), table.cell(i, "smiles").strip()));
    }
    return graphs;
  }

  private void add(
      Table.Builder table, String name, GraphModelConfig shape, int degree, Part train, Part test)
      throws Exception {
    String full = degree == 0 ? name : name + "+poly(" + degree + ")";
    String part = "esol-" + full.replaceAll("\\W+", "-");
    Outcome o = run.once(part, Outcome.class, () -> learned(full, part, shape, train, test));
    table.row(o.name(), o.parameters(), o.error());
  }

  private Outcome learned(String name, String part, GraphModelConfig shape, Part train, Part test)
      throws Exception {
    double mean = train.mean();
    // Tags of all molecules: a rare element may stand in the test part only.
    List<Graph> all = new ArrayList<>(train.graphs());
    all.addAll(test.graphs());
    GraphEncoder encoder = GraphEncoder.fit(all, shape);
    try (GraphNetwork network = GraphNetwork.of(shape, encoder, 1, new Generator(run.seed()))) {
      float[][] targets =
          Arrays.stream(train.targets())
              .mapToObj(t -> new float[] {(float) (t - mean)})
              .toArray(float[][]::new);
      GraphTraining.adam(config.moleculeEpochs(), 32, 2e-3)
          .regress(
              network,
              encoder.encode(train.graphs()),
              targets,
              new GraphTraining.Watch(name, run.checkpoint(part), run.monitor(), run.seed()));
      float[][] found = GraphModel.outputs(network, encoder.encode(test.graphs()), false);
      double error = 0;
      for (int i = 0; i < found.length; i++) {
        error += Math.abs(found[i][0] + mean - test.targets()[i]) / found.length;
      }
      return new Outcome(name, network.parameterCount(), error);
    }
  }
}
