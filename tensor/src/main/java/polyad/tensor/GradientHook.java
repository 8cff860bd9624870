package polyad.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorTensorHook;

/** A callback from the engine that may replace a gradient. */
final class GradientHook extends TensorTensorHook {
  private final transient Function<Tensor, Tensor> function;
  private final transient List<org.bytedeco.pytorch.Tensor> returned = new ArrayList<>();

  private GradientHook(Function<Tensor, Tensor> function) {
    this.function = function;
  }

  /** Registers a hook; the result removes and frees it. */
  static Runnable register(Tensor tensor, Function<Tensor, Tensor> function) {
    GradientHook hook = new GradientHook(function);
    int id = Op.call("hook", tensor, (t, a) -> a.register_hook(hook));
    return () -> {
      var _ =
          Op.call(
              "hook",
              tensor,
              (t, a) -> {
                a.remove_hook(id);
                return a;
              });
      hook.returned.forEach(org.bytedeco.pytorch.Tensor::close);
      hook.close();
    };
  }

  @Override
  public TensorBase call(TensorBase gradient) {
    try (var _ = TensorScope.open()) {
      Tensor in = Tensor.wrap(new org.bytedeco.pytorch.Tensor(gradient));
      Tensor out = function.apply(in);
      // The engine copies what it is given by reference, so it must live a little longer.
      returned.add(Op.call("hook", out, (t, a) -> new org.bytedeco.pytorch.Tensor(a)));
      return returned.getLast();
    }
  }
}
