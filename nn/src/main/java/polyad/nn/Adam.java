package polyad.nn;

import java.util.List;
import polyad.tensor.FusedUpdates;
import polyad.tensor.Tensor;

/** Adam (Kingma and Ba, 2015) and AdamW (Loshchilov and Hutter, 2019), fused. */
public final class Adam extends Optimizer {
  private final Options options;

  /**
   * Adam's numbers.
   *
   * @param beta1 0 to 1
   * @param beta2 0 to 1
   * @param eps above the square root of the second moment
   * @param decoupled AdamW's weight decay, else it is added to the derivative
   * @param amsgrad divide by the largest second moment so far (Reddi, Kale and Kumar, 2018)
   */
  public record Options(
      double beta1, double beta2, double eps, boolean decoupled, boolean amsgrad) {
    /** Checks the numbers. */
    public Options {
      Checks.fraction("beta1", beta1);
      Checks.fraction("beta2", beta2);
      Checks.atLeast("eps", eps, 0);
    }

    /** Without AMSGrad. */
    public Options(double beta1, double beta2, double eps, boolean decoupled) {
      this(beta1, beta2, eps, decoupled, false);
    }

    /** AMSGrad with Adam's defaults: 0.9, 0.999, 1e-8. */
    public static Options withAmsgrad() {
      return new Options(0.9, 0.999, 1e-8, false, true);
    }

    /** Adam's defaults: 0.9, 0.999, 1e-8. */
    public static Options adam() {
      return new Options(0.9, 0.999, 1e-8, false);
    }

    /** AdamW's defaults: 0.9, 0.999, 1e-8. */
    public static Options adamW() {
      return new Options(0.9, 0.999, 1e-8, true);
    }
  }

  /** With these numbers. */
  public Adam(List<ParameterGroup> groups, Options options) {
    super(groups);
    this.options = options;
  }

  /** Adam over a module with weight decay 0. */
  public static Adam adam(Module module) {
    return new Adam(ParameterGroup.of(module, 0), Options.adam());
  }

  /** AdamW over a module. */
  public static Adam adamW(Module module, double weightDecay) {
    return new Adam(ParameterGroup.of(module, weightDecay), Options.adamW());
  }

  @Override
  protected void update(List<Parameter> parameters, double lr, double weightDecay) {
    update(this, parameters, lr, weightDecay, options);
  }

  /** One fused step with the state that an optimiser keeps. */
  static void update(
      Optimizer owner, List<Parameter> parameters, double lr, double weightDecay, Options options) {
    List<Tensor> steps = parameters.stream().map(p -> owner.counter(p, "step")).toList();
    Tensor one = Tensor.ones();
    steps.forEach(step -> step.addInPlace(one));
    FusedUpdates.adam(
        parameters.stream().map(Parameter::value).toList(),
        parameters.stream().map(owner::gradient).toList(),
        parameters.stream().map(p -> owner.state(p, "exp_avg")).toList(),
        parameters.stream().map(p -> owner.state(p, "exp_avg_sq")).toList(),
        options.amsgrad()
            ? parameters.stream().map(p -> owner.state(p, "max_exp_avg_sq")).toList()
            : List.of(),
        steps,
        new FusedUpdates.Adam(
            lr, options.beta1(), options.beta2(), options.eps(), weightDecay, options.decoupled()));
  }
}
