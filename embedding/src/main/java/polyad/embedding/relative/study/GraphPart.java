package polyad.embedding.relative.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import polyad.catalog.Run;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Measurement;
import polyad.catalog.report.Report;
import polyad.catalog.report.Table;
import polyad.embedding.relative.Anchors;
import polyad.embedding.relative.RelativeModel;
import polyad.embedding.relative.Stitch;
import polyad.nn.Layer;
import polyad.nn.Linear;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/** Graph convolutional networks of several seeds, stitched in every pair. */
final class GraphPart {
  static final RelativeModel.Training TRAINING =
      new RelativeModel.Training(100, Integer.MAX_VALUE, 0.02, 0.05, false);
  static final Gcn.Shape SHAPE = new Gcn.Shape(32, 32, 0.5, false);

  private final Run run;
  private final NodeGraph graph;
  private final int models;
  private final int anchorCount;

  /** Accuracies in percent, encoders by heads. */
  record Scores(double[][] relative, double[][] absolute) {}

  GraphPart(Run run, NodeGraph graph, int models, int anchorCount) {
    this.run = run;
    this.graph = graph;
    this.models = models;
    this.anchorCount = anchorCount;
  }

  Scores measure(long seed) throws IOException {
    return new Scores(
        matrix(new RelativeModel.Reader.Relative(anchorCount), seed),
        matrix(new RelativeModel.Reader.Absolute(), seed));
  }

  private double[][] matrix(RelativeModel.Reader reader, long seed) throws IOException {
    Anchors anchors = Anchors.uniform(graph.nodes(), anchorCount, seed);
    Tensor anchorNodes = Trainings.index(anchors.index().stream().mapToInt(i -> i).toArray());
    List<Stitch.Party> parties = new ArrayList<>();
    for (int i = 0; i < models; i++) {
      long own = seed + 300L * i;
      RelativeModel model = model(graph, SHAPE, reader, own);
      boolean relative = reader instanceof RelativeModel.Reader.Relative;
      new Trainings(run)
          .fit(
              "gcn-%s-%d-seed%d".formatted(relative ? "relative" : "absolute", i, seed),
              model,
              Trainings.index(graph.train()),
              anchorNodes,
              Trainings.classes(labels(graph, graph.train())),
              TRAINING,
              own);
      Tensor test = Trainings.index(graph.test());
      parties.add(Stitch.Party.of("seed " + (i + 1), model, test, anchorNodes, anchors.hash()));
    }
    double[][] scores = Stitch.matrix(parties, Trainings.accuracy(labels(graph, graph.test())));
    parties.forEach(party -> party.model().close());
    return scores;
  }

  static RelativeModel model(
      NodeGraph graph, Gcn.Shape shape, RelativeModel.Reader reader, long seed) {
    Generator rng = new Generator(seed);
    Layer head = new Linear(reader.width(shape.width()), graph.classes(), rng);
    return new RelativeModel(new Gcn(graph, shape, rng), shape.width(), reader, head);
  }

  static int[] labels(NodeGraph graph, int[] nodes) {
    return Arrays.stream(nodes).map(i -> graph.labels()[i]).toArray();
  }

  void report(Report report, List<Scores> all, boolean judge) {
    report.section("Graph convolutional networks, " + graph.name());
    double[] own = of(all, true, false);
    double[] stitched = of(all, true, true);
    double[] absolute = of(all, false, false);
    double[] broken = of(all, false, true);
    report.table(
        Table.of("Accuracy of test nodes, %")
            .columns("what the head reads")
            .higher("own")
            .higher("stitched")
            .row("relative", Measurement.of("", own), Measurement.of("", stitched))
            .row("absolute", Measurement.of("", absolute), Measurement.of("", broken))
            .note("%d networks a run, %d anchors".formatted(models, anchorCount))
            .build());
    if (judge) {
      report.check(
          Check.atLeast(
              "graph: stitched over own accuracy, relative",
              Matrices.mean(stitched) / Matrices.mean(own),
              0.9));
    }
    report.claim(
        Claim.higherPaired(
            "graph-stitching",
            "graph networks are stitched without training; absolute ones are not",
            stitched,
            broken,
            0));
    report.claim(
        Claim.higherPaired(
            "graph-accuracy",
            "training with the relative layer costs at most a point on a graph",
            own,
            absolute,
            -1));
  }

  private static double[] of(List<Scores> all, boolean relative, boolean stitched) {
    return all.stream()
        .map(s -> relative ? s.relative() : s.absolute())
        .mapToDouble(m -> stitched ? Matrices.offDiagonal(m) : Matrices.diagonal(m))
        .toArray();
  }
}
