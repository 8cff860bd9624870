package polyad.nn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import polyad.data.BatchOrder;
import polyad.tensor.Generator;
import polyad.tensor.SafetensorsFile;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;
import polyad.tensor.TensorScope;

/**
 * All that a training run needs to go on, in one safetensors file that is replaced atomically:
 * model, optimiser, generator, order of the data, best and mean state so far.
 */
final class TrainerCheckpoint {
  private static final String FILE = "checkpoint.safetensors";
  private static final String MODEL = "model.";
  private static final String OPTIMIZER = "optimizer.";
  private static final String BEST = "best.";
  private static final String AVERAGE = "average.";
  private static final String PLATEAU = "plateau.";
  private static final String RNG = "rng";

  private final @Nullable Path directory;
  private final Module model;
  private final Optimizer optimizer;
  private final BatchOrder order;
  private final Generator rng;
  private final EarlyStopping best;
  private final @Nullable ExponentialMovingAverage average;
  private final Schedule schedule;
  private double epochLoss;

  TrainerCheckpoint(
      @Nullable Path directory,
      Module model,
      Optimizer optimizer,
      BatchOrder order,
      Generator rng,
      EarlyStopping best,
      @Nullable ExponentialMovingAverage average,
      Schedule schedule) {
    this.directory = directory;
    this.model = model;
    this.optimizer = optimizer;
    this.order = order;
    this.rng = rng;
    this.best = best;
    this.average = average;
    this.schedule = schedule;
  }

  /** The sum of losses of the running epoch at the last restore. */
  double epochLoss() {
    return epochLoss;
  }

  void save(double lossOfEpoch, boolean finished) throws IOException {
    if (directory == null) {
      return;
    }
    Files.createDirectories(directory);
    try (var _ = TensorScope.open()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      model.stateDict().forEach((name, t) -> tensors.put(MODEL + name, t));
      optimizer.state().forEach((name, t) -> tensors.put(OPTIMIZER + name, t));
      best.state().forEach((name, t) -> tensors.put(BEST + name, t));
      if (average != null) {
        average.stateDict().forEach((name, t) -> tensors.put(AVERAGE + name, t));
      }
      byte[] state = rng.state();
      tensors.put(RNG, Tensor.ofBytes(state, state.length));
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("steps", String.valueOf(optimizer.steps()));
      facts.put("epoch", String.valueOf(order.state().epoch()));
      facts.put("position", String.valueOf(order.state().position()));
      facts.put("epoch_loss", Double.toHexString(lossOfEpoch));
      facts.put("best_score", Double.toHexString(best.bestScore()));
      facts.put("waited", String.valueOf(best.waited()));
      if (schedule instanceof ReduceOnPlateau plateau) {
        plateau.state().forEach((name, value) -> facts.put(PLATEAU + name, value));
      }
      facts.put("finished", String.valueOf(finished));
      TensorFiles.writeSafetensors(directory.resolve(FILE), tensors, facts);
    }
  }

  /** Restores the last checkpoint if there is one; true when that run had finished. */
  boolean restore() throws IOException {
    if (directory == null || !Files.exists(directory.resolve(FILE))) {
      return false;
    }
    try (var _ = TensorScope.open();
        SafetensorsFile file = SafetensorsFile.open(directory.resolve(FILE))) {
      Map<String, String> facts = file.metadata();
      model.loadStateDict(part(file, MODEL));
      optimizer.restore(part(file, OPTIMIZER), Long.parseLong(fact(facts, "steps")));
      rng.restore(TensorFiles.read(file, RNG).toByteArray());
      order.restore(
          new BatchOrder.State(
              Long.parseLong(fact(facts, "epoch")), Integer.parseInt(fact(facts, "position"))));
      best.restore(
          part(file, BEST),
          Double.parseDouble(fact(facts, "best_score")),
          Integer.parseInt(fact(facts, "waited")));
      if (average != null) {
        average.restore(part(file, AVERAGE));
      }
      if (schedule instanceof ReduceOnPlateau plateau) {
        plateau.restore(name -> fact(facts, PLATEAU + name));
      }
      epochLoss = Double.parseDouble(fact(facts, "epoch_loss"));
      return Boolean.parseBoolean(fact(facts, "finished"));
    }
  }

  private static String fact(Map<String, String> facts, String name) {
    return Objects.requireNonNull(facts.get(name), name);
  }

  private static Map<String, Tensor> part(SafetensorsFile file, String prefix) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : file.names()) {
      if (name.startsWith(prefix)) {
        tensors.put(name.substring(prefix.length()), TensorFiles.read(file, name));
      }
    }
    return tensors;
  }
}
