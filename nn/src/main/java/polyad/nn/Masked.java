package polyad.nn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import polyad.tensor.Tensor;

/** Another weight times a mask of zeros and ones; pruned elements get no derivatives. */
public final class Masked implements Weight {
  private final Weight inner;
  private final Buffer mask;

  /**
   * Masks a weight.
   *
   * @param mask BOOL or 0/1, the weight's shape
   */
  public Masked(Weight inner, Tensor mask) {
    if (!Arrays.equals(inner.shape(), mask.shape())) {
      throw new IllegalArgumentException(
          "mask "
              + Arrays.toString(mask.shape())
              + " does not fit weight "
              + Arrays.toString(inner.shape()));
    }
    this.inner = inner;
    this.mask = new Buffer(mask.to(inner.value().dtype()));
  }

  @Override
  public Tensor value() {
    return inner.value().mul(mask.value());
  }

  @Override
  public long[] shape() {
    return inner.shape();
  }

  @Override
  public Map<String, Parameter> parameters() {
    return inner.parameters();
  }

  @Override
  public Map<String, Buffer> buffers() {
    Map<String, Buffer> parts = new LinkedHashMap<>(inner.buffers());
    parts.put("mask", mask);
    return parts;
  }
}
