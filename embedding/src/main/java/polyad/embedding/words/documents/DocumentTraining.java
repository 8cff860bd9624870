package polyad.embedding.words.documents;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import polyad.catalog.Monitor;
import polyad.catalog.Progress;
import polyad.data.BatchOrder;
import polyad.data.Splits;
import polyad.nn.Adam;
import polyad.nn.Optimizer;
import polyad.nn.Parameter;
import polyad.nn.ParameterGroup;
import polyad.nn.Schedule;
import polyad.nn.Sgd;
import polyad.nn.Trainer;
import polyad.tensor.Autograd;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Trains a network; the epoch with the lowest loss on held-out texts is kept. */
final class DocumentTraining {
  private static final double CLIP = 5;
  private static final int AT_A_TIME = 64;

  private final DocumentNetwork network;
  private final int[][] documents;
  private final int[] labels;
  private final List<Merges> trees;
  private final DocumentOptions options;
  private final Generator rng;

  DocumentTraining(
      DocumentNetwork network,
      int[][] documents,
      int[] labels,
      List<Merges> trees,
      DocumentOptions options,
      Generator rng) {
    this.network = network;
    this.documents = documents;
    this.labels = labels;
    this.trees = trees;
    this.options = options;
    this.rng = rng;
  }

  void run(Monitor monitor) {
    double held = options.validation();
    int[][] parts =
        held > 0
            ? Splits.shuffled(documents.length, options.seed(), 1 - held, held)
            : new int[][] {IntStream.range(0, documents.length).toArray(), {}};
    int[] train = parts[0];
    int[] heldOut = parts[1];
    BatchOrder order = new BatchOrder(train.length, options.batch(), options.seed(), true, false);
    long steps = (long) order.batchesPerEpoch() * options.epochs();
    try (Optimizer optimizer = optimizer();
        Progress progress = monitor.progress(options.kind().name(), steps)) {
      Trainer trainer =
          new Trainer(
                  network,
                  optimizer,
                  Schedule.constant(options.chosenRate()),
                  order,
                  rng,
                  Trainer.Options.epochs(options.epochs()).withClipNorm(CLIP))
              .stopWhen(monitor::stopRequested)
              .listener(event -> progress.step(event.loss()));
      if (heldOut.length > 0) {
        trainer.validation(() -> loss(heldOut));
      }
      trainer.fit(
          batch -> {
            int[] rows = IntStream.of(batch).map(i -> train[i]).toArray();
            return network.loss(batch(rows), target(rows));
          });
    }
  }

  private Optimizer optimizer() {
    return switch (options.descent()) {
      case ADAM -> Adam.adam(network);
      case SGD -> new Sgd(fanInGroups(), 0, false);
    };
  }

  /** Each matrix with its rate divided by its columns; tables and biases with the whole rate. */
  private List<ParameterGroup> fanInGroups() {
    return network.namedParameters().entrySet().stream()
        .map(e -> new ParameterGroup(List.of(e.getValue()), lrScale(e), 0))
        .toList();
  }

  private static double lrScale(Map.Entry<String, Parameter> named) {
    long[] shape = named.getValue().shape();
    return shape.length == 2 && !named.getKey().equals("embedding") ? 1.0 / shape[1] : 1;
  }

  private DocumentBatch batch(int[] rows) {
    int[][] some = Arrays.stream(rows).mapToObj(r -> documents[r]).toArray(int[][]::new);
    int width = Arrays.stream(some).mapToInt(d -> d.length).max().orElse(1);
    List<Merges> grown =
        trees.isEmpty() ? trees : Arrays.stream(rows).mapToObj(trees::get).toList();
    return new DocumentBatch(some, width, grown);
  }

  private Tensor target(int[] rows) {
    return Tensor.of(Arrays.stream(rows).mapToLong(r -> labels[r]).toArray(), rows.length);
  }

  private double loss(int[] rows) {
    double sum = 0;
    for (int from = 0; from < rows.length; from += AT_A_TIME) {
      int[] some = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + AT_A_TIME));
      try (var _ = TensorScope.open();
          var _ = Autograd.noGrad()) {
        Tensor logits = network.logits(network.document(batch(some)));
        sum += some.length * Functional.crossEntropy(logits, target(some)).item();
      }
    }
    return sum / rows.length;
  }
}
