package polyad.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Derivatives: gradients of any order, Hessian-vector products, and the switches around them. */
public final class Autograd {
  private Autograd() {}

  /** A switch that holds for this thread until it is closed. */
  public static final class Guard implements AutoCloseable {
    private final Pointer pointer;

    private Guard(Pointer pointer) {
      this.pointer = pointer;
    }

    /** Restores what was before. */
    @Override
    public void close() {
      pointer.close();
    }
  }

  /** Records no derivatives until the guard is closed. */
  public static Guard noGrad() {
    Engine.ensureLoaded();
    return new Guard(new AutoGradMode(false));
  }

  /** Records derivatives, inside a {@link #noGrad} too, until the guard is closed. */
  public static Guard enableGrad() {
    Engine.ensureLoaded();
    return new Guard(new AutoGradMode(true));
  }

  /** Records no derivatives and no versions; tensors made inside can never take part in any. */
  public static Guard inferenceMode() {
    Engine.ensureLoaded();
    return new Guard(new InferenceMode(true));
  }

  /** Runs something without recording derivatives. */
  public static <R> R noGrad(Supplier<R> action) {
    try (var _ = noGrad()) {
      return action.get();
    }
  }

  /**
   * The same values with another derivative: on the way back the gradient is replaced by what the
   * function makes of it. The backward pass must run before the current scope ends; first
   * derivatives only.
   *
   * @param map from the gradient to one of the same shape
   * @throws IllegalStateException outside a scope
   */
  public static Tensor mapGradient(Tensor x, Function<Tensor, Tensor> map) {
    if (!x.requiresGrad()) {
      return x;
    }
    TensorScope scope = TensorScope.current();
    if (scope == null) {
      throw new IllegalStateException("Autograd.mapGradient needs an open TensorScope");
    }
    Tensor alias = Op.apply("mapGradient", x, (t, a) -> a.view_as(a));
    scope.atClose(GradientHook.register(alias, map));
    return alias;
  }

  /**
   * Gradients of the sum of outputs with respect to inputs.
   *
   * @param createGraph whether the gradients can be differentiated again
   * @return one gradient an input; zeros where an output does not depend on it
   */
  public static List<Tensor> grad(Tensor output, List<Tensor> inputs, boolean createGraph) {
    return grad(List.of(output), inputs, List.of(output.onesLike()), createGraph);
  }

  /** The gradient of the sum of an output with respect to one input. */
  public static Tensor grad(Tensor output, Tensor input, boolean createGraph) {
    return grad(output, List.of(input), createGraph).get(0);
  }

  /**
   * Vector-Jacobian products: Σ over outputs of gradOutputᵀ · ∂output/∂input, for every input.
   *
   * @throws TensorException when no output depends on any recorded input
   */
  public static List<Tensor> grad(
      List<Tensor> outputs, List<Tensor> inputs, List<Tensor> gradOutputs, boolean createGraph) {
    int outs = outputs.size();
    int ins = inputs.size();
    List<Tensor> all = new ArrayList<>(outputs);
    all.addAll(inputs);
    all.addAll(gradOutputs);
    Tensor[] found =
        Op.callAll(
            "grad",
            all.toArray(new Tensor[0]),
            (t, n) -> {
              TensorVector results =
                  t.add(
                      torch.grad(
                          vector(t, n, 0, outs),
                          vector(t, n, outs, ins),
                          vector(t, n, outs + ins, outs),
                          t.boolOptional(true),
                          createGraph,
                          true));
              Tensor[] gradients = new Tensor[ins];
              for (int i = 0; i < ins; i++) {
                var result = results.get(i);
                if (result.defined()) {
                  gradients[i] = Tensor.wrap(new org.bytedeco.pytorch.Tensor(result));
                }
              }
              return gradients;
            });
    List<Tensor> gradients = new ArrayList<>(ins);
    for (int i = 0; i < ins; i++) {
      gradients.add(found[i] == null ? inputs.get(i).zerosLike() : found[i]);
    }
    return gradients;
  }

  /**
   * The Hessian of a scalar function times a vector, by differentiating twice.
   *
   * @param function from a tensor to a single number
   * @param at where the Hessian is taken
   * @param vector the direction, the shape of {@code at}
   */
  public static Tensor hessianVectorProduct(
      Function<Tensor, Tensor> function, Tensor at, Tensor vector) {
    Tensor x = at.detach().requiresGrad(true);
    Tensor gradient = grad(function.apply(x), x, true);
    if (!gradient.requiresGrad()) {
      return at.zerosLike();
    }
    return grad(gradient.mul(vector).sum(), x, false);
  }

  private static TensorVector vector(
      Temporaries t, org.bytedeco.pytorch.Tensor[] all, int from, int count) {
    var part = new org.bytedeco.pytorch.Tensor[count];
    System.arraycopy(all, from, part, 0, count);
    return t.tensors(part);
  }
}
