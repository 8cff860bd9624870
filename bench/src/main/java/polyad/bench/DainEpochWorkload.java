package polyad.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import polyad.completion.influence.InfluenceTracker;
import polyad.completion.influence.MlpTensorModel;
import polyad.data.Splits;
import polyad.nn.Adam;
import polyad.tensor.Autograd;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorScope;

/**
 * An epoch of DAIN's first step with the official sizes: the validation pass at its start, then
 * every batch with its influence recorded, forward, backward and Adam.
 */
final class DainEpochWorkload implements Workload {
  private static final int CELLS = 7200;
  private static final int VALIDATION = 1800;
  private static final int DIM = 1000;
  private static final int ORDER = 3;
  private static final int BATCH = 1024;
  private static final double LEARNING_RATE = 1e-3;

  private final MlpTensorModel model;
  private final Adam adam;
  private final InfluenceTracker tracker = new InfluenceTracker(CELLS);
  private final SplittableRandom random = new SplittableRandom(1);
  private final long[][] index = new long[CELLS + VALIDATION][ORDER];
  private final float[] values = new float[CELLS + VALIDATION];

  DainEpochWorkload() {
    int[] dims = {DIM, DIM, DIM};
    model = new MlpTensorModel(dims, new int[] {150, 1024, 1024, 128}, new Generator(1));
    adam = Adam.adam(model);
    for (int c = 0; c < index.length; c++) {
      Arrays.setAll(index[c], k -> random.nextInt(DIM));
      values[c] = (float) random.nextGaussian();
    }
  }

  @Override
  public void step() {
    int[] validation = new int[VALIDATION];
    Arrays.setAll(validation, c -> CELLS + c);
    try (var _ = TensorScope.open();
        var _ = Autograd.noGrad()) {
      Tensor hidden = model.hidden(index(validation));
      Tensor residual = model.output(hidden).sub(values(validation));
      tracker.startEpoch(hidden.transpose(0, 1).matmul(residual).toDoubleArray(), 1);
    }
    int[] order = Splits.permutation(CELLS, random);
    for (int from = 0; from < CELLS; from += BATCH) {
      batch(Arrays.copyOfRange(order, from, Math.min(CELLS, from + BATCH)));
    }
  }

  private void batch(int[] cells) {
    try (var _ = TensorScope.open()) {
      model.zeroGrad();
      Tensor hidden = model.hidden(index(cells));
      Tensor residual = model.output(hidden).sub(values(cells));
      tracker.record(cells, hidden, residual);
      residual.square().mean().backward();
      adam.step(LEARNING_RATE);
    }
  }

  private Tensor index(int[] cells) {
    long[] flat = new long[cells.length * ORDER];
    for (int i = 0; i < cells.length; i++) {
      System.arraycopy(index[cells[i]], 0, flat, i * ORDER, ORDER);
    }
    return Tensor.of(flat, cells.length, ORDER);
  }

  private Tensor values(int[] cells) {
    float[] chosen = new float[cells.length];
    for (int i = 0; i < cells.length; i++) {
      chosen[i] = values[cells[i]];
    }
    return Tensor.of(chosen, cells.length);
  }

  @Override
  public long parameters() {
    return model.parameterCount();
  }

  @Override
  public void close() {
    adam.close();
    model.close();
  }
}
