package polyad.tensor;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gradient checkpointing: the inner tensors of a part of the network are not kept for the backward
 * pass but computed again in it. Works with {@link Tensor#backward()}: gradients of parameters used
 * inside are added to their {@code grad}. First derivatives only.
 */
public final class Checkpoint {
  private Checkpoint() {}

  /**
   * Computes {@code function(input)} without keeping what is inside. The backward pass must run
   * before the current scope ends.
   *
   * @param function pure but for the generator, whose state is restored for the second pass
   * @param input needs gradients, or nothing is saved by this
   * @param rng the generator that the function draws from, such as its dropout's
   * @throws IllegalStateException outside a scope
   */
  public static Tensor apply(Function<Tensor, Tensor> function, Tensor input, Generator rng) {
    if (!input.requiresGrad()) {
      return function.apply(input);
    }
    TensorScope scope = TensorScope.current();
    if (scope == null) {
      throw new IllegalStateException("Checkpoint.apply needs an open TensorScope");
    }
    byte[] state = rng.state();
    Tensor value = Autograd.noGrad(() -> function.apply(input.detach()));
    Tensor alias = Op.apply("checkpoint", input, (t, a) -> a.view_as(a));
    // Zero, and connected: its hook sees the output's gradient, the alias's returns the input's.
    Tensor link = alias.reshape(-1).narrow(0, 0, 0).sum().expand(value.shape());
    Recompute recompute = new Recompute(function, input.detach(), state, rng);
    scope.atClose(GradientHook.register(link, recompute::backward));
    scope.atClose(GradientHook.register(alias, ignored -> recompute.inputGradient()));
    return value.add(link);
  }

  /** Turns the gradient of the output into that of the input when the backward pass comes by. */
  private static final class Recompute {
    private final Function<Tensor, Tensor> function;
    private final Tensor input;
    private final byte[] state;
    private final Generator rng;
    private @Nullable Tensor inputGradient;

    Recompute(Function<Tensor, Tensor> function, Tensor input, byte[] state, Generator rng) {
      this.function = function;
      this.input = input;
      this.state = state;
      this.rng = rng;
    }

    Tensor backward(Tensor gradient) {
      byte[] now = rng.state();
      rng.restore(state);
      try (var _ = TensorScope.open();
          var _ = Autograd.enableGrad()) {
        Tensor x = input.detach().requiresGrad(true);
        function.apply(x).backward(gradient);
        Tensor found = x.grad();
        inputGradient = (found == null ? x.zerosLike() : found).retain();
      } finally {
        rng.restore(now);
      }
      return gradient;
    }

    Tensor inputGradient() {
      Tensor found = inputGradient;
      inputGradient = null;
      return found == null ? input.zerosLike() : found;
    }
  }
}
