package polyad.completion.influence;

import polyad.catalog.ConfigChecks;
import polyad.tensor.Generator;

/**
 * Which network and how large.
 *
 * @param base the network
 * @param layers widths of MLP and NTM; the first is all embeddings' and divisible by the number of
 *     modes
 * @param rank of CoSTCo's embeddings, at least 1
 * @param channels of CoSTCo, at least 1
 * @param layout of CoSTCo's image
 * @param outputRelu whether CoSTCo's output is cut off below 0
 */
public record NetworkConfig(
    Base base,
    int[] layers,
    int rank,
    int channels,
    CostcoModel.Layout layout,
    boolean outputRelu) {
  /** The networks. */
  public enum Base {
    /** {@link MlpTensorModel}. */
    MLP,
    /** {@link CostcoModel}. */
    COSTCO,
    /** {@link NtmModel}. */
    NTM
  }

  /** Checks the sizes. */
  public NetworkConfig {
    layers = layers.clone();
    for (int width : layers) {
      ConfigChecks.atLeast("layers", width, 1);
    }
    if (layers.length < 2 && base != Base.COSTCO) {
      throw new IllegalArgumentException("layers has " + layers.length + " widths, allowed: 2 up");
    }
    ConfigChecks.atLeast("rank", rank, 1);
    ConfigChecks.atLeast("channels", channels, 1);
  }

  /** The official MLP: 150-1024-1024-128. */
  public static NetworkConfig official() {
    return mlp(150, 1024, 1024, 128);
  }

  /** An MLP of these widths. */
  public static NetworkConfig mlp(int... layers) {
    return new NetworkConfig(Base.MLP, layers, 20, 20, CostcoModel.Layout.RANK_MAJOR, false);
  }

  /** Another network with the same sizes. */
  public NetworkConfig withBase(Base other) {
    return new NetworkConfig(other, layers, rank, channels, layout, outputRelu);
  }

  /**
   * A network with new weights.
   *
   * @throws IllegalArgumentException when the first width is not divisible by the number of modes
   */
  public TensorModel create(int[] dims, Generator rng) {
    return switch (base) {
      case MLP -> new MlpTensorModel(dims, layers, rng);
      case NTM -> new NtmModel(dims, layers, rng);
      case COSTCO -> new CostcoModel(dims, rank, channels, layout, outputRelu, rng);
    };
  }
}
