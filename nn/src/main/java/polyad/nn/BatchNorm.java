package polyad.nn;

import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Functional;
import polyad.tensor.Tensor;

/**
 * Batch normalisation of channels, [B, C] or [B, C, ...]: batch statistics in training, running
 * ones in evaluation (Ioffe and Szegedy, 2015).
 */
public final class BatchNorm extends Layer {
  private final WeightSlot weight;
  private final WeightSlot bias;
  private final Buffer runningMean;
  private final Buffer runningVar;
  private final Buffer batches;
  private final double eps;
  private final double momentum;

  /** With PyTorch's eps 1e-5 and momentum 0.1. */
  public BatchNorm(long channels) {
    this(channels, 1e-5, 0.1);
  }

  /** With these numbers. */
  public BatchNorm(long channels, double eps, double momentum) {
    this.eps = eps;
    this.momentum = momentum;
    weight = addParameter("weight", Tensor.ones(channels));
    bias = addParameter("bias", Tensor.zeros(channels));
    runningMean = addBuffer("running_mean", Tensor.zeros(channels));
    runningVar = addBuffer("running_var", Tensor.ones(channels));
    batches = addBuffer("num_batches_tracked", Tensor.zeros(DType.I64));
  }

  @Override
  public Tensor forward(Tensor x) {
    if (isTraining()) {
      Autograd.noGrad(() -> batches.value().addInPlace(Tensor.ones(DType.I64)));
    }
    return Functional.batchNorm(
        x,
        runningMean.value(),
        runningVar.value(),
        weight.value(),
        bias.value(),
        isTraining(),
        momentum,
        eps);
  }
}
