package polyad.embedding.relative.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import polyad.catalog.Progress;
import polyad.catalog.Run;
import polyad.catalog.report.Bound;
import polyad.catalog.report.Check;
import polyad.catalog.report.Claim;
import polyad.catalog.report.Plot;
import polyad.catalog.report.Report;
import polyad.embedding.relative.Anchors;
import polyad.embedding.relative.Projection;
import polyad.embedding.relative.RelativeModel;
import polyad.nn.evaluate.Correlation;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * Graph networks of many settings: how far the anchors' cosines to each other are from those of a
 * well trained network, against accuracy, which that distance does not look at.
 */
final class ProxyPart {
  private static final int ANCHORS = 200;
  private static final int[] WIDTHS = {4, 8, 16, 32, 64};
  private static final int[] EPOCHS = {3, 6, 12, 25, 50, 100};
  private static final double[] RATES = {1e-3, 3e-3, 1e-2, 3e-2};

  private final Run run;
  private final NodeGraph graph;
  private final int models;

  /**
   * @param distance root mean square difference of the anchors' cosines from the reference's
   * @param accuracy of validation nodes, %
   * @param reference accuracy of the reference, %
   */
  record Scores(double[] distance, double[] accuracy, double reference) {}

  ProxyPart(Run run, NodeGraph graph, int models) {
    this.run = run;
    this.graph = graph;
    this.models = models;
  }

  Scores measure(long seed) throws IOException {
    Anchors anchors = Anchors.uniform(graph.nodes(), ANCHORS, seed);
    Tensor nodes = Trainings.index(anchors.index().stream().mapToInt(i -> i).toArray());
    try (RelativeModel good = trained(GraphPart.SHAPE, GraphPart.TRAINING, seed)) {
      Tensor expected = cosines(good.encode(nodes));
      SplittableRandom random = new SplittableRandom(seed);
      double[] distance = new double[models];
      double[] accuracy = new double[models];
      try (Progress progress = run.progress("graph networks", models)) {
        for (int i = 0; i < models; i++) {
          run.stopIfRequested();
          Gcn.Shape shape =
              new Gcn.Shape(
                  WIDTHS[random.nextInt(WIDTHS.length)],
                  WIDTHS[random.nextInt(WIDTHS.length)],
                  random.nextInt(4) * 0.2,
                  random.nextBoolean());
          RelativeModel.Training training =
              new RelativeModel.Training(
                  EPOCHS[random.nextInt(EPOCHS.length)],
                  Integer.MAX_VALUE,
                  RATES[random.nextInt(RATES.length)],
                  0.05,
                  false);
          try (var _ = TensorScope.open();
              RelativeModel model = trained(shape, training, seed + 1 + i)) {
            Tensor difference = cosines(model.encode(nodes)).sub(expected);
            distance[i] = Math.sqrt(difference.square().mean().item());
            accuracy[i] = accuracy(model);
            progress.step(accuracy[i]);
          }
        }
      }
      return new Scores(distance, accuracy, accuracy(good));
    }
  }

  private RelativeModel trained(Gcn.Shape shape, RelativeModel.Training training, long seed) {
    RelativeModel model = GraphPart.model(graph, shape, new RelativeModel.Reader.Absolute(), seed);
    Tensor train = Trainings.index(graph.train());
    try (Progress none = run.progress("graph network", training.epochs())) {
      var watch = new RelativeModel.Watch(none, run::stopRequested, null);
      int[] labels = GraphPart.labels(graph, graph.train());
      model.fit(train, train, Trainings.classes(labels), training, seed, watch, null);
    }
    return model;
  }

  private static Tensor cosines(Tensor vectors) {
    return Projection.COSINE.apply(vectors, vectors);
  }

  private double accuracy(RelativeModel model) {
    Tensor vectors = model.encode(Trainings.index(graph.validation()));
    int[] labels = GraphPart.labels(graph, graph.validation());
    return Trainings.accuracy(labels).applyAsDouble(model.read(vectors, vectors));
  }

  void report(Report report, Scores scores) {
    report.section("Distance to a good model as a proxy of accuracy, " + graph.name());
    double rho = Correlation.spearman(scores.distance(), scores.accuracy());
    List<Plot.Points> clouds = new ArrayList<>();
    clouds.add(Plot.Points.of("networks", scores.distance(), scores.accuracy()));
    report.text(
        "%d graph networks of drawn widths, epochs, rates, dropout and activation; the reference"
                .formatted(models)
            + " has %.1f %% of validation nodes right.".formatted(scores.reference()));
    report.plot(
        new Plot.Scatter(
            "Validation accuracy against distance to the reference",
            Plot.Axis.linear("distance of the anchors' cosines"),
            Plot.Axis.linear("accuracy, %"),
            clouds));
    report.check(
        Check.atMost(
            "proxy: Spearman correlation of distance and accuracy, %d models".formatted(models),
            rho,
            -0.7));
    report.claim(
        Claim.exact(
            "proxy",
            "the distance of relative spaces to a good model's predicts accuracy without labels",
            rho,
            new Bound.AtMost(-0.7)));
  }
}
