package polyad.geometry.polynomials;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import polyad.catalog.ModelDirectory;
import polyad.catalog.Monitor;
import polyad.catalog.NoOptions;
import polyad.catalog.PredictJob;
import polyad.catalog.TrainJob;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.Graph;
import polyad.data.Graph6;
import polyad.data.Splits;
import polyad.data.TextFiles;
import polyad.data.generate.RandomGraphs;
import polyad.tensor.DType;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

class GraphNetworksTest {
  @TempDir Path folder;

  private static GraphModelConfig config(GraphModelConfig.Architecture kind) {
    return new GraphModelConfig(
        kind, 5, 4, 2, 6, kind.onPairs() ? 0 : 4, false, GraphModelConfig.Readout.SUM);
  }

  private static Graph tagged(Graph graph) {
    int[] tags = new int[graph.size()];
    double[][] features = new double[graph.size()][];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = 3 + i % 2;
      features[i] = new double[] {i * 0.1, 1};
    }
    return new Graph(graph.neighbors(), tags, features);
  }

  @ParameterizedTest
  @EnumSource(GraphModelConfig.Architecture.class)
  void resultsDoNotDependOnNumberingOrOnTheBatch(GraphModelConfig.Architecture kind) {
    List<Graph> graphs =
        RandomGraphs.DEFAULT.draw(4, 2).stream().map(GraphNetworksTest::tagged).toList();
    GraphEncoder encoder = GraphEncoder.fit(graphs, config(kind));
    try (var _ = TensorScope.open();
        GraphNetwork network = GraphNetwork.of(config(kind), encoder, 3, new Generator(1))) {
      network.to(DType.F64);
      double[] expected = network.forward(encoder.encode(graphs)).toDoubleArray();
      List<Graph> moved =
          graphs.stream()
              .map(g -> g.permuted(Splits.permutation(g.size(), new SplittableRandom(5))))
              .toList();
      double[] found = network.forward(encoder.encode(moved)).toDoubleArray();
      assertArrayEquals(expected, found, 1e-6 * Arrays.stream(expected).map(Math::abs).sum());
      for (int g = 0; g < graphs.size(); g++) {
        double[] alone = network.forward(encoder.encode(graphs.subList(g, g + 1))).toDoubleArray();
        assertArrayEquals(
            Arrays.copyOfRange(expected, 3 * g, 3 * g + 3),
            alone,
            1e-6 * Arrays.stream(expected).map(Math::abs).sum());
      }
    }
  }

  @Test
  void oneNodeIsNoDivisionByZero() {
    try (var _ = TensorScope.open();
        Ppgn network =
            new Ppgn(new PpgnConfig(1, 3, 3, 2, 1, 2, true, true, false), new Generator(1))) {
      Tensor y =
          network.forward(Tensor.zeros(1, 1, 1, 1), Tensor.ones(1, 1, 1, 1), Tensor.ones(1, 1));
      assertTrue(y.isFinite().all());
    }
  }

  @Test
  void theReadoutsNormAddsOnlyItsOwnState() {
    List<Graph> graphs = RandomGraphs.DEFAULT.draw(6, 3);
    GraphModelConfig plain = GraphModelConfig.ppgnPlus(4, 2, 0);
    GraphEncoder encoder = GraphEncoder.fit(graphs, plain);
    try (var _ = TensorScope.open();
        GraphNetwork without = GraphNetwork.of(plain, encoder, 3, new Generator(1));
        GraphNetwork with = GraphNetwork.of(plain.withBatchNorm(), encoder, 3, new Generator(1))) {
      Set<String> names = new TreeSet<>(with.stateDict().keySet());
      assertTrue(names.containsAll(without.stateDict().keySet()));
      names.removeAll(without.stateDict().keySet());
      assertEquals(5, names.size());
      assertTrue(names.stream().allMatch(n -> n.startsWith("ppgn.readout_norm.")), names::toString);
    }
  }

  @Test
  void theReadoutsNormBringsOutSmallDifferences() {
    try (var _ = TensorScope.open();
        Ppgn network =
            new Ppgn(new PpgnConfig(1, 3, 8, 2, 1, 2, true, true, true), new Generator(1))) {
      network.train();
      network.to(DType.F64);
      Tensor base = Tensor.ones(DType.F64, 4, 6);
      Tensor step = Tensor.of(new double[] {0, 1, 2, 3}, 4, 1);
      double[] tiny = network.results(base.add(step.mul(1e-5))).toDoubleArray();
      double[] large = network.results(base.add(step)).toDoubleArray();
      assertArrayEquals(large, tiny, 1e-3);
    }
  }

  @Test
  void theNormNeedsTwoGraphsAStep() {
    GraphModelConfig network = GraphModelConfig.ppgnPlus(4, 2, 0).withBatchNorm();
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                        new GraphTrainer.Options(
                            network, GraphTraining.adam(1, 1, 1e-3), GraphTrainer.Goal.CLASSIFY, 0))
                .getMessage());
    assertTrue(message.contains("batchSize is 1"), message);
  }

  @Test
  void maskAndSizesMustAgree() {
    try (var _ = TensorScope.open();
        Ppgn network =
            new Ppgn(new PpgnConfig(1, 3, 3, 2, 1, 2, false, false, false), new Generator(1))) {
      Tensor x = Tensor.zeros(2, 1, 3, 3);
      Tensor mask = Tensor.ones(2, 1, 3, 3);
      Tensor sizes = Tensor.of(new float[] {3, 2}, 2, 1);
      String message =
          String.valueOf(
              assertThrows(IllegalArgumentException.class, () -> network.forward(x, mask, sizes))
                  .getMessage());
      assertTrue(message.contains("mask of graph 1 allows 9 pairs, expected 2"), message);
      assertThrows(
          IllegalArgumentException.class,
          () -> network.forward(Tensor.zeros(2, 2, 3, 3), mask, sizes));
    }
  }

  @Test
  void polynomialsThatAreAlwaysZeroAreLeftOut() {
    Graph cycle = Graph.of(5, new int[][] {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {0, 4}});
    GraphEncoder encoder = GraphEncoder.fit(List.of(cycle), GraphModelConfig.ppgnPlus(4, 1, 6));
    assertFalse(encoder.pairTerms().contains(ExtraPolynomials.ofPairs(6).getFirst().toString()));
    assertTrue(encoder.pairWidth() > 0);
  }

  private List<Path> triangles(int count) throws IOException {
    List<Graph> graphs = RandomGraphs.DEFAULT.draw(count, 3);
    List<String> labels = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    Multigraph triangle = Multigraph.parse("0>1,1>2,2>0");
    for (Graph graph : graphs) {
      double triangles = SparsePolynomial.subgraphs(triangle, graph);
      labels.add(triangles > 10 ? "many" : "few");
      numbers.add(Double.toString(triangles));
    }
    Path file = folder.resolve("graphs.g6");
    Graph6.write(file, graphs);
    TextFiles.write(folder.resolve("labels.txt"), labels);
    TextFiles.write(folder.resolve("numbers.txt"), numbers);
    return List.of(file, folder.resolve("labels.txt"), folder.resolve("numbers.txt"));
  }

  private TrainJob job(Path data, Path labels, Path out) {
    return new TrainJob(
        EquivariantGraphPolynomialsMethod.SLUG,
        List.of(data),
        labels,
        out,
        false,
        1,
        Monitor.silent());
  }

  private static GraphTrainer.Options options(GraphTrainer.Goal goal, int degree) {
    return new GraphTrainer.Options(
        GraphModelConfig.gin(degree), GraphTraining.adam(30, 16, 3e-3), goal, 0.1);
  }

  @Test
  void trainsAndPredictsClassesAndNumbers() throws Exception {
    List<Path> files = triangles(60);
    Path out = folder.resolve("model");
    new GraphTrainer()
        .train(options(GraphTrainer.Goal.CLASSIFY, 3), job(files.get(0), files.get(1), out));
    Table table =
        new GraphPredictor()
            .predict(
                new NoOptions(),
                ModelDirectory.open(out),
                new PredictJob(List.of(files.get(0)), Monitor.silent()));
    List<String> labels = TextFiles.lines(files.get(1));
    int right = 0;
    for (int i = 0; i < labels.size(); i++) {
      right += table.text(i, 2).equals(labels.get(i)) ? 1 : 0;
    }
    assertTrue(right >= 54, right + " of 60 are right");

    Path second = folder.resolve("numbers");
    new GraphTrainer()
        .train(options(GraphTrainer.Goal.REGRESS, 3), job(files.get(0), files.get(2), second));
    try (GraphModel model = GraphModel.open(second)) {
      double[] values = model.values(Graph6.read(files.get(0)));
      double[] wanted =
          TextFiles.lines(files.get(2)).stream().mapToDouble(Double::parseDouble).toArray();
      double mean = Arrays.stream(wanted).average().orElse(0);
      double error = 0;
      double plain = 0;
      for (int i = 0; i < values.length; i++) {
        error += Math.abs(values[i] - wanted[i]);
        plain += Math.abs(wanted[i] - mean);
      }
      assertTrue(error < 0.5 * plain, error + " against " + plain);
      assertThrows(IllegalStateException.class, () -> model.probabilities(List.of()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CLASSIFY, 2, 'found 2 labels, expected 3'",
    "CLASSIFY, 3, 'all labels are'",
    "REGRESS, 3, 'expected a number to regress on'"
  })
  void unusableLabelsAreNamed(GraphTrainer.Goal goal, int lines, String expected)
      throws IOException {
    Path file = folder.resolve("g.g6");
    Graph6.write(file, RandomGraphs.DEFAULT.draw(3, 1));
    Path labels = folder.resolve("l.txt");
    TextFiles.write(labels, List.of("a", "a", "a").subList(0, lines));
    Path out = folder.resolve("none");
    UsageException e =
        assertThrows(
            UsageException.class,
            () -> new GraphTrainer().train(options(goal, 0), job(file, labels, out)));
    assertTrue(String.valueOf(e.getMessage()).contains(expected), e.getMessage());
    assertFalse(Files.exists(out));
  }

  @Test
  void unknownTagsAreNamed() {
    Graph graph = tagged(RandomGraphs.DEFAULT.draw(1, 1).getFirst());
    GraphEncoder encoder = GraphEncoder.fit(List.of(graph), GraphModelConfig.gin(0));
    int[] others = graph.tags().clone();
    others[0] = 99;
    Graph foreign = new Graph(graph.neighbors(), others, graph.features());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> encoder.encode(List.of(graph, foreign)));
    assertEquals("graph 2 has tag 99, known from training: [3, 4]", e.getMessage());
    Graph bare = new Graph(graph.neighbors(), new int[0], new double[0][]);
    assertThrows(IllegalArgumentException.class, () -> encoder.encode(List.of(bare)));
  }
}
