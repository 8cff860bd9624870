package polyad.geometry.polynomials;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import polyad.catalog.ConfigChecks;
import polyad.catalog.Describe;
import polyad.catalog.JobException;
import polyad.catalog.Monitor;
import polyad.catalog.Progress;
import polyad.catalog.StopException;
import polyad.data.BatchOrder;
import polyad.data.Splits;
import polyad.nn.Adam;
import polyad.nn.Lamb;
import polyad.nn.Optimizer;
import polyad.nn.ParameterGroup;
import polyad.nn.ReduceOnPlateau;
import polyad.nn.Schedule;
import polyad.nn.Trainer;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** How a graph network is trained. */
public record GraphTraining(
    @Describe("adam or lamb, the release's") Kind optimizer,
    @Describe("passes over the graphs, at most; 1 or more") int epochs,
    @Describe("graphs a step; 1 or more") int batchSize,
    @Describe("first learning rate; above 0") double learningRate,
    @Describe("share of the graphs whose loss chooses the best epoch; 0 for the last epoch, to 0.5")
        double validation,
    @Describe(
            "epochs without a better validation loss before the rate is halved, until 1e-5; 0 for"
                + " half a cosine to zero")
        int patience) {
  private static final double CLIP = 1;
  private static final double LAMB_DECAY = 0.01;
  private static final double LEAST_RATE = 1e-5;

  /** The optimiser. */
  public enum Kind {
    /** Adam without weight decay. */
    ADAM,
    /** Layer-wise adaptive moments, weight decay 0.01. */
    LAMB
  }

  /** Checks every value. */
  public GraphTraining {
    ConfigChecks.atLeast("epochs", epochs, 1);
    ConfigChecks.atLeast("batchSize", batchSize, 1);
    ConfigChecks.positive("learningRate", learningRate);
    ConfigChecks.between("validation", validation, 0, 0.5);
    ConfigChecks.atLeast("patience", patience, 0);
    if (patience > 0 && validation == 0) {
      throw new IllegalArgumentException(
          "patience is %d, allowed: 0 without validation".formatted(patience));
    }
  }

  /** Adam under half a cosine, to the last epoch. */
  static GraphTraining adam(int epochs, int batchSize, double learningRate) {
    return new GraphTraining(Kind.ADAM, epochs, batchSize, learningRate, 0, 0);
  }

  /** The release's training on ZINC. */
  public static GraphTraining zinc() {
    return new GraphTraining(Kind.LAMB, 1000, 128, 2e-3, 0.1, 10);
  }

  /** Cross-entropy of classes. */
  void classify(
      GraphNetwork network, List<GraphEncoder.Encoded> graphs, int[] labels, Watch watch) {
    fit(
        network,
        graphs.size(),
        batch ->
            Functional.crossEntropy(
                network.forward(pick(graphs, batch)),
                Tensor.of(Arrays.stream(batch).mapToLong(i -> labels[i]).toArray(), batch.length)),
        watch);
  }

  /**
   * Mean absolute error of numbers.
   *
   * @param targets [graphs][out]
   */
  void regress(
      GraphNetwork network, List<GraphEncoder.Encoded> graphs, float[][] targets, Watch watch) {
    fit(
        network,
        graphs.size(),
        batch -> {
          Tensor wanted =
              Tensor.of(Arrays.stream(batch).mapToObj(i -> targets[i]).toArray(float[][]::new));
          return Functional.l1Loss(network.forward(pick(graphs, batch)), wanted);
        },
        watch);
  }

  static List<GraphEncoder.Encoded> pick(List<GraphEncoder.Encoded> graphs, int[] which) {
    return Arrays.stream(which).mapToObj(graphs::get).toList();
  }

  /**
   * Who watches a training.
   *
   * @param checkpoint where checkpoints go, or null
   */
  record Watch(String label, @Nullable Path checkpoint, Monitor monitor, long seed) {}

  private void fit(GraphNetwork network, int size, Trainer.LossFunction loss, Watch watch) {
    int[] all = Splits.permutation(size, new SplittableRandom(watch.seed()));
    int kept = Math.min(size - 1, (int) Math.round(validation * size));
    int[] held = Arrays.copyOf(all, kept);
    int[] learned = Arrays.copyOfRange(all, kept, size);
    int perStep = Math.min(batchSize, learned.length);
    // Batch norm cannot normalise a single graph; another is left over in the next pass.
    boolean single = perStep > 1 && learned.length % perStep == 1;
    BatchOrder order = new BatchOrder(learned.length, perStep, watch.seed(), true, single);
    long steps = (long) order.batchesPerEpoch() * epochs;
    Trainer.Options options = Trainer.Options.epochs(epochs).withClipNorm(CLIP);
    if (watch.checkpoint() != null) {
      options = options.withCheckpoint(watch.checkpoint(), 0);
    }
    try (Optimizer chosen = optimizer(network);
        Progress progress = watch.monitor().progress(watch.label(), steps)) {
      Trainer trainer =
          new Trainer(network, chosen, schedule(steps), order, new Generator(watch.seed()), options)
              .listener(event -> progress.at(event.step(), event.loss()))
              .stopWhen(watch.monitor()::stopRequested);
      if (kept > 0) {
        trainer.validation(() -> mean(loss, held));
      }
      trainer.fit(batch -> loss.loss(Arrays.stream(batch).map(i -> learned[i]).toArray()));
    } catch (CancellationException e) {
      throw new StopException(e);
    } catch (ArithmeticException e) {
      throw new JobException(watch.label() + ": training diverged: " + e.getMessage(), e);
    }
  }

  private Schedule schedule(long steps) {
    return patience > 0
        ? new ReduceOnPlateau(learningRate, 0.5, patience, LEAST_RATE)
        : Schedule.cosine(learningRate, 0, steps);
  }

  private double mean(Trainer.LossFunction loss, int[] which) {
    double sum = 0;
    for (int from = 0; from < which.length; from += batchSize) {
      int[] batch = Arrays.copyOfRange(which, from, Math.min(which.length, from + batchSize));
      try (var _ = TensorScope.open()) {
        sum += loss.loss(batch).item() * batch.length;
      }
    }
    return sum / which.length;
  }

  private Optimizer optimizer(GraphNetwork network) {
    return switch (optimizer) {
      case ADAM -> Adam.adam(network);
      case LAMB -> new Lamb(ParameterGroup.of(network, LAMB_DECAY));
    };
  }
}
