package polyad.geometry.polynomials;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.ModelDirectory;
import polyad.catalog.TrainJob;
import polyad.catalog.Trainable;
import polyad.catalog.UsageException;
import polyad.data.Graph;
import polyad.data.GraphFiles;
import polyad.data.LabelledGraphs;
import polyad.data.Splits;
import polyad.data.TextFiles;

/** {@code polyad train}: a graph network on the user's graphs. */
final class GraphTrainer implements Trainable<GraphTrainer.Options> {

  record Options(
      GraphModelConfig network,
      GraphTraining training,
      @Describe("classify, or regress on labels that are numbers") Goal goal,
      @Describe("share of the graphs, drawn at random, kept to print the score on; 0 to 0.9")
          double heldOut) {
    Options {
      ConfigChecks.between("heldOut", heldOut, 0, 0.9);
      if (network.batchNorm() && network.architecture().onPairs()) {
        ConfigChecks.atLeast("batchSize", training.batchSize(), 2);
      }
    }
  }

  /** What to learn. */
  enum Goal {
    /** Labels name classes. */
    CLASSIFY,
    /** Labels are numbers. */
    REGRESS
  }

  /** Graphs with their targets: indices into the classes, or numbers. */
  private record Labelled(List<Graph> graphs, List<String> classes, double[] targets) {
    Labelled part(int[] which) {
      return new Labelled(
          Arrays.stream(which).mapToObj(graphs::get).toList(),
          classes,
          Arrays.stream(which).mapToDouble(i -> targets[i]).toArray());
    }

    double mean() {
      return Arrays.stream(targets).average().orElse(0);
    }

    double deviation() {
      double mean = mean();
      double variance =
          Arrays.stream(targets).map(t -> (t - mean) * (t - mean)).average().orElse(0);
      return variance > 0 ? Math.sqrt(variance) : 1;
    }
  }

  @Override
  public Options trainConfig() {
    return new Options(
        GraphModelConfig.ppgnPlus(32, 4, 6), GraphTraining.adam(100, 32, 2e-3), Goal.CLASSIFY, 0.1);
  }

  @Override
  public void train(Options options, TrainJob job) throws Exception {
    ModelDirectory.requireReplaceable(job.out(), job.overwrite());
    Labelled all = read(options.goal(), job);
    int n = all.graphs().size();
    int kept = Math.min(n - 1, (int) Math.round(options.heldOut() * n));
    int[] order = Splits.permutation(n, new SplittableRandom(job.seed()));
    Labelled train = all.part(Arrays.copyOfRange(order, kept, n));
    Labelled test = all.part(Arrays.copyOf(order, kept));
    Path file = job.data().getFirst();
    GraphEncoder encoder =
        UsageException.naming(file, () -> GraphEncoder.fit(train.graphs(), options.network()));
    boolean classify = options.goal() == Goal.CLASSIFY;
    GraphModel.Header header =
        new GraphModel.Header(
            options.network(),
            encoder,
            all.classes(),
            classify ? 0 : train.mean(),
            classify ? 1 : train.deviation());
    List<GraphEncoder.Encoded> encoded =
        UsageException.naming(file, () -> encoder.encode(train.graphs()));
    List<GraphEncoder.Encoded> tested =
        UsageException.naming(file, () -> encoder.encode(test.graphs()));
    GraphTraining.Watch watch =
        new GraphTraining.Watch("graphs", job.checkpoint("training"), job.monitor(), job.seed());
    try (GraphNetwork network = header.random(job.seed());
        ModelDirectory.Writer writer = job.model()) {
      if (classify) {
        options.training().classify(network, encoded, labels(train), watch);
      } else {
        options.training().regress(network, encoded, scaled(train, header), watch);
      }
      if (kept > 0) {
        job.monitor().info(score(network, tested, test, header));
      }
      GraphModel.write(writer, network, header);
      writer.commit();
    }
  }

  private static int[] labels(Labelled set) {
    return Arrays.stream(set.targets()).mapToInt(t -> (int) t).toArray();
  }

  private static float[][] scaled(Labelled set, GraphModel.Header header) {
    return Arrays.stream(set.targets())
        .mapToObj(t -> new float[] {(float) ((t - header.mean()) / header.deviation())})
        .toArray(float[][]::new);
  }

  private static String score(
      GraphNetwork network,
      List<GraphEncoder.Encoded> graphs,
      Labelled test,
      GraphModel.Header header) {
    if (!header.classes().isEmpty()) {
      return "held out %d graphs: accuracy %.4f"
          .formatted(graphs.size(), GraphModel.accuracy(network, graphs, labels(test)));
    }
    float[][] y = GraphModel.outputs(network, graphs, false);
    double error =
        IntStream.range(0, y.length)
            .mapToDouble(
                i -> Math.abs(y[i][0] * header.deviation() + header.mean() - test.targets()[i]))
            .average()
            .orElse(0);
    return "held out %d graphs: mean absolute error %.6g".formatted(graphs.size(), error);
  }

  private static Labelled read(Goal goal, TrainJob job) throws IOException {
    List<Graph> graphs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Path file : job.data()) {
      LabelledGraphs set = GraphFiles.read(file);
      graphs.addAll(set.graphs());
      for (double target : set.targets()) {
        names.add(set.classes().get((int) target));
      }
    }
    Path source = job.data().getFirst();
    Path labels = job.labels();
    if (labels != null) {
      source = labels;
      names = TextFiles.lines(labels).stream().map(String::strip).toList();
      while (!names.isEmpty() && names.getLast().isEmpty()) {
        names = names.subList(0, names.size() - 1);
      }
    }
    if (names.size() != graphs.size()) {
      throw new UsageException(
          "%s: found %d labels, expected %d, one for every graph (--labels names a file of them)"
              .formatted(source, names.size(), graphs.size()));
    }
    if (graphs.size() < 2) {
      throw new UsageException(source + ": 1 graph, expected 2 or more to train on");
    }
    return goal == Goal.CLASSIFY ? classes(source, graphs, names) : numbers(source, graphs, names);
  }

  private static Labelled classes(Path source, List<Graph> graphs, List<String> names) {
    List<String> classes = names.stream().distinct().sorted().toList();
    if (classes.size() < 2) {
      throw new UsageException(
          source + ": all labels are '" + classes.getFirst() + "', expected two classes or more");
    }
    return new Labelled(graphs, classes, names.stream().mapToDouble(classes::indexOf).toArray());
  }

  private static Labelled numbers(Path source, List<Graph> graphs, List<String> names) {
    double[] targets = new double[names.size()];
    for (int i = 0; i < targets.length; i++) {
      try {
        targets[i] = Double.parseDouble(names.get(i));
      } catch (NumberFormatException e) {
        throw new UsageException(
            "%s: label %d is '%s', expected a number to regress on"
                .formatted(source, i + 1, names.get(i)),
            e);
      }
      if (!Double.isFinite(targets[i])) {
        throw new UsageException(
            "%s: label %d is '%s', expected a finite number"
                .formatted(source, i + 1, names.get(i)));
      }
    }
    return new Labelled(graphs, List.of(), targets);
  }
}
