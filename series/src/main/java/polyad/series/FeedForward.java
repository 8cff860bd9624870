package polyad.series;

import java.util.LinkedHashMap;
import java.util.Map;
import polyad.nn.Layer;
import polyad.nn.PointwiseConv;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;

/**
 * Two pointwise convolutions, each followed by dropout, as the forecasting codes write a
 * feed-forward part: {@code conv1} [F, D, 1] and {@code conv2} [D, F, 1]. Its owner registers
 * {@link #children()} as its own, so that official names hold.
 */
public final class FeedForward {
  private final PointwiseConv conv1;
  private final PointwiseConv conv2;
  private final Function activation;
  private final double dropout;
  private final Generator rng;
  private final long dim;
  private final long dFf;

  /** The function between the two maps. */
  public enum Function {
    /** x·Φ(x), exact. */
    GELU,
    /** max(x, 0). */
    RELU;

    /** Its value. */
    public Tensor apply(Tensor x) {
      return this == GELU ? Functional.gelu(x) : x.relu();
    }
  }

  /** Of widths D and F. */
  public FeedForward(int dim, int dFf, Function activation, double dropout, Generator rng) {
    this.dim = dim;
    this.dFf = dFf;
    this.activation = activation;
    this.dropout = dropout;
    this.rng = rng;
    conv1 = new PointwiseConv(dim, dFf, rng);
    conv2 = new PointwiseConv(dFf, dim, rng);
  }

  /** What the owner registers. */
  public Map<String, Layer> children() {
    Map<String, Layer> children = new LinkedHashMap<>();
    children.put("conv1", conv1);
    children.put("conv2", conv2);
    return children;
  }

  /** [..., D] to the same shape. */
  public Tensor forward(Tensor x, boolean training) {
    double p = training ? dropout : 0;
    Tensor y = Functional.dropout(activation.apply(conv1.forward(x)), p, rng);
    return Functional.dropout(conv2.forward(y), p, rng);
  }

  /** Multiply-adds of one sample. */
  public long multiplyAdds(long tokens) {
    return 2 * tokens * dim * dFf;
  }
}
