package polyad.completion.influence;

import polyad.nn.Init;
import polyad.nn.Linear;
import polyad.nn.Parameter;
import polyad.nn.WeightSlot;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * CoSTCo (Liu et al., KDD 2019): the K embeddings of rank r as an image of r rows and K columns, a
 * convolution over each row ({@code conv1}, 1 x K, c channels), one over each column of the result
 * ({@code conv2}, r x 1), both with ReLU, then {@code fc1} with ReLU, which is h, and {@code fc2}.
 *
 * <p>The kernels span the whole width and the whole height, so that both convolutions are matrix
 * products. Weights start as the authors' Keras code has them: uniform ±0.05 for embeddings, Glorot
 * for the rest, biases 0.
 */
public final class CostcoModel extends TensorModel {
  /** How embeddings become an image. */
  public enum Layout {
    /** Column k is the embedding of mode k, as the paper says. */
    RANK_MAJOR,
    /** [K, r] is read as [r, K], as the authors' notebook has it. */
    RESHAPE
  }

  private final WeightSlot conv1;
  private final WeightSlot conv1Bias;
  private final WeightSlot conv2;
  private final WeightSlot conv2Bias;
  private final Linear fc1;
  private final Linear fc2;
  private final int rank;
  private final int channels;
  private final Layout layout;
  private final boolean outputRelu;

  /**
   * With new weights.
   *
   * @param rank r, at least 1
   * @param channels c, at least 1
   * @param outputRelu whether the output is cut off below 0, as in the authors' notebook
   */
  public CostcoModel(
      int[] dims, int rank, int channels, Layout layout, boolean outputRelu, Generator rng) {
    super(dims, n -> Init.uniform(rng, 0.05, n, rank));
    this.rank = rank;
    this.channels = channels;
    this.layout = layout;
    this.outputRelu = outputRelu;
    conv1 = addParameter("conv1.weight", Init.xavierUniform(rng, channels, 1, 1, dims.length));
    conv1Bias = addParameter("conv1.bias", Tensor.zeros(channels));
    conv2 = addParameter("conv2.weight", Init.xavierUniform(rng, channels, channels, rank, 1));
    conv2Bias = addParameter("conv2.bias", Tensor.zeros(channels));
    fc1 = addChild("fc1", glorot(channels, channels, rng));
    fc2 = addChild("fc2", glorot(channels, 1, rng));
  }

  private static Linear glorot(int in, int out, Generator rng) {
    return new Linear(
        new Parameter(Init.xavierUniform(rng, out, in)), new Parameter(Tensor.zeros(out)));
  }

  @Override
  public int hiddenSize() {
    return channels;
  }

  @Override
  public Tensor hidden(Tensor index) {
    Tensor[] embedded = embed(index);
    Tensor image =
        layout == Layout.RANK_MAJOR
            ? Tensor.stack(2, embedded) // [B, r, K]
            : Tensor.stack(1, embedded).reshape(-1, rank, embedded.length);
    Tensor rowKernel = conv1.value().reshape(channels, -1); // [c, K]
    Tensor rows = Functional.linear(image, rowKernel, conv1Bias.value()).relu(); // [B, r, c]
    Tensor columnKernel = conv2.value().squeeze(3).transpose(1, 2).reshape(channels, -1);
    Tensor both = Functional.linear(rows.flatten(1, 2), columnKernel, conv2Bias.value()).relu();
    return fc1.forward(both).relu(); // [B, c]
  }

  @Override
  public Tensor output(Tensor hidden) {
    Tensor y = fc2.forward(hidden).squeeze(1);
    return outputRelu ? y.relu() : y;
  }
}
