package polyad.nn;

import java.util.Map;
import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Device;
import polyad.tensor.Tensor;

/** A dense tensor that is trained. It lives until its module is closed. */
public final class Parameter implements Weight, AutoCloseable {
  private final Geometry geometry;
  private Tensor tensor;

  /** Takes over a tensor as a Euclidean parameter. */
  public Parameter(Tensor initial) {
    this(initial, Geometry.EUCLIDEAN);
  }

  /** Takes over a tensor as a parameter on a geometry; the caller has put it there. */
  public Parameter(Tensor initial, Geometry geometry) {
    this.geometry = geometry;
    this.tensor = own(initial);
  }

  private static Tensor own(Tensor value) {
    Tensor leaf = Autograd.noGrad(() -> value.detach().copy()).retain();
    return leaf.dtype().isFloatingPoint() || leaf.isComplex() ? leaf.requiresGrad(true) : leaf;
  }

  @Override
  public Tensor value() {
    return tensor;
  }

  @Override
  public long[] shape() {
    return tensor.shape();
  }

  @Override
  public Map<String, Parameter> parameters() {
    return Map.of("", this);
  }

  /** Where an optimiser keeps this parameter. */
  public Geometry geometry() {
    return geometry;
  }

  /** Overwrites the value. */
  public void set(Tensor value) {
    Autograd.noGrad(() -> tensor.copyFrom(value));
  }

  void convert(DType dtype) {
    replace(tensor.to(dtype));
  }

  void move(Device device) {
    replace(tensor.to(device));
  }

  private void replace(Tensor converted) {
    if (!converted.equals(tensor)) {
      Tensor before = tensor;
      tensor = own(converted);
      before.close();
    }
  }

  @Override
  public void close() {
    tensor.close();
  }
}
