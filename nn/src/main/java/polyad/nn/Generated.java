package polyad.nn;

import java.util.Map;
import java.util.function.Supplier;
import polyad.tensor.Tensor;

/**
 * A weight computed by something else, such as a hypernetwork, whose parameters belong to that and
 * not to the layer.
 */
public final class Generated implements Weight {
  private final long[] shape;
  private final Supplier<Tensor> generator;

  /** The supplier is asked in every forward pass for a tensor of this shape. */
  public Generated(Supplier<Tensor> generator, long... shape) {
    this.shape = shape.clone();
    this.generator = generator;
  }

  @Override
  public Tensor value() {
    return generator.get();
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  @Override
  public Map<String, Parameter> parameters() {
    return Map.of();
  }
}
