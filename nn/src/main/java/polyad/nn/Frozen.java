package polyad.nn;

import java.util.Map;
import polyad.tensor.Tensor;

/** A dense tensor that is saved under the layer's name but not trained. */
public final class Frozen implements Weight {
  private final Buffer buffer;

  /** Takes over a tensor. */
  public Frozen(Tensor value) {
    buffer = new Buffer(value);
  }

  @Override
  public Tensor value() {
    return buffer.value();
  }

  @Override
  public long[] shape() {
    return buffer.value().shape();
  }

  @Override
  public Map<String, Parameter> parameters() {
    return Map.of();
  }

  @Override
  public Map<String, Buffer> buffers() {
    return Map.of("", buffer);
  }
}
