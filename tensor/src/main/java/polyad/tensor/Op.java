package polyad.tensor;

import java.util.function.Supplier;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.TensorVector;
import org.jspecify.annotations.Nullable;

/** Calls the engine: holds the operands for the call, frees its temporaries, names its errors. */
final class Op {
  private Op() {}

  @FunctionalInterface
  interface F0<R> {
    R apply(Temporaries t);
  }

  @FunctionalInterface
  interface F1<R> {
    R apply(Temporaries t, org.bytedeco.pytorch.Tensor a);
  }

  @FunctionalInterface
  interface F2<R> {
    R apply(Temporaries t, org.bytedeco.pytorch.Tensor a, org.bytedeco.pytorch.Tensor b);
  }

  @FunctionalInterface
  interface F3<R> {
    R apply(
        Temporaries t,
        org.bytedeco.pytorch.Tensor a,
        org.bytedeco.pytorch.Tensor b,
        org.bytedeco.pytorch.Tensor c);
  }

  @FunctionalInterface
  interface FN<R> {
    R apply(Temporaries t, org.bytedeco.pytorch.Tensor[] all);
  }

  static Tensor create(String op, F0<org.bytedeco.pytorch.Tensor> f) {
    try (Temporaries t = new Temporaries()) {
      return Tensor.wrap(f.apply(t));
    } catch (TensorException e) {
      throw e;
    } catch (RuntimeException e) {
      throw TensorException.of(op, e);
    }
  }

  static Tensor apply(String op, Tensor a, F1<org.bytedeco.pytorch.Tensor> f) {
    return Tensor.wrap(call(op, a, f));
  }

  static Tensor apply(String op, Tensor a, Tensor b, F2<org.bytedeco.pytorch.Tensor> f) {
    return Tensor.wrap(call(op, a, b, f));
  }

  static Tensor apply(String op, Tensor a, Tensor b, Tensor c, F3<org.bytedeco.pytorch.Tensor> f) {
    Handle ha = a.handle();
    Handle hb = b.handle();
    Handle hc = c.handle();
    var na = ha.acquire();
    try {
      var nb = hb.acquire();
      try {
        var nc = hc.acquire();
        try (Temporaries t = new Temporaries()) {
          return Tensor.wrap(f.apply(t, na, nb, nc));
        } catch (RuntimeException e) {
          throw TensorException.of(op, e, a, b, c);
        } finally {
          hc.release();
        }
      } finally {
        hb.release();
      }
    } finally {
      ha.release();
    }
  }

  static <R> R call(String op, Tensor a, F1<R> f) {
    Handle ha = a.handle();
    var na = ha.acquire();
    try (Temporaries t = new Temporaries()) {
      return f.apply(t, na);
    } catch (RuntimeException e) {
      throw TensorException.of(op, e, a);
    } finally {
      ha.release();
    }
  }

  static <R> R call(String op, Tensor a, Tensor b, F2<R> f) {
    Handle ha = a.handle();
    Handle hb = b.handle();
    var na = ha.acquire();
    try {
      var nb = hb.acquire();
      try (Temporaries t = new Temporaries()) {
        return f.apply(t, na, nb);
      } catch (RuntimeException e) {
        throw TensorException.of(op, e, a, b);
      } finally {
        hb.release();
      }
    } finally {
      ha.release();
    }
  }

  /** Any number of operands; those that are null stay null. */
  static <R> R callAll(String op, @Nullable Tensor[] operands, FN<R> f) {
    var natives = new org.bytedeco.pytorch.Tensor[operands.length];
    int held = 0;
    try {
      for (; held < operands.length; held++) {
        Tensor operand = operands[held];
        if (operand != null) {
          natives[held] = operand.handle().acquire();
        }
      }
      try (Temporaries t = new Temporaries()) {
        return f.apply(t, natives);
      } catch (RuntimeException e) {
        throw TensorException.of(op, e, operands);
      }
    } finally {
      while (held > 0) {
        Tensor operand = operands[--held];
        if (operand != null) {
          operand.handle().release();
        }
      }
    }
  }

  static Tensor applyAll(
      String op, @Nullable Tensor[] operands, FN<org.bytedeco.pytorch.Tensor> f) {
    return Tensor.wrap(callAll(op, operands, f));
  }

  static Tensor[] split(Supplier<TensorVector> call) {
    try (TensorVector vector = call.get()) {
      Tensor[] tensors = new Tensor[Math.toIntExact(vector.size())];
      for (int i = 0; i < tensors.length; i++) {
        tensors[i] = Tensor.wrap(new org.bytedeco.pytorch.Tensor(vector.get(i)));
      }
      return tensors;
    }
  }

  static Tensor[] pair(T_TensorTensor_T tuple) {
    try (tuple) {
      return new Tensor[] {
        Tensor.wrap(new org.bytedeco.pytorch.Tensor(tuple.get0())),
        Tensor.wrap(new org.bytedeco.pytorch.Tensor(tuple.get1()))
      };
    }
  }

  static Tensor[] triple(T_TensorTensorTensor_T tuple) {
    try (tuple) {
      return new Tensor[] {
        Tensor.wrap(new org.bytedeco.pytorch.Tensor(tuple.get0())),
        Tensor.wrap(new org.bytedeco.pytorch.Tensor(tuple.get1())),
        Tensor.wrap(new org.bytedeco.pytorch.Tensor(tuple.get2()))
      };
    }
  }
}
