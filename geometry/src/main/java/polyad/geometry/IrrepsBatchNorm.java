package polyad.geometry;

import java.util.ArrayList;
import java.util.List;
import polyad.algebra.o3.Irreps;
import polyad.nn.Buffer;
import polyad.nn.Layer;
import polyad.nn.WeightSlot;
import polyad.tensor.Autograd;
import polyad.tensor.Tensor;

/**
 * e3nn's {@code nn.BatchNorm}: scalars lose their mean, every irrep is divided by the root of its
 * mean squared component over the batch.
 *
 * <p>{@code weight} [number of irreps], {@code bias} [number of 0e], {@code running_mean}, {@code
 * running_var}; ε 1e-5, momentum 0.1.
 */
public final class IrrepsBatchNorm extends Layer {
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  private final Irreps irreps;
  private final WeightSlot weight;
  private final WeightSlot bias;
  private final Buffer runningMean;
  private final Buffer runningVar;

  /** Of a type. */
  public IrrepsBatchNorm(Irreps irreps) {
    this.irreps = irreps;
    int scalars =
        irreps.blocks().stream()
            .filter(b -> b.irrep().isScalar())
            .mapToInt(Irreps.Block::mul)
            .sum();
    weight = addParameter("weight", Tensor.ones(irreps.count()));
    bias = addParameter("bias", Tensor.zeros(scalars));
    runningMean = addBuffer("running_mean", Tensor.zeros(scalars));
    runningVar = addBuffer("running_var", Tensor.ones(irreps.count()));
  }

  /** [batch, ..., dim] to the same. */
  @Override
  public Tensor forward(Tensor x) {
    List<Tensor> blocks = irreps.split(x.reshape(x.size(0), -1, irreps.dim()));
    List<Tensor> means = new ArrayList<>();
    List<Tensor> variances = new ArrayList<>();
    List<Tensor> parts = new ArrayList<>();
    int scalar = 0;
    int channel = 0;
    for (int i = 0; i < blocks.size(); i++) {
      Irreps.Block type = irreps.blocks().get(i);
      Tensor block = blocks.get(i); // [B, N, mul, 2l+1]
      if (type.irrep().isScalar()) {
        Tensor mean =
            isTraining() ? block.mean(0, 1, 3) : runningMean.value().narrow(0, scalar, type.mul());
        means.add(mean);
        block = block.sub(mean.unsqueeze(-1));
      }
      Tensor variance =
          isTraining()
              ? block.square().mean(0, 1, 3)
              : runningVar.value().narrow(0, channel, type.mul());
      variances.add(variance);
      Tensor scale =
          variance
              .add(EPSILON)
              .rsqrt()
              .mul(weight.value().narrow(0, channel, type.mul()))
              .unsqueeze(-1);
      block = block.mul(scale);
      if (type.irrep().isScalar()) {
        block = block.add(bias.value().narrow(0, scalar, type.mul()).unsqueeze(-1));
        scalar += type.mul();
      }
      channel += type.mul();
      parts.add(block.flatten(-2, -1));
    }
    if (isTraining()) {
      update(runningMean, means);
      update(runningVar, variances);
    }
    return Tensor.cat(-1, parts).reshape(x.shape());
  }

  private static void update(Buffer running, List<Tensor> values) {
    if (!values.isEmpty()) {
      try (var _ = Autograd.noGrad()) {
        Tensor fresh = Tensor.cat(0, values).detach();
        running.value().copyFrom(running.value().lerp(fresh, MOMENTUM));
      }
    }
  }
}
