package polyad.tensor;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.TensorList;

/**
 * libtorch's fused optimiser kernels: one pass over parameter, gradient and state. Call them inside
 * {@link Autograd#noGrad()}; the lists are parallel.
 */
public final class FusedUpdates {
  private static final class Kernels {
    static final OperatorHandle ADAM = operation("aten::_fused_adam_");
    static final OperatorHandle ADAMW = operation("aten::_fused_adamw_");
    static final OperatorHandle SGD = operation("aten::_fused_sgd_");

    private static OperatorHandle operation(String name) {
      Engine.ensureLoaded();
      return Dispatcher.singleton().findSchemaOrThrow(name, "");
    }
  }

  private FusedUpdates() {}

  /**
   * Adam's numbers.
   *
   * @param decoupled whether weight decay is AdamW's, else it is added to the gradient
   */
  public record Adam(
      double lr, double beta1, double beta2, double eps, double weightDecay, boolean decoupled) {}

  /**
   * One step of Adam or AdamW.
   *
   * @param largest the largest second moments so far, for AMSGrad; empty for none
   * @param steps F32 scalars, the number of the step counted from 1, one a parameter
   */
  public static void adam(
      List<Tensor> parameters,
      List<Tensor> gradients,
      List<Tensor> firstMoments,
      List<Tensor> secondMoments,
      List<Tensor> largest,
      List<Tensor> steps,
      Adam options) {
    int n = parameters.size();
    int kept = largest.size();
    run(
        "fusedAdam",
        options.decoupled() ? Kernels.ADAMW : Kernels.ADAM,
        List.of(parameters, gradients, firstMoments, secondMoments, largest, steps),
        (t, all) -> {
          IValueVector stack = t.add(new IValueVector());
          push(t, stack, list(t, all, 0, n));
          push(t, stack, list(t, all, n, n));
          push(t, stack, list(t, all, 2 * n, n));
          push(t, stack, list(t, all, 3 * n, n));
          push(t, stack, kept == 0 ? list(t) : list(t, all, 4 * n, kept)); // max_exp_avg_sqs
          push(t, stack, list(t, all, 4 * n + kept, n));
          push(t, stack, new IValue(options.lr()));
          push(t, stack, new IValue(options.beta1()));
          push(t, stack, new IValue(options.beta2()));
          push(t, stack, new IValue(options.weightDecay()));
          push(t, stack, new IValue(options.eps()));
          push(t, stack, new IValue(kept > 0)); // amsgrad
          push(t, stack, new IValue(false)); // maximize
          push(t, stack, new IValue()); // grad_scale
          push(t, stack, new IValue()); // found_inf
          return stack;
        });
  }

  /**
   * One step of SGD with momentum.
   *
   * @param buffers the momentum buffers; ignored when momentum is 0
   * @param firstStep whether the buffers hold nothing yet
   */
  public static void sgd(
      List<Tensor> parameters,
      List<Tensor> gradients,
      List<Tensor> buffers,
      double lr,
      double momentum,
      double weightDecay,
      boolean nesterov,
      boolean firstStep) {
    int n = parameters.size();
    List<Tensor> kept = momentum == 0 ? List.of() : buffers;
    run(
        "fusedSgd",
        Kernels.SGD,
        List.of(parameters, gradients, kept),
        (t, all) -> {
          IValueVector stack = t.add(new IValueVector());
          push(t, stack, list(t, all, 0, n));
          push(t, stack, list(t, all, n, n));
          push(t, stack, list(t, all, 2 * n, kept.size()));
          push(t, stack, new IValue(weightDecay));
          push(t, stack, new IValue(momentum));
          push(t, stack, new IValue(lr));
          push(t, stack, new IValue(0.0)); // dampening
          push(t, stack, new IValue(nesterov));
          push(t, stack, new IValue(false)); // maximize
          push(t, stack, new IValue(firstStep));
          push(t, stack, new IValue()); // grad_scale
          push(t, stack, new IValue()); // found_inf
          return stack;
        });
  }

  private static void run(
      String op, OperatorHandle operation, List<List<Tensor>> lists, Op.FN<IValueVector> stack) {
    Tensor[] operands = lists.stream().flatMap(List::stream).toArray(Tensor[]::new);
    var _ =
        Op.callAll(
            op,
            operands,
            (t, all) -> {
              operation.callBoxed(stack.apply(t, all));
              return operation;
            });
  }

  private static void push(Temporaries t, IValueVector stack, IValue value) {
    stack.push_back(t.add(value));
  }

  private static IValue list(
      Temporaries t, org.bytedeco.pytorch.Tensor[] all, int from, int count) {
    var part = new org.bytedeco.pytorch.Tensor[count];
    System.arraycopy(all, from, part, 0, count);
    return list(t, part);
  }

  /** The typed list seen as the untyped one, which has the same layout and is what IValue takes. */
  private static IValue list(Temporaries t, org.bytedeco.pytorch.Tensor... tensors) {
    TensorList typed = t.add(new TensorList(t.tensors(tensors)));
    return new IValue(new GenericList((Pointer) typed));
  }
}
