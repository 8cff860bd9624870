package polyad.bench;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import polyad.nn.Module;
import polyad.nn.Optimizer;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/** Forward, backward and, with an optimiser, its step. */
final class TrainingWorkload implements Workload {
  private static final double LEARNING_RATE = 1e-3;

  private final Module model;
  private final @Nullable Optimizer optimizer;
  private final Supplier<Tensor> loss;

  TrainingWorkload(Module model, @Nullable Optimizer optimizer, Supplier<Tensor> loss) {
    this.model = model;
    this.optimizer = optimizer;
    this.loss = loss;
  }

  @Override
  public void step() {
    try (var _ = TensorScope.open()) {
      model.zeroGrad();
      loss.get().backward();
      if (optimizer != null) {
        optimizer.step(LEARNING_RATE);
      }
    }
  }

  @Override
  public long parameters() {
    return model.parameterCount();
  }

  @Override
  public void close() {
    if (optimizer != null) {
      optimizer.close();
    }
    model.close();
  }
}
