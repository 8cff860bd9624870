package polyad.nn;

import polyad.tensor.Autograd;
import polyad.tensor.DType;
import polyad.tensor.Device;
import polyad.tensor.Tensor;

/** A tensor that belongs to a module's state but is not trained, such as running statistics. */
public final class Buffer implements AutoCloseable {
  private Tensor tensor;

  /** Takes over a tensor. */
  public Buffer(Tensor initial) {
    tensor = Autograd.noGrad(() -> initial.detach().copy()).retain();
  }

  /** The value now. */
  public Tensor value() {
    return tensor;
  }

  /** Overwrites the value; the shape stays. */
  public void set(Tensor value) {
    Autograd.noGrad(() -> tensor.copyFrom(value));
  }

  void convert(DType dtype) {
    if (tensor.dtype().isFloatingPoint()) {
      replace(tensor.to(dtype));
    }
  }

  void move(Device device) {
    replace(tensor.to(device));
  }

  private void replace(Tensor converted) {
    if (!converted.equals(tensor)) {
      Tensor before = tensor;
      tensor = converted.copy().retain();
      before.close();
    }
  }

  @Override
  public void close() {
    tensor.close();
  }
}
